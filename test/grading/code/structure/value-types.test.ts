/**
 * Types that are proven: each program calls `probe` with what is asked about. It is also run for real, and no value that
 * `probe` then gets may contradict the proof.
 */
import type { AnyNode, CallExpression } from 'acorn'
import { describe, expect, test } from 'vitest'
import type { TestValue } from '../../../../lib/contract/test-value.ts'
import { modelProgram } from '../../../../lib/grading/code/structure/program-model.ts'
import { isFunction } from '../../../../lib/grading/code/structure/syntax.ts'
import { findCallbacks, inferTypes, typeOfValues } from '../../../../lib/grading/code/structure/value-types.ts'
import { parsedProgram } from '../parsed-program.ts'

/** Of the argument of each `probe(...)`, in the order of the text; the first function is the entry. */
function typesIn(source: string, calls: readonly TestValue[][]): string[] {
  const parsed = parsedProgram(source)
  const model = modelProgram(parsed.program)
  const entry = model.nodes.find(isFunction) ?? null
  const parameterTypes = (entry?.params ?? []).map((_param, place) => typeOfValues(calls.map((args) => args[place])))
  const typeOf = inferTypes(model.scopes, findCallbacks(model.live), entry, parameterTypes)
  const isProbe = (node: AnyNode): node is CallExpression =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'probe'
  return model.nodes
    .filter(isProbe)
    .sort((one, other) => one.start - other.start)
    .map((node) => typeOf(node.arguments[0]!))
}

/** Whether a value at run time is one of this type. A place beyond an array's end is no number, and adds up to NaN. */
function isOf(type: string, value: unknown): boolean {
  if (type === 'unknown' || value === undefined) return true
  if (type.endsWith('[]')) return Array.isArray(value) && value.every((each) => isOf(type.slice(0, -2), each))
  return typeof value === type
}

/** The values that `probe` gets: our own programs, never a student's. */
function valuesIn(source: string, calls: readonly unknown[][]): unknown[] {
  const got: unknown[] = []
  const probe = (value: unknown) => {
    // As it is now: an array may change later.
    got.push(Array.isArray(value) ? [...value] : value)
    return value
  }
  const name = /function (\w+)/.exec(source)![1]!
  const entry = new Function('probe', `${source}; return ${name}`)(probe)
  for (const args of calls) entry(...structuredClone(args))
  return got
}

type Row = readonly [source: string, type: string, ...args: TestValue[]]
const each = (names: readonly string[], row: (name: string) => Row): Row[] => names.map(row)

const proves = (title: string, rows: readonly Row[]) =>
  describe(title, () => {
    test.each(rows.map(([source, type, ...args]) => ({ source, type, args })))(
      '$source: $type',
      ({ source, type, args }) => {
        const program = source.startsWith('function entry') ? source : `function entry(a, b) { ${source} }`
        expect(typesIn(program, [args])).toEqual([type])
        const values = valuesIn(program, [args])
        expect(values.length).toBeGreaterThan(0)
        for (const value of values) expect(isOf(type, value), String(value)).toBe(true)
      },
    )
  })

describe('the values of the sample tests', () => {
  const rows: [TestValue[], string][] = [
    [[1, 2.5], 'number'],
    [[1, { $number: 'NaN' }], 'number'],
    [['a', ''], 'string'],
    [[true, false], 'boolean'],
    [[1, 'a'], 'unknown'],
    [[1, true], 'unknown'],
    [[true, 'a'], 'unknown'],
    [[null], 'unknown'],
    [[{ a: 1 }], 'unknown'],
    [[{ $undefined: true }, 1], 'unknown'],
    [[[1, 2], [3]], 'number[]'],
    [[['a'], []], 'string[]'],
    [[[], [true]], 'boolean[]'],
    [[[1, 'a']], 'unknown'],
    [[[1], ['a']], 'unknown'],
    [[[1], 1], 'unknown'],
    [[[[1]]], 'unknown'],
    [[[]], 'never'],
    [[], 'never'],
  ]
  test.each(rows)('%j are %s', (values, type) => expect(typeOfValues(values)).toBe(type))

  test('that leave one out prove nothing', () => expect(typeOfValues([1, undefined])).toBe('unknown'))
})

proves('literals and operators', [
  ['probe(1)', 'number'],
  ['probe("a")', 'string'],
  ['probe(true)', 'boolean'],
  ['probe(null)', 'unknown'],
  ['probe(/a/)', 'unknown'],
  ['probe(1n)', 'unknown'],
  ['probe(`a`)', 'string'],
  ['probe(NaN)', 'number'],
  ['probe(Infinity)', 'number'],
  ['probe(undefined)', 'unknown'],
  ['probe({})', 'unknown'],
  ['probe(() => 1)', 'unknown'],
  ['probe(-a)', 'number', 'x'],
  ['probe(+a)', 'number', 'x'],
  ['probe(~a)', 'number', 'x'],
  ['probe(!a)', 'boolean', 'x'],
  ['probe(typeof a)', 'string', 1],
  ['probe(void a)', 'unknown', 1],
  ['probe(delete a.x)', 'boolean', { x: 1 }],
  ['probe(a++)', 'number', 1],
  ['probe(a - b)', 'number', 'x', 'y'],
  ['probe(a * b)', 'number', 'x', 'y'],
  ['probe(a ** b)', 'number', 1, 2],
  ['probe(a | b)', 'number', 1, 2],
  ...each(['<', '<=', '>', '>=', '==', '!=', '===', '!=='], (operator) => [`probe(a ${operator} b)`, 'boolean', 1, 2]),
  ['probe("x" in a)', 'boolean', {}],
  ['probe(a instanceof Array)', 'boolean', [1]],
  ['probe(1 + 2)', 'number'],
  ['probe(1 + "a")', 'string'],
  ['probe("a" + 1)', 'string'],
  ['probe("a" + "b")', 'string'],
  ['probe(true + 1)', 'unknown'],
  ['probe(1 + true)', 'unknown'],
  ['probe(a + 1)', 'unknown', { x: 1 }],
  ['probe(a ? 1 : 2)', 'number', 1],
  ['probe(a ? 1 : "b")', 'unknown', 1],
  ['probe(1 && 2)', 'number'],
  ['probe(1 || "b")', 'unknown'],
  ['probe((1, 2))', 'unknown'],
])

proves('assignments', [
  ['let x; probe(x = 1)', 'number'],
  ['let x = 1; probe(x += 2)', 'number'],
  // What a name adds to itself proves no string.
  ['let x = "a"; probe(x += 2)', 'unknown'],
  ['let x = "a"; probe(x + 2)', 'string'],
  ['let x = a; probe(x -= 2)', 'number', 'q'],
  ['let x = 1; probe(x ||= 2)', 'number'],
  ['let x = 1; probe(x &&= "a")', 'unknown'],
  ['let x = 1; probe(x ??= 3)', 'number'],
  ['let x = 1; x = 2; probe(x)', 'number'],
  ['let x = 1; x = "a"; probe(x)', 'unknown'],
  ['let x = 1; x += "a"; probe(x)', 'unknown'],
  ['let x = 1; x++; probe(x)', 'number'],
  ['let x = 1; for (let i = 0; i < 3; i++) x += i; probe(x)', 'number'],
  ['let x = 1; let y = 2; [x, y] = ["a", 2]; probe(x)', 'unknown'],
  ['const { x } = a; probe(x)', 'unknown', { x: 'a' }],
  ['let x = 0; let y = 1; for (let i = 0; i < 3; i++) { const t = x + y; x = y; y = t } probe(y)', 'number'],
  ['let x; probe(x)', 'unknown'],
  ['let x; let y; x = y; y = x; probe(x)', 'unknown'],
  ['try { throw 1 } catch (e) { probe(e) }', 'unknown'],
])

proves('parameters of the entry', [
  ['probe(a)', 'number', 1],
  ['probe(a + b)', 'number', 1, 2],
  ['probe(a + b)', 'string', 'x', 2],
  ['probe(a)', 'string[]', ['x']],
  ['function entry(a = 2) { probe(a) }', 'number', 1],
  ['function entry(a = "x") { probe(a) }', 'unknown', 1],
  ['function entry({ a }) { probe(a) }', 'unknown', { a: 1 }],
  ['function entry([a]) { probe(a) }', 'unknown', ['x']],
  ['function entry(...a) { probe(a) }', 'unknown', 1],
  ['a = "x"; probe(a)', 'unknown', 1],
  ['function inner(c) { probe(c) } inner("x")', 'unknown', 1],
])

proves('arrays and strings', [
  ['probe([1, 2])', 'number[]'],
  ['probe([1, "a"])', 'unknown'],
  ['probe([1, , 2])', 'unknown'],
  ['probe([])', 'unknown'],
  ['probe([[1]])', 'unknown'],
  ['probe(a[0])', 'number', [1]],
  ['probe(a[0])', 'string', 'xyz'],
  ['probe(a["0"])', 'unknown', [1]],
  ['probe(a[b])', 'number', [1, 2], 1],
  ['probe(a[b])', 'unknown', [1], 'length'],
  ['probe(a[0])', 'unknown', 1],
  ['probe(a.length)', 'number', [1]],
  ['probe(a.length)', 'number', 'x'],
  ['probe(a["length"])', 'number', 'x'],
  ['probe(a.length)', 'unknown', { length: 'long' }],
  ['probe(a.size)', 'unknown', [1]],
  ['for (const x of a) probe(x)', 'number', [1, 2]],
  ['for (const x of a) probe(x)', 'string', 'xy'],
  ['for (const x of a) probe(x)', 'unknown', [1, 'x']],
  ['for (const i in a) probe(i)', 'unknown', [1]],
  ['probe(a.slice(1))', 'number[]', [1, 2]],
  ['probe(a.slice(1))', 'string', 'xyz'],
  ['probe(a.filter((x) => x > 1))', 'number[]', [1, 2]],
  ['probe(a.concat([1]))', 'unknown', ['x']],
  ['probe(a.concat(1))', 'string', 'x'],
  ['probe(a.map((x) => x))', 'unknown', [1]],
  ['probe(a.includes(1))', 'unknown', [1]],
])

proves('calls', [
  ['probe(Number(a))', 'number', 'x'],
  ['probe(parseInt(a))', 'number', 'x'],
  ['probe(parseFloat(a))', 'number', 'x'],
  ['probe(String(a))', 'string', 1],
  ['probe(Boolean(a))', 'boolean', 1],
  ['probe(isNaN(a))', 'boolean', 1],
  ['probe(Math.max(a, b))', 'number', 'x', 1],
  ['const Math = { max: () => "x" }; probe(Math.max(1, 2))', 'unknown'],
  ['const Number = () => "x"; probe(Number(1))', 'unknown'],
  ['const inner = () => 1; probe(inner())', 'unknown'],
  ['probe((() => 1)())', 'unknown'],
  ['probe(structuredClone(a))', 'unknown', 1],
  ...each(
    ['charAt(0)', 'toUpperCase()', 'toLowerCase()', 'trim()', 'repeat(2)', 'padStart(9)', 'padEnd(9)'],
    (call) => [`probe(a.${call})`, 'string', 'xyz'],
  ),
  ['probe(a.replace("x", "y"))', 'string', 'xyz'],
  ['probe(a.replaceAll("x", "y"))', 'string', 'xyz'],
  ['probe(a.split(""))', 'string[]', 'xyz'],
  ['probe(a.charCodeAt(0))', 'number', 'xyz'],
  ['probe(a.indexOf("y"))', 'number', 'xyz'],
  ['probe(a.includes("y"))', 'boolean', 'xyz'],
  ['probe(a.startsWith("y"))', 'boolean', 'xyz'],
  ['probe(a.endsWith("y"))', 'boolean', 'xyz'],
  ['probe(a.at(0))', 'unknown', 'xyz'],
])

const elementFirst = ['map', 'filter', 'forEach', 'some', 'every', 'find', 'findIndex', 'findLast', 'flatMap']

proves('callbacks of an array’s methods', [
  ...each(elementFirst, (method) => [`a.${method}((x) => { probe(x) })`, 'number', [1, 2]]),
  ...each(elementFirst, (method) => [`a.${method}((x, i) => { probe(i) })`, 'number', ['x', 'y']]),
  ...each(elementFirst, (method) => [`a.${method}((x, i, all) => { probe(all) })`, 'unknown', [1, 2]]),
  ['a.map(function (x) { probe(x) })', 'string', ['x']],
  ['a["map"]((x) => { probe(x) })', 'number', [1]],
  ['a.map((x = "q") => { probe(x) })', 'unknown', [1]],
  ['a.map(({ x }) => { probe(x) })', 'unknown', [{ x: 1 }]],
  ['a.toSorted((x, y) => { probe(x) })', 'unknown', [2, 1]],
  ['a.reduce((sum, x) => { probe(x); return sum + x }, 0)', 'number', [1, 2]],
  ['a.reduceRight((sum, x) => { probe(x); return sum + x }, 0)', 'number', [1, 2]],
  ['a.reduce((sum, x, i) => { probe(i); return sum }, 0)', 'number', ['x']],
  ['a.reduce((sum, x) => probe(sum) + x, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); return sum + x }, 0)', 'number', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); return sum + x }, "")', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); return sum + x })', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); if (x > 1) return "many"; return sum + x }, 0)', 'unknown', [1, 2, 3]],
  ['a.reduce((sum, x) => { probe(sum); if (x > 1) { return sum } else { return sum + x } }, 0)', 'number', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); for (;;) { return "x" } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); for (const y of "q") return y; return 1 }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); for (const y in { q: 1 }) return y; return 1 }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); while (true) return "x" }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); do { return "x" } while (true) }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); out: { return "x" } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); switch (x) { default: return "x" } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); try { return "x" } finally { } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); try { throw 1 } catch { return "x" } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); try { } finally { return "x" } }, 0)', 'unknown', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); const f = () => { return "x" }; return sum + x }, 0)', 'number', [1, 2]],
  ['a.reduce((sum, x) => { probe(sum); if (x > 9) return; return sum + x }, 0)', 'number', [1, 2]],
])
