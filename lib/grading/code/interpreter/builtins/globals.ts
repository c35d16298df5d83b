/** The global object. */
import { toNumber, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { type Builtin, BuiltinObj, type BuiltinTable, Native, type NativeImplementation } from '../values/functions.ts'
import type { Key } from '../values/values.ts'
import { type ClassDefinition, defineTable } from './define.ts'
import { jsonTable } from './json.ts'
import { mathTable } from './math.ts'
import { parseFloatText, parseIntText } from './number.ts'
import { reflectTable } from './reflect.ts'
import { cloneValue } from './structured-clone.ts'

const namespace = (table: BuiltinTable): Builtin => ({
  kind: 'made',
  make: (m) => new BuiltinObj(m, m.realm.objectProto, table),
})

/** A program's output goes nowhere. */
const silent: NativeImplementation = () => undefined

const consoleTable = defineTable({
  methods: Object.fromEntries(
    [
      'log',
      'info',
      'warn',
      'error',
      'debug',
      'table',
      'dir',
      'assert',
      'group',
      'groupEnd',
      'trace',
      'time',
      'timeEnd',
      'count',
    ].map((name) => [name, silent]),
  ),
})

/** The host's conversion, whose own URIError becomes one of the program's. */
const uriFunction =
  (convert: (text: string) => string): NativeImplementation =>
  (m, _self, [value]) => {
    const text = toText(m, value)
    m.charge(text.length >> 3)
    m.allocateString(text.length * 3)
    try {
      return convert(text)
    } catch (error) {
      if (error instanceof URIError) return throwError(m, 'URIError', 'URI malformed')
      throw error
    }
  }

/** Only `require.main` can be used: a program that asks whether it was started directly learns that it was not. */
function makeRequire(m: Machine): Native {
  return new Native(m, 'require', 1, () => {
    throw new UnsupportedConstruct('require')
  })
}

/** Names of the built-in classes that a program can reach by name. */
export function makeGlobalTable(classes: readonly ClassDefinition[]): Map<Key, Builtin> {
  const table = defineTable({
    constants: { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, undefined },
    methods: {
      parseInt: [parseIntText, 2],
      parseFloat: parseFloatText,
      isNaN: (m, _self, [value]) => Number.isNaN(toNumber(m, value)),
      isFinite: (m, _self, [value]) => Number.isFinite(toNumber(m, value)),
      structuredClone: (m, _self, [value]) => cloneValue(m, value),
      encodeURIComponent: uriFunction(encodeURIComponent),
      decodeURIComponent: uriFunction(decodeURIComponent),
      encodeURI: uriFunction(encodeURI),
      decodeURI: uriFunction(decodeURI),
    },
    symbols: [
      ['Math', namespace(mathTable)],
      ['JSON', namespace(jsonTable)],
      ['Reflect', namespace(reflectTable)],
      ['console', namespace(consoleTable)],
      ['require', { kind: 'made', make: makeRequire }],
      ['globalThis', { kind: 'made', make: (m) => m.realm.globalObject }],
    ],
  })
  for (const { name } of classes) table.set(name, { kind: 'made', make: (m) => m.realm.constructorOf(name) })
  return table
}
