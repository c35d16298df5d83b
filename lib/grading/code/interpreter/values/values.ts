/**
 * The interpreter's own values. Primitives are the host's; every object is one of these classes, whose properties live
 * in Maps, so that no name a student chose ever reaches a property of a host object.
 */

/** A symbol. Also the marks below, and the names of private members. */
export class Sym {
  readonly description: string | undefined
  constructor(description: string | undefined) {
    this.description = description
  }
}

export type Value = undefined | null | boolean | number | string | bigint | Sym | Obj
export type Key = string | Sym

/** Stands in a variable before its declaration has run. Never leaves the machine. */
export const UNINITIALISED = new Sym('uninitialised')
/** Stands in an array where there is no element. Never leaves the array. */
export const HOLE = new Sym('hole')

/** A property that is an accessor, or a value with other attributes than an assignment gives. */
export class Slot {
  value: Value = undefined
  getter: Obj | undefined = undefined
  setter: Obj | undefined = undefined
  isAccessor = false
  writable = true
  enumerable = true
  configurable = true
}

export const ABSENT = new Slot()

export type Stored = Value | Slot

export function slotOf(value: Value, writable: boolean, enumerable: boolean, configurable: boolean): Slot {
  const slot = new Slot()
  slot.value = value
  slot.writable = writable
  slot.enumerable = enumerable
  slot.configurable = configurable
  return slot
}

export const hiddenSlot = (value: Value) => slotOf(value, true, false, true)

export function accessorSlot(getter: Obj | undefined, setter: Obj | undefined, enumerable: boolean): Slot {
  const slot = new Slot()
  slot.isAccessor = true
  slot.getter = getter
  slot.setter = setter
  slot.enumerable = enumerable
  return slot
}

/** The index that a key means to an array, or -1. */
export function arrayIndexOf(key: Key): number {
  if (typeof key !== 'string' || key.length === 0 || key.length > 10) return -1
  const first = key.charCodeAt(0)
  if (first < 48 || first > 57) return -1
  const index = Number(key)
  return index < 4294967295 && String(index) === key ? index : -1
}

/** An ordinary object, and what the exotic ones have in common. */
export class Obj {
  proto: Obj | null
  extensible = true
  protected props: Map<Key, Stored> | null = null
  private hasIndexKeys = false
  private privates: Map<Sym, Stored> | null = null

  constructor(proto: Obj | null) {
    this.proto = proto
  }

  /** ABSENT, a plain value, or a Slot. */
  getOwn(key: Key): Stored {
    if (this.props === null) return ABSENT
    const stored = this.props.get(key)
    return stored !== undefined || this.props.has(key) ? stored : ABSENT
  }

  /** Stores without asking for attributes or extensibility. */
  putOwn(key: Key, stored: Stored): void {
    if (this.props === null) this.props = new Map()
    if (!this.hasIndexKeys && arrayIndexOf(key) !== -1) this.hasIndexKeys = true
    this.props.set(key, stored)
  }

  removeOwn(key: Key): void {
    this.props?.delete(key)
  }

  /** Indices ascending, then strings, then symbols, both in the order of their creation. */
  ownKeys(): Key[] {
    if (this.props === null) return []
    const keys = [...this.props.keys()]
    const symbols = keys.filter((key) => typeof key !== 'string')
    if (!this.hasIndexKeys && symbols.length === 0) return keys
    const strings = keys.filter((key) => typeof key === 'string')
    const indices = strings.filter((key) => arrayIndexOf(key) !== -1).sort((a, b) => Number(a) - Number(b))
    return [...indices, ...strings.filter((key) => arrayIndexOf(key) === -1), ...symbols]
  }

  /** How many properties there are, for charging; need not be exact. */
  get ownSize(): number {
    return this.props === null ? 0 : this.props.size
  }

  /** True while nobody has given this object a property of its own. */
  get isPristine(): boolean {
    return this.props === null
  }

  getPrivate(name: Sym): Stored {
    const stored = this.privates?.get(name)
    return stored !== undefined || this.privates?.has(name) ? stored : ABSENT
  }

  putPrivate(name: Sym, stored: Stored): void {
    this.privates ??= new Map()
    this.privates.set(name, stored)
  }
}

/** An array. Holes are HOLE; `length` is that of `elements`. */
export class Arr extends Obj {
  elements: Value[]
  /** Object.freeze: neither elements nor length change. Sealed arrays are merely not extensible. */
  frozen = false

  constructor(proto: Obj | null, elements: Value[]) {
    super(proto)
    this.elements = elements
  }

  override getOwn(key: Key): Stored {
    if (key === 'length') return slotOf(this.elements.length, !this.frozen, false, false)
    const index = arrayIndexOf(key)
    if (index === -1) return super.getOwn(key)
    const element = this.elements[index]
    if (element === HOLE || index >= this.elements.length) return ABSENT
    return this.frozen ? slotOf(element, false, true, false) : element
  }

  override putOwn(key: Key, stored: Stored): void {
    const index = arrayIndexOf(key)
    if (index === -1) super.putOwn(key, stored)
    // An element has no attributes of its own here: `defineProperty` refuses those as unsupported.
    else {
      while (this.elements.length < index) this.elements.push(HOLE)
      this.elements[index] = stored instanceof Slot ? stored.value : stored
    }
  }

  override removeOwn(key: Key): void {
    const index = arrayIndexOf(key)
    if (index === -1) super.removeOwn(key)
    else if (index < this.elements.length) this.elements[index] = HOLE
  }

  override ownKeys(): Key[] {
    const indices: Key[] = []
    this.elements.forEach((element, index) => {
      if (element !== HOLE) indices.push(String(index))
    })
    return [...indices, 'length', ...super.ownKeys()]
  }

  override get ownSize(): number {
    return this.elements.length + super.ownSize
  }
}

/** Where a variable lives that a closure shares. */
export class Box {
  value: Value
  constructor(value: Value) {
    this.value = value
  }
}
