/** What the measured programs are judged by: five structural rules, ten tests. */
import type { SolutionPattern } from '../../lib/contract/solution-pattern.ts'

const feedback = 'Not as it was asked for.'

/** For `makePrograms`, which are right. */
export const rulesPattern: SolutionPattern = {
  v: 1,
  entry: 'sumEven',
  require: [
    { id: 'loop', in: 'sumEven', kind: 'loop', feedback },
    { id: 'sum', in: 'sumEven', anyOf: ['$A += $X', 'let $A = 0; ...; return $A'], feedback },
    { id: 'even', in: 'sumEven', code: '$X % 2 === 0', feedback },
  ],
  forbid: [
    { id: 'eval', global: 'eval', feedback },
    { id: 'reduce', call: '*.reduce', feedback },
  ],
  policy: { verdict: 'require' },
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

export const testedPattern: SolutionPattern = {
  ...rulesPattern,
  tests: upTo(10).map((n) => ({
    args: [upTo(3 * n)],
    expect: upTo(3 * n).reduce((sum, i) => (i % 2 === 0 ? sum + i : sum), 0),
  })),
  policy: { verdict: 'tests+require' },
}

/** For programs that want to be expensive: rules that must look at everything. */
export const hostilePattern: SolutionPattern = {
  v: 1,
  entry: 'f',
  require: [
    { id: 'loop', kind: 'loop', feedback },
    { id: 'sum', anyOf: ['$A += $X; ...; $A -= $X', 'let $A = 0; ...; return $A'], feedback },
    { id: 'twice', code: 'if ($C) { return $X } ...; if ($D) { return $X }', feedback },
  ],
  forbid: [
    { id: 'eval', global: 'eval', feedback },
    { id: 'reduce', call: '*.reduce', feedback },
  ],
  limits: { maxLoopDepth: 3, maxCyclomatic: 10, recursion: 'forbid' },
  naming: { style: 'camelCase', severity: 'advice' },
  tests: upTo(10).map((n) => ({ args: [n], expect: -1 })),
}
