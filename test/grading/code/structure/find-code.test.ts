import { describe, expect, it } from 'vitest'
import { inSolve, occurs } from './check.ts'

describe('A code pattern', () => {
  it.each([
    ['$A += $X', 'let s = 0; s += a'],
    ['$A.$M($X)', 'a.push(b)'],
    ['Math.max($X, $Y)', 'return Math.max(a, b)'],
    ['$_', 'return 1'],
    ['f(...)', 'f(a, b, 1)'],
    ['f($X, ...)', 'f(a, b, 1)'],
    ['[...$X, $Y]', 'return [...a, b]'],
    ['let $A = 0; ...; return $A', 'let s = 0; for (const x of a) s += x; return s'],
    ['let $A = 0; ...; return $A', 'const other = 1; let s = 0; return s'],
    ['for (const $X of $L) { ... }', 'for (const item of a) { f(item); g(item) }'],
    ['for (let $I = 0; $I < $N; $I++) { ... }', 'for (let i = 0; i < a.length; i++) f(i)'],
    ['if ($C) { ... }', 'if (a) { f() } else { g() }'],
    ['solve($_)', 'return solve(a - 1)'],
    ['function $F(...) { ... }', 'return 1'],
    ['return $X ? $Y : $Z', 'return a ? 1 : 2'],
    ['break', 'for (;;) { if (a) break }'],
    ['function $F($X) { ...; return $F($_) }', 'const f = (x) => { if (x) return x; return f(x - 1) }; return f(a)'],
    ["'...' + $X", "return '...' + a"],
    ['f(..., $X, $X)', 'f(b, a, a)'],
    ['f(..., $X, ..., $X)', 'f(1, a, b, c, a)'],
    ['[$X, ...]', 'return [a]'],
    ['f(...); ...; f(...)', 'f(a); g(a); f(b)'],
    ['$X; ...; $X', 'f(a); g(a); h(b); g(a); b'],
    ['class $C { static { $X } }', 'class C { static { f() } }'],
  ])('%s is found in { %s }', (pattern, body) => {
    expect(occurs(pattern, inSolve(body))).toBe(true)
  })

  it.each([
    ['$A += $X', 'let s = 0; s -= a'],
    ['$A + $A', 'return a + b'],
    ['f($X, $X)', 'f(a, b)'],
    ['let $A = 0; ...; return $A', 'let s = 0; let t = 1; return t'],
    ['f()', 'f(a)'],
    ['function $F($X) { ...; return $F($_) }', 'const f = (x) => { return g(x - 1) }; return f(a)'],
    ['f($X)', 'f()'],
    ['$A.push($X)', 'a.pop(b)'],
    ['$A - $B; return 1', 'return 1'],
    ['Math.max($X, $Y)', 'const Math = { max: (x) => x }; return Math.max(a, b)'],
    ['for (const $X of $L) { f($X) }', 'for (const item of a) { f(item); g(item) }'],
    ['if ($C) { f() } else { g() }', 'if (a) { f() } else { h() }'],
    ['if ($C) { f() } else { g() }', 'if (a) { f() }'],
    ['f(..., $X, $X)', 'f(a, a, b)'],
    ['[$X, ...]', 'return []'],
    ['f(...); ...; f(...)', 'f(a); g(a)'],
  ])('%s is not found in { %s }', (pattern, body) => {
    expect(occurs(pattern, inSolve(body))).toBe(false)
  })

  it('knows one name from another that hides it', () => {
    expect(occurs('let $A = 0; ...; return $A', inSolve('let s = 0; { let s = 1; return s }'))).toBe(false)
  })
})

describe('Two spellings are one', () => {
  it.each([
    ['exports', inSolve('return a'), `export ${inSolve('return a')}`, 'function $F($X, $Y) { return $X }'],
    ['let and var', inSolve('let x = a'), inSolve('var x = a'), 'const $X = $Y'],
    [
      'several declarations at once',
      inSolve('let x = 1, y = 2'),
      inSolve('let x = 1; let y = 2'),
      'let $X = 1; let $Y = 2',
    ],
    ['arrow and function', 'const solve = (a) => a * 2', 'function solve(a) { return a * 2 }', 'return $X * 2'],
    [
      'function expression',
      'const solve = function (a) { return f(a) }',
      'function solve(a) { return f(a) }',
      'const $F = ($X) => f($X)',
    ],
    [
      'method',
      inSolve('return { f(x) { return x } }'),
      inSolve('return { f: (x) => x }'),
      '({ f: function ($X) { return $X } })',
    ],
    ['parentheses', inSolve('return ((a) * (b + 1))'), inSolve('return a * (b + 1)'), '$X * ($Y + 1)'],
    ['braces', inSolve('if (a) f(a)'), inSolve('if (a) { f(a) }'), 'if ($X) { f($X) }'],
    ['quotes', inSolve('return "x"'), inSolve("return 'x'"), 'return `x`'],
    ['templates', inSolve("return 'x' + a + 'y'"), inSolve(`return \`x\${a}y\``), "'x' + $X + 'y'"],
    ['brackets of a property', inSolve('return a["b"]'), inSolve('return a.b'), "$X['b']"],
    ['greater and less', inSolve('return a > b'), inSolve('return b < a'), '$X > $Y'],
    ['at least and at most', inSolve('return a >= 1'), inSolve('return 1 <= a'), '1 <= $X'],
    ['compound assignment', inSolve('let s = 0; s -= a'), inSolve('let s = 0; s = s - a'), '$X -= $Y'],
    ['increment', inSolve('let s = 0; s++'), inSolve('let s = 0; s += 1'), '++$X'],
    ['not equal', inSolve('return !(a === b)'), inSolve('return a !== b'), '$X !== $Y'],
    [
      'if and its mirror',
      inSolve('if (a !== 1) f(); else g()'),
      inSolve('if (a === 1) g(); else f()'),
      'if ($X === 1) { g() } else { f() }',
    ],
    [
      'for and while',
      inSolve('for (let i = 0; i < 3; i++) f(i)'),
      inSolve('let i = 0; while (i < 3) { f(i); i += 1 }'),
      'while ($I < 3) { f($I); $I++ }',
    ],
    ['product', inSolve('return a * 2'), inSolve('return 2 * a'), '2 * $X'],
    ['equality', inSolve('return a === 2'), inSolve('return 2 === a'), '2 === $X'],
    ['bits', inSolve('return a & 1'), inSolve('return 1 & a'), '1 & $X'],
    ['a sum of numbers', inSolve('let s = 0; return s + 1'), inSolve('let s = 0; return 1 + s'), '1 + $X'],
    [
      'a conjunction of truths',
      inSolve('return a === 1 && b === 2'),
      inSolve('return b === 2 && a === 1'),
      '$Y === 2 && $X === 1',
    ],
  ])('%s', (_name, one, other, pattern) => {
    expect([occurs(pattern, one), occurs(pattern, other)]).toEqual([true, true])
  })

  it.each([
    ['guard and else', 'if ($X) { return 1 } else { return f($X) }'],
    ['guard and else', 'if ($X) { return 1 } return f($X)'],
    ['guard and else', 'if (!$X) { return f($X) } return 1'],
    ['guard and else', 'if (!$X) return f($X)'],
  ])('%s, asked as: %s', (_name, pattern) => {
    const spellings = [
      'if (a) return 1; return f(a)',
      'if (!a) return f(a); return 1',
      'if (a) { return 1 } else { return f(a) }',
    ]
    expect(spellings.map((body) => occurs(pattern, inSolve(body)))).toEqual([true, true, true])
  })

  it.each(['if ($X > 0) { $S += $X }', 'if ($X <= 0) continue; $S += $X'])(
    'a skipped turn, asked as: %s',
    (pattern) => {
      const spellings = [
        'if (x > 0) s += x',
        'if (x <= 0) continue; s += x',
        'if (x <= 0) { continue } else { s += x }',
      ]
      const bodies = spellings.map((inner) => inSolve(`let s = 0; for (const x of a) { ${inner} } return s`))
      expect(bodies.map((body) => occurs(pattern, body))).toEqual([true, true, true])
    },
  )
})

describe('Two meanings stay two', () => {
  it.each([
    ['a difference', 'return 1 - a', '$X - 1'],
    ['a sum of unknown things', 'return a + b.x', 'b.x + $Y'],
    ['a text', "let s = ''; s = a + s", '$S += $X'],
    ['a conjunction of which one guards the other', 'return a !== null && a.x === 1', '$X.x === 1 && $X !== null'],
    ['a conjunction of values', 'return a && b', 'b && a'],
    ['a call', 'return f() + g()', 'g() + f()'],
    ['less and at most', 'return a < b', '$X <= $Y'],
  ])('%s', (_name, body, pattern) => {
    expect(occurs(pattern, inSolve(body))).toBe(false)
  })
})
