/** Reading and writing properties: ECMA-262 sections 7.3 and 10.1. */
import { call } from './call.ts'
import { toKey, toNumber, toText } from './convert.ts'
import { throwError } from './errors.ts'
import { budget, OutOfBudget } from './machine/budget.ts'
import type { Machine } from './machine/machine.ts'
import { describeKey, describeValue } from './values/describe.ts'
import { ABSENT, Arr, arrayIndexOf, HOLE, type Key, Obj, Slot, type Stored, type Value } from './values/values.ts'

const readStored = (m: Machine, stored: Stored, receiver: Value): Value => {
  if (!(stored instanceof Slot)) return stored
  if (!stored.isAccessor) return stored.value
  return stored.getter === undefined ? undefined : call(m, stored.getter, receiver, [])
}

/** ABSENT when neither the object nor its prototypes have it. */
export function find(m: Machine, start: Obj, key: Key): Stored {
  let hops = 0
  for (let object: Obj | null = start; object !== null; object = object.proto) {
    const stored = object.getOwn(key)
    if (stored !== ABSENT) return stored
    if (++hops > 4) m.charge(1)
  }
  return ABSENT
}

export function getFrom(m: Machine, start: Obj, key: Key, receiver: Value): Value {
  const stored = find(m, start, key)
  return stored === ABSENT ? undefined : readStored(m, stored, receiver)
}

export function get(m: Machine, base: Value, key: Key): Value {
  if (base instanceof Obj) {
    if (key === 'length' && base instanceof Arr) return base.elements.length
    return getFrom(m, base, key, base)
  }
  if (base === undefined || base === null) {
    return throwError(m, 'TypeError', `Cannot read properties of ${base} (reading '${describeKey(key)}')`)
  }
  if (typeof base === 'string') {
    if (key === 'length') return base.length
    const index = arrayIndexOf(key)
    if (index !== -1 && index < base.length) return characterAt(m, base, index)
  }
  return getFrom(m, m.realm.protoOfPrimitive(base), key, base)
}

function characterAt(m: Machine, text: string, index: number): string {
  m.flatten(text)
  return text.charAt(index)
}

export function getElement(m: Machine, base: Value, key: Value): Value {
  if (typeof key === 'number') {
    if (base instanceof Arr) {
      const element = base.elements[key]
      if (element !== undefined && element !== HOLE) return element
    } else if (typeof base === 'string' && key >= 0 && key < base.length && Number.isInteger(key)) {
      return characterAt(m, base, key)
    }
  }
  if (base === undefined || base === null) {
    const name = key instanceof Obj ? '[object]' : describeKey(toKey(m, key))
    return throwError(m, 'TypeError', `Cannot read properties of ${base} (reading '${name}')`)
  }
  return get(m, base, toKey(m, key))
}

export const has = (m: Machine, object: Obj, key: Key) => find(m, object, key) !== ABSENT

/** A new array or a longer one, which the host grows by copying: refuses what no budget allows before memory is filled. */
export function chargeLength(m: Machine, added: number, total: number): void {
  if (total > budget.arrayLength) throw new OutOfBudget('allocation')
  if (added > 0) m.allocate(added * 16 + (added === total ? 128 : 0))
}

export function setElement(m: Machine, base: Value, key: Value, value: Value, strict: boolean): void {
  if (typeof key === 'number' && base instanceof Arr && !base.frozen) {
    const { elements } = base
    if (key >= 0 && key < elements.length && Number.isInteger(key) && elements[key] !== HOLE) {
      elements[key] = value
      return
    }
    if (key === elements.length && base.extensible) {
      chargeLength(m, 2, key + 1)
      elements.push(value)
      return
    }
  }
  if (base === undefined || base === null) {
    const name = key instanceof Obj ? '[object]' : describeKey(toKey(m, key))
    throwError(m, 'TypeError', `Cannot set properties of ${base} (setting '${name}')`)
  }
  set(m, base, toKey(m, key), value, strict)
}

export function set(m: Machine, base: Value, key: Key, value: Value, strict: boolean): void {
  if (base instanceof Obj) {
    setOn(m, base, key, value, base, strict)
    return
  }
  if (base === undefined || base === null) {
    throwError(m, 'TypeError', `Cannot set properties of ${base} (setting '${describeKey(key)}')`)
  }
  const inherited = find(m, m.realm.protoOfPrimitive(base), key)
  if (inherited instanceof Slot && inherited.setter) call(m, inherited.setter, base, [value])
  else if (strict) {
    const what = typeof base === 'object' ? 'symbol' : typeof base
    const shown = typeof base === 'string' ? `'${base.slice(0, 100)}'` : toText(m, describeValue(base))
    throwError(m, 'TypeError', `Cannot create property '${describeKey(key)}' on ${what} ${shown}`)
  }
}

/** @param start where the search for a setter begins: the receiver itself, or the prototype that `super` means */
export function setOn(m: Machine, start: Obj, key: Key, value: Value, receiver: Obj, strict: boolean): void {
  if (receiver instanceof Arr && key === 'length') {
    setLength(m, receiver, value, strict)
    return
  }
  const own = start === receiver ? receiver.getOwn(key) : ABSENT
  if (own !== ABSENT && !(own instanceof Slot)) {
    receiver.putOwn(key, value)
    return
  }
  const stored = own === ABSENT ? find(m, start, key) : own
  if (stored instanceof Slot && stored !== ABSENT) {
    if (stored.isAccessor) {
      if (stored.setter) call(m, stored.setter, receiver, [value])
      else if (strict) {
        throwError(m, 'TypeError', `Cannot set property ${describeKey(key)} of #<Object> which has only a getter`)
      }
      return
    }
    if (!stored.writable) {
      if (strict) {
        const owner = receiver instanceof Arr ? '[object Array]' : '#<Object>'
        throwError(m, 'TypeError', `Cannot assign to read only property '${describeKey(key)}' of object '${owner}'`)
      }
      return
    }
    if (own !== ABSENT) {
      stored.value = value
      return
    }
  }
  addProperty(m, receiver, key, value, strict)
}

function addProperty(m: Machine, receiver: Obj, key: Key, value: Value, strict: boolean): void {
  if (!receiver.extensible) {
    if (strict) throwError(m, 'TypeError', `Cannot add property ${describeKey(key)}, object is not extensible`)
    return
  }
  put(m, receiver, key, value)
}

/** Adds or replaces a property, charged, without asking anybody. */
export function put(m: Machine, receiver: Obj, key: Key, stored: Stored): void {
  const index = receiver instanceof Arr ? arrayIndexOf(key) : -1
  if (index !== -1 && receiver instanceof Arr) {
    chargeLength(m, index + 1 - receiver.elements.length, index + 1)
  } else m.allocate(stored instanceof Slot ? 160 : 80)
  receiver.putOwn(key, stored)
}

function setLength(m: Machine, array: Arr, value: Value, strict: boolean): void {
  const length = toNumber(m, value)
  if (length < 0 || length > 4294967295 || !Number.isInteger(length))
    throwError(m, 'RangeError', 'Invalid array length')
  if (array.frozen) {
    if (strict) throwError(m, 'TypeError', "Cannot assign to read only property 'length' of object '[object Array]'")
    return
  }
  setArrayLength(m, array, length)
}

export function setArrayLength(m: Machine, array: Arr, length: number): void {
  const { elements } = array
  chargeLength(m, length - elements.length, length)
  if (elements.length === 0) array.elements = new Array<Value>(length).fill(HOLE)
  else if (length < elements.length) elements.length = length
  while (array.elements.length < length) array.elements.push(HOLE)
}

export function deleteProperty(m: Machine, base: Value, key: Key, strict: boolean): boolean {
  if (base === undefined || base === null) {
    throwError(m, 'TypeError', `Cannot convert undefined or null to object`)
  }
  if (!(base instanceof Obj)) return true
  const own = base.getOwn(key)
  if (own === ABSENT) return true
  if (own instanceof Slot && !own.configurable) {
    if (strict) throwError(m, 'TypeError', `Cannot delete property '${describeKey(key)}' of #<Object>`)
    return false
  }
  base.removeOwn(key)
  return true
}

/** Own enumerable string keys, in the order of the specification. */
export function enumerableKeys(m: Machine, object: Obj): string[] {
  m.charge(object.ownSize)
  const keys: string[] = []
  for (const key of object.ownKeys()) {
    if (typeof key !== 'string') continue
    const stored = object.getOwn(key)
    if (stored !== ABSENT && !(stored instanceof Slot && !stored.enumerable)) keys.push(key)
  }
  m.allocate(keys.length * 16)
  return keys
}

/** Copies own enumerable properties, symbols too, as spread and Object.assign do. */
export function enumerableOwn(m: Machine, source: Obj): Key[] {
  m.charge(source.ownSize)
  return source.ownKeys().filter((key) => {
    const stored = source.getOwn(key)
    return stored !== ABSENT && !(stored instanceof Slot && !stored.enumerable)
  })
}
