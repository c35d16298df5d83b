/** Whatever can be called: closures of the program, built-ins, bound functions. */
import type { FunctionCode } from '../machine/function-code.ts'
import type { Frame, Machine } from '../machine/machine.ts'
import { ABSENT, accessorSlot, type Box, hiddenSlot, type Key, Obj, type Stored, slotOf, type Value } from './values.ts'

const bytesOfDescription = 600

export abstract class Fn extends Obj {
  protected readonly m: Machine
  private ready = false

  constructor(m: Machine, proto: Obj | null) {
    super(proto)
    this.m = m
  }

  /** `name`, `length` and `prototype` come into being when somebody first looks. */
  protected abstract describe(): void

  private prepare(): void {
    if (this.ready) return
    this.ready = true
    this.m.owe(bytesOfDescription)
    this.describe()
  }

  protected putName(name: string, length: number): void {
    super.putOwn('length', slotOf(length, false, false, true))
    super.putOwn('name', slotOf(name, false, false, true))
  }

  override getOwn(key: Key): Stored {
    this.prepare()
    return super.getOwn(key)
  }

  override putOwn(key: Key, stored: Stored): void {
    this.prepare()
    super.putOwn(key, stored)
  }

  override removeOwn(key: Key): void {
    this.prepare()
    super.removeOwn(key)
  }

  override ownKeys(): Key[] {
    this.prepare()
    return super.ownKeys()
  }
}

export class Closure extends Fn {
  readonly code: FunctionCode
  readonly captured: readonly Box[]
  /** For an arrow, the call whose `this`, `arguments`, `super` and `new.target` it shares. */
  readonly lexical: Frame | null
  /** Where `super` starts looking: the object or prototype that the method belongs to. */
  homeObject: Obj | null = null
  /** A class's own fields, as a method that sets them on a new instance. */
  fields: Closure | null = null
  name: string

  constructor(m: Machine, code: FunctionCode, captured: readonly Box[], lexical: Frame | null) {
    super(m, m.realm.functionProto)
    this.code = code
    this.captured = captured
    this.lexical = lexical
    this.name = code.name
  }

  protected override describe(): void {
    this.putName(this.name, this.code.expectedArguments)
    if (this.code.kind === 'function') {
      const prototype = new Obj(this.m.realm.objectProto)
      prototype.putOwn('constructor', hiddenSlot(this))
      super.putOwn('prototype', slotOf(prototype, true, false, false))
    }
  }

  get isConstructor(): boolean {
    return this.code.kind === 'function' || this.code.kind === 'base-class' || this.code.kind === 'derived-class'
  }
}

/** `newTarget` is undefined in a call without `new`. */
export type NativeImplementation = (
  m: Machine,
  self: Value,
  args: readonly Value[],
  newTarget: Obj | undefined,
) => Value

/** One entry in a built-in's table: shared by all runs, and never changed. */
export type Builtin =
  | { readonly kind: 'method'; readonly implementation: NativeImplementation; readonly length: number }
  | { readonly kind: 'getter'; readonly implementation: NativeImplementation }
  | { readonly kind: 'accessor'; readonly get: NativeImplementation; readonly set: NativeImplementation }
  | { readonly kind: 'constant'; readonly value: Value }
  /** Made for each run, such as a constructor. */
  | { readonly kind: 'made'; readonly make: (m: Machine) => Value }
export type BuiltinTable = ReadonlyMap<Key, Builtin>

const emptyTable: BuiltinTable = new Map()

function instantiate(m: Machine, key: Key, builtin: Builtin): Stored {
  const name = typeof key === 'string' ? key : `[${key.description}]`
  switch (builtin.kind) {
    case 'method':
      return hiddenSlot(new Native(m, name, builtin.length, builtin.implementation))
    case 'getter':
      return accessorSlot(new Native(m, `get ${name}`, 0, builtin.implementation), undefined, false)
    case 'accessor':
      return accessorSlot(
        new Native(m, `get ${name}`, 0, builtin.get),
        new Native(m, `set ${name}`, 1, builtin.set),
        false,
      )
    case 'constant':
      return slotOf(builtin.value, false, false, false)
    case 'made':
      return hiddenSlot(builtin.make(m))
  }
}

/** A built-in object whose properties come into being when somebody first asks for them. */
export class BuiltinObj extends Obj {
  private table: BuiltinTable
  private readonly m: Machine
  constructor(m: Machine, proto: Obj | null, table: BuiltinTable) {
    super(proto)
    this.m = m
    this.table = table
  }

  override getOwn(key: Key): Stored {
    const stored = super.getOwn(key)
    if (stored !== ABSENT) return stored
    const builtin = this.table.get(key)
    if (builtin === undefined) return ABSENT
    const made = instantiate(this.m, key, builtin)
    super.putOwn(key, made)
    return made
  }

  private loadAll(): void {
    for (const key of this.table.keys()) this.getOwn(key)
    this.table = emptyTable
  }

  override removeOwn(key: Key): void {
    this.loadAll()
    super.removeOwn(key)
  }

  override ownKeys(): Key[] {
    this.loadAll()
    return super.ownKeys()
  }
}

export class Native extends Fn {
  readonly implementation: NativeImplementation
  readonly isConstructor: boolean
  readonly name: string
  private readonly expectedArguments: number
  private readonly statics: BuiltinTable

  constructor(
    m: Machine,
    name: string,
    expectedArguments: number,
    implementation: NativeImplementation,
    statics: BuiltinTable | null = null,
  ) {
    super(m, m.realm.functionProto)
    this.name = name
    this.expectedArguments = expectedArguments
    this.implementation = implementation
    this.isConstructor = statics !== null
    this.statics = statics ?? emptyTable
  }

  protected override describe(): void {
    this.putName(this.name, this.expectedArguments)
    for (const [key, builtin] of this.statics) this.putOwn(key, instantiate(this.m, key, builtin))
  }
}

export class Bound extends Fn {
  readonly target: Fn
  readonly self: Value
  readonly args: readonly Value[]
  private readonly expectedArguments: number

  constructor(m: Machine, target: Fn, self: Value, args: readonly Value[], expectedArguments: number) {
    super(m, target.proto)
    this.target = target
    this.self = self
    this.args = args
    this.expectedArguments = expectedArguments
  }

  protected override describe(): void {
    const name = this.target.getOwn('name')
    this.putName(
      `bound ${name instanceof Object && 'value' in name && typeof name.value === 'string' ? name.value : ''}`,
      this.expectedArguments,
    )
  }
}

export function isConstructor(value: Value): value is Fn {
  if (value instanceof Closure || value instanceof Native) return value.isConstructor
  return value instanceof Bound && isConstructor(value.target)
}
