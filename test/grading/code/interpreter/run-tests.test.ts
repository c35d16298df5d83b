/** What a run of sample tests reports. */
import { describe, expect, it } from 'vitest'
import { runTests, type SampleTest } from '../../../../lib/grading/code/interpreter/run-tests.ts'
import { parsedProgram } from '../parsed-program.ts'

const run = (source: string, tests: readonly SampleTest[], aliases: readonly string[] = []) => {
  const parsed = parsedProgram(source)
  return runTests(parsed, { entry: 'f', aliases, tests, fuel: 200_000 })
}

const passes = (source: string, expected: unknown, ...args: unknown[]) =>
  run(source, [{ args, expect: expected }]).results[0]?.passed

describe('the entry is found', () => {
  it.each([
    'function f() { return 1 }',
    'const f = () => 1',
    'let f; f = () => 1',
    'f = () => 1',
    'export function f() { return 1 }',
    'export const f = () => 1',
    'export default function f() { return 1 }',
    'export default () => 1',
    'export default function () { return 1 }',
    'const g = () => 1; export { g as f }',
    'const g = () => 1; export default g',
    'export default { f: () => 1 }',
    'module.exports = { f() { return 1 } }',
    'module.exports = () => 1',
    'module.exports.f = () => 1',
    'exports.f = function () { return 1 }',
    'globalThis.f = () => 1',
    'class Tools { static f() { return 1 } } module.exports = Tools',
    'if (typeof require !== "undefined" && require.main === module) f(1, 2); function f(...a) { return a.length || 1 }',
  ])('in %s', (source) => {
    expect(passes(source, 1)).toBe(true)
  })

  it('under another name', () => {
    expect(run('const sum = () => 1', [{ args: [], expect: 1 }], ['add', 'sum']).results).toEqual([{ passed: true }])
  })

  it('or said to be missing', () => {
    expect(run('const g = 1', [{ args: [], expect: 1 }]).results[0]).toMatchObject({
      passed: false,
      reason: 'missing-entry',
    })
  })
})

describe('values are compared by structure', () => {
  it.each<[encoded: unknown, source: string]>([
    [{ $number: 'NaN' }, 'NaN'],
    [{ $number: '-0' }, '-0'],
    [{ $number: 'Infinity' }, '1 / 0'],
    [0, '-0'],
    [{ $undefined: true }, 'undefined'],
    [{ $bigint: '123' }, '123n'],
    [{ $date: '2011-04-25T00:00:00.000Z' }, 'new Date(Date.UTC(2011, 3, 25))'],
    [
      {
        $map: [
          [{ a: 1 }, [2]],
          ['k', null],
        ],
      },
      'new Map([["k", null], [{ a: 1 }, [2]]])',
    ],
    [{ $set: [1, [2]] }, 'new Set([[2], 1])'],
    [{ a: [1, { b: { $undefined: true } }] }, '({ a: [1, { b: undefined }] })'],
    [{ a: 1 }, 'new (class { a = 1; m() {} })()'],
    [{ n: 2 }, '({ get n() { return 2 } })'],
    [[{ $undefined: true }], '[,]'],
  ])('%j is %s', (encoded, source) => {
    expect(passes(`const f = () => (${source})`, encoded)).toBe(true)
  })

  it.each<[encoded: unknown, source: string]>([
    [{ $number: '-0' }, '0'],
    [1, '"1"'],
    [1, '1n'],
    [1, 'new Number(1)'],
    [[1], '({ 0: 1, length: 1 })'],
    [{}, '[]'],
    [{}, 'new Error("x")'],
    [{}, '() => 1'],
    [{ a: { $undefined: true } }, '({})'],
    [null, 'undefined'],
    [{ $map: [[1, 2]] }, 'new Map([[1, 3]])'],
    [{ $set: [1] }, '[1]'],
    [[1, 2], '[2, 1]'],
  ])('%j is not %s', (encoded, source) => {
    expect(passes(`const f = () => (${source})`, encoded)).toBe(false)
  })

  it.each([
    [{ $date: '2020-01-01T00:00:00.000Z' }],
    [{ $map: [[1, 2]] }],
    [{ $set: [1] }],
    [{ $bigint: '5' }],
    [{ $undefined: true }],
    [{ __proto__x: 1 }],
  ])('%j reaches the program as what it is', (encoded) => {
    expect(passes('const f = (x) => x', encoded, encoded)).toBe(true)
  })

  it('a cycle ends as any value that is too deep', () => {
    const { results } = run('const f = () => { const a = {}; a.a = a; const b = { a }; return b }', [
      { args: [], expect: { a: { a: {} } } },
    ])
    expect(results[0]).toMatchObject({ passed: false, reason: 'different' })
  })
})

describe('errors', () => {
  it.each([
    [true, 'throw new Error("no")'],
    [true, 'throw 5'],
    [true, 'null.x'],
    ['negative', 'throw new RangeError("must not be negative")'],
    ['text', 'throw "a text"'],
  ])('%j is satisfied by %s', (expected, body) => {
    expect(passes(`function f() { ${body} }`, { $error: expected })).toBe(true)
  })

  it.each([
    [true, 'return 1', { reason: 'different', expected: 'an error', actual: '1' }],
    ['no', 'throw new Error("yes")', { reason: 'different', actual: 'threw Error: yes' }],
    [true, 'for (;;);', { reason: 'fuel' }],
  ])('%j is not satisfied by %s', (expected, body, result) => {
    expect(run(`function f() { ${body} }`, [{ args: [], expect: { $error: expected } }]).results[0]).toMatchObject(
      result,
    )
  })

  it('that nobody expects fail the test, with their name and message', () => {
    expect(run('function f(a) { return a.b.c }', [{ args: [{}], expect: 1 }]).results).toEqual([
      {
        passed: false,
        reason: 'threw',
        input: 'f({})',
        expected: '1',
        actual: "threw TypeError: Cannot read properties of undefined (reading 'c')",
        hidden: false,
      },
    ])
  })

  it('while the program loads fail every test', () => {
    const { results } = run(
      'throw new Error("early"); function f() {}',
      [1, 2].map((expected) => ({ args: [], expect: expected })),
    )
    expect(results).toMatchObject([{ reason: 'threw' }, { reason: 'threw' }])
  })
})

describe('what the interpreter lacks', () => {
  it.each([
    ['async function f() {}', 'async function', 1, 0],
    ['function* f() {}', 'generator function', 1, 0],
    ['function f() {\n  return Math.random()\n}', 'Math.random', 2, 14],
    ['const f = () => new Date().getTime()', 'the current time', 1, 27],
    ['const f = () =>\n  setTimeout(() => {}, 0)', 'setTimeout', 2, 2],
    ['import fs from "node:fs"\nexport const f = () => 1', 'import', 1, 0],
    ['const f = () => [1].map(() => String.raw`x`)', 'tagged template', 1, 30],
    ['const f = () => new Proxy({}, {})', 'Proxy', 1, 20],
    ['const f = () => require("fs")', 'require', 1, 16],
    ['const f = () => /a/v.test("a")', 'the flag v of regular expressions', 1, 16],
  ])('is named with its place: %s', (source, construct, line, column) => {
    expect(run(source, [{ args: [], expect: 1 }])).toMatchObject({
      results: [],
      unsupported: { construct, line, column },
    })
  })

  it('does no harm where it is not reached', () => {
    expect(passes('async function later() { await 1 } function* g() { yield 1 } function f() { return 1 }', 1)).toBe(
      true,
    )
  })

  it('ends the run there, and keeps the results before it', () => {
    const { results, unsupported } = run(
      'const f = (n) => (n > 1 ? Math.random() : n)',
      [1, 2, 3].map((n) => ({ args: [n], expect: n })),
    )
    expect(results).toEqual([{ passed: true }])
    expect(unsupported?.construct).toBe('Math.random')
  })
})

describe('a failing test shows', () => {
  it('input, expected and actual value as one writes them', () => {
    const args = [
      [1, "it's", { a: null, 'b c': { $undefined: true } }],
      { $date: '2020-01-01T00:00:00.000Z' },
      { $map: [[{ $set: [1] }, { $number: '-0' }]] },
    ]
    expect(
      run('const f = () => [() => 1, 2n, Symbol("s"), new Error("e")]', [{ args, expect: 'x', hidden: true }])
        .results[0],
    ).toEqual({
      passed: false,
      reason: 'different',
      input: "f([1, 'it\\'s', {a: null, 'b c': undefined}], Date 2020-01-01T00:00:00.000Z, Map {Set {1} => -0})",
      expected: "'x'",
      actual: '[a function, 2n, Symbol(s), Error: e]',
      hidden: true,
    })
  })

  it('no more than a few hundred characters', () => {
    const [result] = run('const f = () => "x".repeat(100000)', [
      { args: ['y'.repeat(1000)], expect: 'z'.repeat(1000) },
    ]).results
    if (result?.passed !== false) throw new Error('it cannot pass')
    for (const text of [result.input, result.expected, result.actual]) expect(text.length).toBeLessThanOrEqual(300)
  })

  it('lists even when the program has used up its memory', () => {
    const [result] = run('const f = (a) => { for (;;) a = a.concat(a) }', [{ args: [[1, [2]]], expect: [3] }]).results
    expect(result).toMatchObject({ reason: 'allocation', input: 'f([1, [2]])', expected: '[3]' })
  })
})

describe('tests of one run', () => {
  it('see what the program keeps between calls, as in a test file', () => {
    const tests = [1, 2].map((expected) => ({ args: [], expect: expected }))
    expect(run('let n = 0; const f = () => ++n', tests).results).toEqual([{ passed: true }, { passed: true }])
  })

  it('get arguments of their own', () => {
    const tests = [1, 1].map((expected) => ({ args: [[0]], expect: expected }))
    expect(run('const f = (a) => a.push(1) - 1', tests).results).toEqual([{ passed: true }, { passed: true }])
  })
})
