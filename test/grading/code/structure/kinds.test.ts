import { describe, expect, it } from 'vitest'
import { kindSchema } from '../../../../lib/contract/solution-pattern.ts'
import { holds, inSolve } from './check.ts'

const bodies: [kind: string, has: string, hasNot: string][] = [
  ['loop', 'do { a-- } while (a)', 'a.forEach(f)'],
  ['for', 'for (;;) break', 'while (a) break'],
  ['for-of', 'for (const x of a) f(x)', 'for (const x in a) f(x)'],
  ['for-in', 'for (const x in a) f(x)', 'for (const x of a) f(x)'],
  ['while', 'while (a) a--', 'do { a-- } while (a)'],
  ['do-while', 'do { a-- } while (a)', 'while (a) a--'],
  ['recursion', 'return a ? solve(a - 1) : 0', 'return f(a)'],
  ['if', 'if (a) f()', 'return a ? 1 : 2'],
  ['ternary', 'return a ? 1 : 2', 'if (a) f()'],
  ['switch', 'switch (a) { case 1: return 2 }', 'if (a === 1) return 2'],
  ['break', 'for (;;) break', 'return a'],
  ['continue', 'for (const x of a) { if (x) continue; f(x) }', 'return a'],
  ['return', 'return a', 'f(a)'],
  ['throw', 'throw new Error()', 'return Error'],
  ['try', 'try { f() } catch { g() }', 'f()'],
  ['function', 'const f = function () {}; return f()', ''],
  ['arrow', 'return a.map((x) => x)', 'return a.map(function (x) { return x })'],
  ['callback', 'return a.map((x) => x)', 'const f = (x) => x; return f(a)'],
  ['closure', 'const f = () => a; return f', 'const f = (x) => x; return f(a)'],
  ['class', 'class C {} return new C()', 'return new Map()'],
  ['new', 'return new Map()', 'return Map(a)'],
  ['spread', 'return [...a]', 'const [...c] = a'],
  ['rest', 'const [...c] = a', 'return [...a]'],
  ['destructuring', 'const { x } = a', 'const x = { a }'],
  ['default-parameter', 'const f = (x = 1) => x; return f()', 'const { x = 1 } = a'],
  ['template', `return \`\${a}\``, "return '`a`'"],
  ['regex', 'return /a/.test(a)', "return a.includes('/a/')"],
  ['optional-chaining', 'return a?.b', 'return a ? a.b : a'],
  ['nullish', 'return a ?? 1', 'return a || 1'],
  ['var', 'var x = 1', 'let x = 1'],
]

describe('A kind', () => {
  it.each(bodies)('%s is in { %s } and not in { %s }', (kind, has, hasNot) => {
    const without = kind === 'function' ? 'const solve = (a) => a' : inSolve(hasNot)
    expect([holds({ kind }, inSolve(has)), holds({ kind }, without)]).toEqual([true, false])
  })

  it.each([
    ['callback', 'const f = (x) => x; return a.map(f)', true],
    ['callback', 'return a.map(help); function help(x) { return x }', true],
    ['callback', 'return new Promise((done) => done())', true],
    ['callback', 'return f(1, (x) => x)', true],
    ['callback', 'return f(a)', false],
    ['callback', 'const f = 1; return g(f)', false],
    ['callback', 'const { f } = { f: 1 }; return g(f)', false],
    ['callback', 'return f(1, 2)', false],
    ['closure', 'const f = (x) => (y) => x; return f', true],
    ['closure', 'const f = (x) => (y) => y; return f', false],
    ['closure', 'const f = (x) => Math.max(x, 1); return f', false],
    ['default-parameter', 'const f = (x, y = 1) => x; return f()', true],
    ['default-parameter', 'const f = (x, y) => x; return f()', false],
    ['regex', "return new RegExp('a').test(a)", true],
    ['regex', 'const RegExp = f; return RegExp(a)', false],
    ['regex', 'return a.RegExp', false],
    ['regex', 'return 5', false],
    ['optional-chaining', 'return a?.()', true],
    ['optional-chaining', 'return a?.[0]', true],
    ['optional-chaining', 'return f(a.b)', false],
    ['nullish', 'let x; x ??= 1', true],
    ['nullish', 'let x; x ||= 1', false],
    ['nullish', 'let x; x = a + 1', false],
    ['loop', 'for (const x in a) f(x)', true],
    ['var', 'for (var i of a) f(i)', true],
    ['var', 'const v = 1; f(v)', false],
  ])('%s is in { %s }: %s', (kind, body, isIn) => {
    expect(holds({ kind }, inSolve(body))).toBe(isIn)
  })

  it('is one of a closed list, each tried here', () => {
    expect(bodies.map(([kind]) => kind)).toEqual(kindSchema.options)
  })

  it('can be counted', () => {
    const source = inSolve('for (;;) break; while (a) break')
    expect(holds({ kind: 'loop', min: 2 }, source)).toBe(true)
    expect(holds({ kind: 'loop', min: 3 }, source)).toBe(false)
    expect(holds({ kind: 'loop', max: 1 }, source)).toBe(false)
    expect(holds({ kind: 'loop', max: 2 }, source)).toBe(true)
    expect(holds({ kind: 'try', max: 2 }, source)).toBe(true)
    expect(holds({ anyOf: [{ kind: 'loop' }, { kind: 'for' }], max: 2 }, source)).toBe(true)
    expect(holds({ anyOf: [{ kind: 'for' }, { kind: 'while' }], min: 2 }, source)).toBe(true)
    expect(holds({ anyOf: [{ kind: 'for' }, { kind: 'try' }], min: 2 }, source)).toBe(false)
    expect(holds({ anyOf: [{ kind: 'for' }, { kind: 'while' }], max: 1 }, source)).toBe(false)
    const calls = inSolve('f(a); g(b); f(b); { f(1) }')
    expect(holds({ code: 'f($X)', min: 3 }, calls)).toBe(true)
    expect(holds({ code: 'f($X)', min: 4 }, calls)).toBe(false)
    expect(holds({ code: 'f($X)', max: 2 }, calls)).toBe(false)
    expect(holds({ code: 'f($X)', max: 3 }, calls)).toBe(true)
    expect(holds({ call: 'f', min: 3, max: 3 }, calls)).toBe(true)
    expect(holds({ global: 'Math', min: 2, max: 2 }, inSolve('return Math.max(a, Math.PI)'))).toBe(true)
    const guards = inSolve('if (a) return 1; if (b) return 2; return 3')
    expect(holds({ code: 'if ($C) { return 1 }', min: 1, max: 1 }, guards)).toBe(true)
    expect(holds({ code: 'function $F(...) { ... }', max: 1 }, inSolve('return a'))).toBe(true)
  })

  it('combines with others', () => {
    const source = inSolve('for (;;) break')
    expect(holds({ allOf: [{ kind: 'for' }, { kind: 'break' }] }, source)).toBe(true)
    expect(holds({ allOf: [{ kind: 'for' }, { kind: 'try' }] }, source)).toBe(false)
    expect(holds({ not: { kind: 'try' } }, source)).toBe(true)
    expect(holds({ not: { anyOf: [{ kind: 'try' }, 'break'] } }, source)).toBe(false)
    expect(holds({ anyOf: [{ kind: 'try' }, { allOf: [{ kind: 'for' }, { not: { kind: 'if' } }] }] }, source)).toBe(
      true,
    )
  })

  it('takes the bare expression of an arrow function for a return', () => {
    expect(holds({ kind: 'return' }, 'const solve = (a) => a')).toBe(true)
    expect(holds({ kind: 'return' }, 'const solve = (a) => { a }')).toBe(false)
  })
})
