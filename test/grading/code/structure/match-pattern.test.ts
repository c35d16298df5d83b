/** What looking for a pattern costs: steps, counted, and none beyond the budget. */
import { describe, expect, it } from 'vitest'
import { readCodePattern } from '../../../../lib/grading/code/structure/code-pattern.ts'
import { createMatcher, MatchBudgetExhausted } from '../../../../lib/grading/code/structure/match-pattern.ts'
import type { NormalNode } from '../../../../lib/grading/code/structure/normal-node.ts'
import { normalForm, print } from './print-normal-form.ts'

const everyNode = (node: NormalNode): NormalNode[] => [node, ...node.children.flatMap(everyNode)]

/** Where the pattern occurs, and what is left of the steps. */
function look(code: string, source: string, steps: number, times = 1) {
  const budget = { steps }
  const matcher = createMatcher(budget)
  const subjects = everyNode(normalForm(source, 'flat'))
  const { id, roots } = readCodePattern(code, 7)
  let found: NormalNode[] = []
  for (let time = 0; time < times; time += 1) found = matcher.find(id, roots.flat, subjects)
  return { found: found.map(print), used: steps - budget.steps }
}

const cases: [code: string, source: string, found: string[], steps: number][] = [
  ['$A + $B', 'a + b; c - d; f(e + g)', ["(Binary '+' a b)", "(Binary '+' e g)"], 19],
  ['f($X, $X)', 'f(a, b); f(a, a)', ['(Call f [a a])'], 24],
  ['f(..., $X, $X)', 'f(a, b, c, c)', ['(Call f [a b c c])'], 31],
  ['f(..., $X, ..., $X, ...)', 'f(a, b, c, d)', [], 37],
  ['$A * 2', '2 * a; b * 3', ["(Binary& '*' 2 a)"], 14],
  [
    'if ($C) { f() } else { g() }',
    'if (!a) g(); else f(); if (b) f(); else h()',
    ['(If a [(Call f [])] [(Call g [])])'],
    44,
  ],
  ['if ($C) { f() }', 'if (a) f(); else g()', ['(If a [(Call f [])] [(Call g [])])'], 21],
  [
    'let $A = 0; ...; return $A',
    'function f() { let s = 0; g(s); return s }',
    ['[(Declare s 0) (Call g [s]) (Return s)]'],
    33,
  ],
  ['a; b', 'a * b; a; b', ["[(Binary& '*' a b) a b]"], 14],
  ['$X', 'a; b', ['[a b]', 'a', 'b'], 3],
  ['g($X)', 'f(g(g(a)))', ['(Call g [(Call g [a])])', '(Call g [a])'], 23],
  ["'a' + $X", "'a' + b; 'a' + c + 'd'", ['(Concat "a" b)'], 13],
  ['$X; ...; $X', 'f(a); g(a); h(b); g(a); b', ['[(Call f [a]) (Call g [a]) (Call h [b]) (Call g [a]) b]'], 52],
  ['f(g($X))', 'f(g(a)); f(g(a)); f(h(a))', ['(Call f [(Call g [a])])', '(Call f [(Call g [a])])'], 45],
  ['f($_)', 'f(1); f(); f(1, 2)', ['(Call f [1])'], 23],
  ['(x, y) => { ... }', '(x, y) => { a; b }', ['(Function [x y] [a b])'], 18],
]

describe('looking for', () => {
  it.each(cases)('%s in %s', (code, source, found, steps) => {
    expect(look(code, source, 10_000)).toEqual({ found, used: steps })
  })

  it.each(cases)('%s in %s stops when its steps are used up', (code, source, found, steps) => {
    expect(look(code, source, steps).found).toEqual(found)
    expect(() => look(code, source, steps - 1)).toThrow(MatchBudgetExhausted)
  })

  it('the same again costs less: what could match is known', () => {
    const once = look('f(g($X))', 'f(g(a)); f(h(a))', 10_000).used
    expect(look('f(g($X))', 'f(g(a)); f(h(a))', 10_000, 2).used).toBeLessThan(2 * once)
  })
})
