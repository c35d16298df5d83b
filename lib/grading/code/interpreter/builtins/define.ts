/** How the tables of built-ins are written down. Tables are read by Map only: a student chooses the names. */
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import type { Builtin, BuiltinTable, NativeImplementation } from '../values/functions.ts'
import type { Key, Obj, Value } from '../values/values.ts'

export type ClassDefinition = {
  readonly name: string
  /** The class above it, or 'Object'. */
  readonly parent: string
  readonly length: number
  readonly construct: NativeImplementation
  readonly statics: BuiltinTable
  readonly methods: BuiltinTable
}

/** A method, or one with the `length` it reports when that is not 1. */
type Method = NativeImplementation | readonly [NativeImplementation, number] | Builtin
/** Names that every host object has, such as `toString`, have to be written with `method` to be typed. */
type Methods = Readonly<Record<string, Method>>

type Entries = {
  readonly methods?: Methods
  readonly getters?: Readonly<Record<string, NativeImplementation>>
  readonly constants?: Readonly<Record<string, Value>>
  readonly symbols?: readonly (readonly [Key, Builtin])[]
}

export const method = (implementation: NativeImplementation, length = 1): Builtin => ({
  kind: 'method',
  implementation,
  length,
})
export const getter = (implementation: NativeImplementation): Builtin => ({ kind: 'getter', implementation })

export function defineTable({ methods = {}, getters = {}, constants = {}, symbols = [] }: Entries): Map<Key, Builtin> {
  const table = new Map<Key, Builtin>()
  for (const [name, entry] of Object.entries(methods)) {
    table.set(name, typeof entry === 'function' ? method(entry) : 'kind' in entry ? entry : method(entry[0], entry[1]))
  }
  for (const [name, implementation] of Object.entries(getters)) table.set(name, getter(implementation))
  for (const [name, value] of Object.entries(constants)) table.set(name, { kind: 'constant', value })
  for (const [key, builtin] of symbols) table.set(key, builtin)
  return table
}

/** Completes both tables with the links between constructor and prototype. */
export function defineClass(
  name: string,
  options: {
    readonly parent?: string
    readonly length?: number
    readonly construct: NativeImplementation
    readonly statics?: Entries
    readonly methods?: Entries
  },
): ClassDefinition {
  const statics = defineTable(options.statics ?? {})
  const methods = defineTable(options.methods ?? {})
  statics.set('prototype', { kind: 'made', make: (m) => m.realm.proto(name) })
  methods.set('constructor', { kind: 'made', make: (m) => m.realm.constructorOf(name) })
  const { parent = 'Object', length = 1, construct } = options
  return { name, parent, length, construct, statics, methods }
}

export function requireNew(m: Machine, name: string, newTarget: Obj | undefined): void {
  if (newTarget === undefined) throwError(m, 'TypeError', `Constructor ${name} requires 'new'`)
}
