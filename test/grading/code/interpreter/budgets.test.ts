/** Every shape that would use up time, memory or stack ends by the run's own counters, for the reason that fits. */
import { describe, expect, it } from 'vitest'
import { runTests } from '../../../../lib/grading/code/interpreter/run-tests.ts'
import { parsedProgram } from '../parsed-program.ts'

const run = (source: string, fuel = 200_000, tests = [{ args: [] as unknown[], expect: 0 as unknown }]) => {
  const parsed = parsedProgram(source)
  return runTests(parsed, { entry: 'f', aliases: [], tests, fuel })
}

const reasonOf = (body: string) => {
  const [result] = run(`function f() { ${body} }`).results
  return result?.passed === false ? result.reason : result
}

describe('fuel ends', () => {
  it.each([
    'while (true);',
    'for (;;) { try { for (;;); } catch {} }',
    'try { for (;;); } finally { return 1 }',
    '[1, 2, 3].sort(() => { for (;;); })',
    'const a = Array.from({ length: 3000 }, (_, i) => i); for (;;) a.sort((x, y) => y - x)',
    'const a = [1]; for (const x of a) a.push(x)',
    'const m = new Map([[0, 0]]); for (const [k] of m) m.set(k + 1, 0)',
    'const s = new Set([0]); s.forEach((x) => s.add(x + 1))',
    'return /^(a+)+$/.test("a".repeat(40) + "b")',
    'return /(x+x+)+y/.test("x".repeat(200))',
    'return /^(?:a|a)*$/.test("a".repeat(60) + "b")',
    'return "a".repeat(40).replace(/(a*)*b/g, "")',
    'const s = "a".repeat(100000); for (;;) s.indexOf("b" + "a".repeat(1000))',
    'const o = {}; for (let i = 0; i < 3000; i++) o["k" + i] = i; for (;;) Object.keys(o)',
    'const a = []; for (let i = 0; i < 50000; i++) a.push(i); for (;;) a.includes(-1)',
    'let x = 3n ** 20000n; for (;;) String(x)',
    'const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }; for (const x of it);',
    'let o = {}; for (let i = 0; i < 3000; i++) o = Object.create(o); for (;;) o.missing',
    'const d = new Date(0); for (;;) d.toLocaleString()',
  ])('%s', (body) => {
    expect(reasonOf(body)).toBe('fuel')
  })
})

describe('memory ends', () => {
  it.each([
    'for (;;) Math.max(...Array(1000).fill(1))',
    'const a = [1]; for (;;) a.push(...a)',
    'let a = [1]; for (;;) a = [...a, ...a]',
    'for (let i = 0; ; i++) { const g = () => i }',
    "return 'x'.repeat(1e9)",
    'for (;;) "x".repeat(100000).indexOf("y")',
    'return "x".padStart(2 ** 30)',
    'let s = "xx"; for (;;) s += s',
    'let s = "xx"; for (;;) s = s.concat(s)',
    'let s = "xx"; for (;;) s = `${s}${s}`',
    'let s = "xx"; for (;;) s = [s, s].join("")',
    'let s = "xx"; for (;;) s = s.replace(/x/g, "xx")',
    'let s = "xx"; for (;;) s = s.replaceAll("x", "xx")',
    'return new Array(4e9)',
    'return Array(1e9)',
    'return Array(1e7).fill(0)',
    'const a = []; a[4e9] = 1; return a.length',
    'const a = []; a.length = 4e9',
    'return Array.from({ length: 1e9 })',
    'return [].concat(Array.from({ length: 2 ** 53 }))',
    'let a = [1]; for (;;) a = a.concat(a)',
    'let x = 3n; for (;;) x *= x',
    'return 2n ** 1000000n',
    'return 1n << 100000000n',
    'return Function.prototype.apply.call(Math.max, null, { length: 1e9 })',
    'return String.prototype.concat.apply("", Array(1000).fill("x".repeat(10000)))',
    'const all = []; for (let i = 0; ; i++) all.push("x".repeat(10000) + i)',
  ])('%s', (body) => {
    expect(reasonOf(body)).toBe('allocation')
  })
})

describe('depth ends', () => {
  it.each([
    'return f()',
    'return [1].map(() => f())',
    'return [2, 1].sort(() => f())',
    'const o = { get x() { return this.x } }; return o.x',
    'const o = { toString() { return "" + this } }; return "" + o',
    'let a = []; for (let i = 0; i < 5000; i++) a = [a]; return JSON.stringify(a)',
    'let a = []; for (let i = 0; i < 5000; i++) a = [a]; return a.flat(Infinity)',
    'let a = []; for (let i = 0; i < 5000; i++) a = [a]; return String(a)',
    'let a = []; for (let i = 0; i < 5000; i++) a = [a]; return structuredClone(a)',
    'return JSON.parse("[".repeat(5000))',
    'class A { constructor() { new A() } } new A()',
    'class A { x = new A() } new A()',
    'let g = f; for (let i = 0; i < 5000; i++) g = g.bind(null); return new g()',
    'const o = { toJSON() { return JSON.stringify(this) } }; return JSON.stringify(o)',
    'return "a".replace(/a/, () => f())',
    'const it = { [Symbol.iterator]() { return [...this] } }; return [...it]',
  ])('%s', (body) => {
    expect(reasonOf(body)).toBe('depth')
  })
})

it('recursion of 9,000 calls is no trouble', () => {
  const source = 'function f(n) { return n === 0 ? 0 : 1 + f(n - 1) }'
  expect(run(source, 200_000, [{ args: [9000], expect: 9000 }]).results).toEqual([{ passed: true }])
})

it('recursion through call, apply and bound functions needs no stack of the host', () => {
  const source =
    'function f(n) { return n === 0 ? 0 : 1 + [f.call, f.apply][n % 2].call(f, null, n % 2 ? [n - 1] : n - 1) }'
  expect(run(source, 200_000, [{ args: [2000], expect: 2000 }]).results).toEqual([{ passed: true }])
})

describe('the run as a whole', () => {
  const count = 'function f(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s }'

  it('shares its fuel among the tests: the one that uses it up fails, and those after it', () => {
    const tests = [10, 1e9, 10].map((n) => ({ args: [n], expect: (n * (n - 1)) / 2 }))
    const { results, stepsUsed } = run(count, 50_000, tests)
    expect(results.map((result) => (result.passed ? 'passed' : result.reason))).toEqual(['passed', 'fuel', 'fuel'])
    expect(stepsUsed).toBe(50_000)
  })

  it('goes on after a test that went too deep', () => {
    const source = 'function f(n) { return n > 0 ? f(n) : n }'
    const { results } = run(
      source,
      200_000,
      [1, 0].map((n) => ({ args: [n], expect: n })),
    )
    expect(results.map((result) => (result.passed ? 'passed' : result.reason))).toEqual(['depth', 'passed'])
  })

  it('counts the same steps each time', () => {
    const once = run(count, 200_000, [{ args: [1000], expect: 499500 }])
    expect(once).toEqual(run(count, 200_000, [{ args: [1000], expect: 499500 }]))
    expect(once.stepsUsed).toBeGreaterThan(500)
    expect(once.stepsUsed).toBeLessThan(2000)
  })
})
