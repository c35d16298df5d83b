/** Recomputes the answers of probability and statistics: by counting equally likely cases and by definition. */

import {
  bell,
  binomial,
  chanceToEndIn,
  correlation,
  die,
  expectedSteps,
  leastMovedBy,
  mean,
  median,
  momentsOf,
  normal,
  permutations,
  share,
  slope,
  subsets,
  tuples,
  variance,
} from './chance.ts'
import { close, fraction, number, type Recomputation, recompute, vector, words } from './judge.ts'
import { integers, integral, integralToInfinity, lowestPoint, pairs, roots, sum } from './numeric.ts'

export const recomputations: Readonly<Record<string, Recomputation>> = {
  'prb-001': recompute(
    'an even number greater than 2',
    number(() => share(die, (n) => n % 2 === 0 && n > 2)),
  ),
  'prb-002': recompute(
    '4, 8, 9, 5, 4',
    number(() => mean([4, 8, 9, 5, 4])),
  ),
  'prb-003': recompute(
    'probability 0.35',
    number(() => 1 - 0.35),
  ),
  'prb-004': recompute(
    '3 red, 5 blue and 2 green',
    number(() => share([...'RRRBBBBBGG'], (ball) => ball !== 'R')),
  ),
  'prb-005': recompute(
    'Two fair coins are tossed',
    number(() => share(tuples([0, 1], 2), (toss) => sum(toss) >= 1)),
  ),
  'prb-006': recompute(
    'when one extreme value is added',
    words(() => leastMovedBy(10_000, integers(1, 99)) ?? ''),
  ),
  'prb-007': recompute(
    'probabilities 0.5 and 0.4',
    number(() => share(pairs(1, 10), ([a, b]) => a <= 5 && b <= 4)),
  ),
  'prb-008': recompute(
    '3, 9, 4, 12, 7, 5',
    number(() => median([3, 9, 4, 12, 7, 5])),
  ),
  'prb-009': recompute(
    '14, 3, 22, 9',
    number(() => Math.max(14, 3, 22, 9) - Math.min(14, 3, 22, 9)),
  ),
  'prb-010': recompute(
    'Two distinguishable six-sided dice and one coin',
    number(() => tuples(die, 2).flatMap((dice) => [0, 1].map((coin) => [...dice, coin])).length),
  ),
  'prb-011': recompute(
    '5 different books',
    number(() => permutations(integers(1, 5)).length),
  ),
  'prb-012': recompute(
    'the sum is 7',
    number(() => share(tuples(die, 2), (roll) => sum(roll) === 7)),
  ),
  'prb-013': recompute(
    '3 people can be chosen from 8',
    number(() => subsets(integers(1, 8), 3).length),
  ),
  'prb-014': recompute(
    '52 that contains 4 aces',
    number(() => share(subsets(integers(1, 52), 2), (hand) => hand.every((card) => card <= 4))),
  ),
  'prb-015': recompute(
    'win 6 euros with probability 1/4 and lose 1 euro',
    number(() => mean([6, -1, -1, -1])),
  ),
  'prb-016': recompute(
    String.raw`$P(A) = 0.6$, $P(B) = 0.3$ and $P(A \cap B) = 0.2$`,
    number(() => share(integers(1, 10), (n) => n <= 6 || (n >= 5 && n <= 7))),
  ),
  'prb-017': recompute(
    'values 2, 4, 4, 10',
    number(() => variance([2, 4, 4, 10])),
  ),
  'prb-018': recompute(
    'mean 70 and standard deviation 8',
    number(() => (82 - 70) / 8),
  ),
  'prb-019': recompute(
    '24 take mathematics, and 10 of these',
    fraction(() => share(integers(1, 24), (n) => n <= 10)),
  ),
  'prb-020': recompute(
    'tossed three times',
    fraction(() => share(tuples([0, 1], 3), (toss) => sum(toss) === 2)),
  ),
  'prb-021': recompute(
    'four-digit codes',
    number(() => integers(0, 9999).filter((n) => new Set(String(n).padStart(4, '0')).size === 4).length),
  ),
  'prb-022': recompute(
    '80 points in the exam and 95 points',
    number(() => mean([80, 80, 80, 95, 95])),
  ),
  'prb-023': recompute(
    'affects 1 % of a population. A test detects 90 % of the cases and is also positive for 5 %',
    number(() => (100 * (10_000 * 0.01 * 0.9)) / (10_000 * 0.01 * 0.9 + 10_000 * 0.99 * 0.05), 0.5),
  ),
  'prb-024': recompute(
    '$n = 10$ and $p = 0.3$',
    words(() => {
      const [centre, spread] = momentsOf(integers(0, 10).map((k) => [k, binomial(10, k, 0.3)]))
      return `mean ${Number(centre.toFixed(6))}, variance ${Number(spread.toFixed(6))}`
    }),
  ),
  'prb-025': recompute(
    'mean 100 and standard deviation 15',
    number(() => 100 * (normal((115 - 100) / 15) - normal((85 - 100) / 15)), 0.5),
  ),
  'prb-026': recompute(
    'standard deviation 12. What is the standard error of the mean of 36',
    number(() => Math.sqrt(sum(Array(36).fill(12 ** 2)) / 36 ** 2)),
  ),
  'prb-027': recompute(
    'rolled four times',
    number(() => share(tuples(die, 4), (roll) => roll.includes(6)), 0.005),
  ),
  'prb-028': recompute(
    'y = -2x + 3',
    number(() => correlation([0, 1, 5, 7], [3, 1, -7, -11])),
  ),
  'prb-030': recompute(
    '2 calls per hour',
    number(() => (1 - 2 / 1e7) ** 1e7),
  ),
  'prb-031': recompute(
    'LEVEL',
    number(() => new Set(permutations([...'LEVEL']).map((letters) => letters.join(''))).size),
  ),
  'prb-032': recompute(
    '$E(X) = 4$ and $E(X^2) = 25$',
    number(() => variance([4 - 3, 4 + 3])),
  ),
  'prb-033': recompute(
    '4 white and 6 black',
    fraction(() => share(subsets(integers(1, 10), 2), ([a, b]) => (a ?? 0) <= 4 !== (b ?? 0) <= 4)),
  ),
  'prb-034': recompute(
    '100 values has mean 50. The standard deviation of the population is known to be 10',
    vector(() => {
      const z = roots((x) => normal(x) - 0.975, 0, 4)[0] ?? Number.NaN
      return [50 - (z * 10) / Math.sqrt(100), 50 + (z * 10) / Math.sqrt(100)]
    }, 0.005),
  ),
  'prb-035': recompute(
    'one of three doors',
    number(() =>
      share(tuples([0, 1, 2], 2), ([prize, choice]) => {
        const opened = [0, 1, 2].find((door) => door !== prize && door !== choice)
        return [0, 1, 2].find((door) => door !== choice && door !== opened) === prize
      }),
    ),
  ),
  'prb-036': recompute(
    'variances 4 and 1. What is the variance of $2X - 3Y$',
    number(() => variance([-2, 2].flatMap((x) => [-1, 1].map((y) => 2 * x - 3 * y)))),
  ),
  'prb-037': recompute(
    'mean 10 minutes',
    number(() => integralToInfinity((time) => Math.exp(-time / 10) / 10, 20)),
  ),
  'prb-039': recompute(
    'r = 0.8$ and the standard deviations $s_x = 2$ and $s_y = 5',
    number(() => {
      const along = [-2, -2, 2, 2]
      const beside = [-1, 1, -1, 1].map((e) => e * 5 * Math.sqrt(1 - 0.8 ** 2))
      const ys = along.map((x, i) => (5 / 2) * 0.8 * x + (beside[i] ?? 0))
      return close(correlation(along, ys), 0.8, 1e-9) ? slope(along, ys) : Number.NaN
    }),
  ),
  'prb-040': recompute(
    '0.9 (A), 0.8 (B) and 0.8 (C)',
    number(() => share(tuples(integers(1, 10), 3), ([a = 0, b = 0, c = 0]) => a <= 9 && (b <= 8 || c <= 8))),
  ),
  'prb-041': recompute(
    '10 light bulbs, 3 of them defective',
    fraction(() => share(subsets(integers(1, 10), 4), (taken) => taken.filter((bulb) => bulb <= 3).length === 1)),
  ),
  'prb-042': recompute(
    'f(x) = 2x',
    number(() => integral((x) => 2 * x, 0.5, 1)),
  ),
  'prb-043': recompute(
    'standard deviation 10 is to be estimated with a margin of error of at most 2',
    number(() => integers(1, 1000).find((n) => (1.96 * 10) / Math.sqrt(n) <= 2)),
  ),
  'prb-044': recompute(
    'from 0 to 12',
    number(() => integral((x) => (x - 6) ** 2 / 12, 0, 12)),
  ),
  'prb-045': recompute(
    'until every face has appeared',
    number(() =>
      expectedSteps(6, 0, (seen) => [
        [seen, seen / 6],
        [seen + 1, 1 - seen / 6],
      ]),
    ),
  ),
  'prb-046': recompute(
    'at least one boy',
    number(() => {
      const families = tuples(['boy', 'girl'], 2).filter((family) => family.includes('boy'))
      return share(families, (family) => !family.includes('girl'))
    }),
  ),
  'prb-047': recompute(
    'Eight guests leave their hats',
    number(() => mean(permutations(integers(0, 7)).map((hats) => hats.filter((hat, guest) => hat === guest).length))),
  ),
  'prb-048': recompute(
    'player with 3 euros',
    number(() =>
      chanceToEndIn(10, 3, (euros) =>
        euros === 0 || euros === 10
          ? [[euros, 1]]
          : [
              [euros - 1, 0.5],
              [euros + 1, 0.5],
            ],
      ),
    ),
  ),
  'prb-049': recompute(
    'Each waits 20 minutes',
    number(() => integral((x) => Math.min(60, x + 20) - Math.max(0, x - 20), 0, 60) / 3600, 1e-3),
  ),
  'prb-050': recompute(
    'lifetimes 1, 2 and 6',
    number(() => lowestPoint((rate) => -sum([1, 2, 6].map((x) => Math.log(rate) - rate * x)), 0.01, 5)[0], 1e-5),
  ),
  'prb-051': recompute(
    'mean 10 and variance 9, $Y$ with mean 6 and variance 16',
    number(() => integral((x) => (normal((x - 6) / 4) * bell((x - 10) / 3)) / 3, -20, 40, 60), 0.005),
  ),
  'prb-052': recompute(
    'can 10 be written',
    number(() => tuples(integers(0, 10), 3).filter((parts) => sum(parts) === 10).length),
  ),
  'prb-053': recompute(
    'Five letters',
    number(
      () => permutations(integers(0, 4)).filter((order) => order.every((letter, place) => letter !== place)).length,
    ),
  ),
  'prb-054': recompute(
    'two heads appear in a row',
    number(() =>
      expectedSteps(2, 0, (streak) => [
        [0, 0.5],
        [streak + 1, 0.5],
      ]),
    ),
  ),
  'prb-055': recompute(
    'heads on both sides',
    fraction(() => {
      const tosses = [...tuples([0, 1], 4), ...tuples([1, 1], 4)]
      return share(
        tosses.filter((toss) => sum(toss.slice(0, 3)) === 3),
        (toss) => toss[3] === 1,
      )
    }),
  ),
}
