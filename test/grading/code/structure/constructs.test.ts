/** Every construct of the language is found as itself, and never taken for another. */
import { describe, expect, test } from 'vitest'
import { brokenRules, inSolve } from './check.ts'

/** None stands inside another; each is a pattern and a program's body. */
const constructs = [
  // Literals and names.
  'f(11)',
  'f(-11)',
  'f("11")',
  'f(11n)',
  'f(true)',
  'f(null)',
  'f(/a/)',
  'f(/a/g)',
  'f(/b/)',
  'f`x`',
  'f(this)',
  // Members, calls.
  'a.x',
  'a[b]',
  'a.y',
  'a(b)',
  'a(b, a)',
  'new a(b)',
  // Operators.
  '-a',
  '+a',
  '~a',
  'typeof a',
  'void a',
  'delete a',
  'f(!a)',
  ...['+', '-', '*', '/', '%', '**', '<', '<=', '==', '!=', '===', '!==', '&', '|', '^'].map(
    (sign) => `f(a ${sign} b)`,
  ),
  ...['<<', '>>', '>>>', 'in', 'instanceof', '&&', '||', '??'].map((sign) => `f(a ${sign} b)`),
  'f(b - a)',
  'a ? a.b : b.a',
  'a ? b.a : a.b',
  'f((a, b))',
  // Assignments.
  'a = b',
  'b = a',
  'a -= 12',
  'a *= 12',
  'a ||= 12',
  'a ??= 12',
  'a &&= 12',
  'a++',
  'a--',
  '[a] = b',
  '({ a } = b)',
  '({ x: a } = b)',
  '[a = 13] = b',
  '[...a] = b',
  // Arrays and objects.
  'f([a, b])',
  'f([a, ...b])',
  'f([, b])',
  'f({ x: b })',
  'f({ y: b })',
  'f({ [a]: b })',
  'f({ ...b })',
  // Functions and classes.
  'f((p) => p.q)',
  'f((p, r) => p.q)',
  'f(async (p) => p.q)',
  'f(function* (p) { return p.q })',
  'f(function* (p) { yield p.s })',
  'f(async (p) => { await p.s; p.t })',
  'f((p = 14) => p.q)',
  'f((...p) => p.q)',
  'f(([p]) => p.q)',
  'f(({ p }) => p.q)',
  'f((p) => { p.u })',
  'f(class { x = b.u })',
  'f(class { static x = b.u })',
  'f(class { y = b.u })',
  'f(class extends a { })',
  'class C { z = b.v }; f(C)',
  // Statements.
  'throw a',
  'return b',
  'const v = b.w; f(v)',
  'if (a) { f(21) }',
  'if (a) { f(22) } else { f(23) }',
  'for (const p of a) { f(24) }',
  'for (const p in a) { f(24) }',
  'for (;;) { f(25) }',
  'while (a) { f(26) }',
  'do { f(27) } while (a)',
  'while (a) { f(28); break }',
  'while (a) { if (f(29)) continue; f(30) }',
  'out: while (a) { while (b) { if (f(31)) break out } }',
  'out: while (a) { while (b) { if (f(31)) continue out; f(32) } }',
  'switch (a) { case 15: f(33) }',
  'switch (a) { case 16: f(33) }',
  'switch (a) { default: f(33) }',
  'try { f(34) } catch (e) { f(35) }',
  'try { f(34) } catch { f(35) }',
  'try { f(34) } finally { f(35) }',
]

/** As many rules as a pattern may have. */
const atOnce = 20

function foundIn(body: string): string[] {
  const found: string[] = []
  for (let from = 0; from < constructs.length; from += atOnce) {
    const asked = constructs.slice(from, from + atOnce)
    const require = asked.map((code, place) => ({ id: `r${place}`, feedback: '-', code }))
    const broken = new Set(brokenRules({ require }, inSolve(body)))
    found.push(...asked.filter((_code, place) => !broken.has(`r${place}`)))
  }
  return found
}

describe('a program', () => {
  test.each(constructs)('that is { %s } is found to be that alone', (body) => {
    expect(foundIn(body)).toEqual([body])
  })
})

describe('what says the same is found as the same', () => {
  test.each([
    ['f(a > b)', 'f(b < a)'],
    ['f(a >= b)', 'f(b <= a)'],
    ['a += 12', 'a = a + 12'],
    ['a **= 12', 'a = a ** 12'],
    ['++a', 'a += 1'],
    ['a--', 'a = a - 1'],
    ['f(a["x"])', 'f(a.x)'],
    ['f({ "x": b })', 'f({ x: b })'],
    ['f((a))', 'f(a)'],
    ['f(a?.b)', 'f(a.b)'],
    ['f(`x`)', 'f("x")'],
    ['f(`x${a}`)', 'f("x" + a)'],
    ['f(function (p) { return p.q })', 'f((p) => p.q)'],
    ['f({ m(p) { return p.q } })', 'f({ m: (p) => p.q })'],
    ['if (a) f(1)', 'if (a) { f(1) }'],
    ['for (;;) f(1)', 'while (true) { f(1) }'],
    ['{ f(1); { f(2) } }', 'f(1); f(2)'],
    ['f(!(a === b))', 'f(a !== b)'],
    ['f(!(a < b))', 'f(a >= b)'],
    ['f(!!a)', 'f(!!(a))'],
    ['if (!a) { f(1) } else { f(2) }', 'if (a) { f(2) } else { f(1) }'],
    ['f(!a ? 1 : 2)', 'f(a ? 2 : 1)'],
    ['let v = 1; f(v)', 'var v = 1; f(v)'],
    [';;f(1)', 'f(1)'],
    ['for (p of a) f(1)', 'for (const p of a) f(1)'],
    ['while (a) { f(1); continue }', 'while (a) { f(1) }'],
  ])('%s, and %s', (one, other) => {
    const both = (code: string, body: string) =>
      brokenRules({ require: [{ id: 'r', feedback: '-', code }] }, inSolve(body))
    expect(both(one, other)).toEqual([])
    expect(both(other, one)).toEqual([])
  })
})

describe('a for loop and its while loop', () => {
  const bodies = [
    'if (a[i] % 2 !== 0) { f(i) }',
    'if (a[i] % 2 === 0) { f(i) }',
    'if (a[i] < b) { f(i); g(i) }',
    'if (a[i] < b) { f(i) } else { g(i) }',
    'if (a[i] < b) f(i); if (b < a[i]) g(i)',
    'f(i); if (a[i] === b) { const v = f(i); return v }',
    'if (a[i] === b) return i; f(i)',
    'if (a[i] === b) { break } f(i)',
    'if (a[i] === b) { let v = 1; for (const x of a) v += x; return v }',
  ]
  const patterns = ['$X % 2 === 0', '$X % 2 !== 0', '$X < $Y', '$X >= $Y', '$X === $Y', '$X !== $Y']
  patterns.push('if ($C) { ... }', 'continue', 'break', 'return $X', 'let $A = $B; ...; return $A', 'f($X)', '$X++')
  test.each(bodies)('with { %s } are found to be the same', (body) => {
    const found = (loop: string) =>
      patterns.filter(
        (code) => brokenRules({ require: [{ id: 'r', feedback: '-', code }] }, inSolve(loop)).length === 0,
      )
    const [one, other] = [
      `for (let i = 0; i <= a.length; i++) { ${body} }`,
      `let i = 0; while (i <= a.length) { ${body}; i++ }`,
    ]
    expect(found(one)).toEqual(found(other))
    expect(brokenRules({ require: [{ id: 'r', feedback: '-', code: one }] }, inSolve(other))).toEqual([])
    expect(brokenRules({ require: [{ id: 'r', feedback: '-', code: other }] }, inSolve(one))).toEqual([])
  })
})
