/** Recomputes the answers of algebra and arithmetic: equations by searching zeros, counts by enumeration. */

import {
  assigned,
  complex,
  curve,
  fraction,
  number,
  numbers,
  type Recomputation,
  recompute,
  solutions,
  vector,
  words,
} from './judge.ts'
import { divideByLinear, integers, lowestPoint, pairs, roots, sum } from './numeric.ts'

export const recomputations: Readonly<Record<string, Recomputation>> = {
  'alg-001': recompute(
    String.raw`\frac{2}{3} + \frac{1}{4}`,
    number(() => 2 / 3 + 1 / 4),
  ),
  'alg-002': recompute(
    String.raw`7 - 3 \cdot (2 - 5)`,
    number(() => 7 - 3 * (2 - 5)),
  ),
  'alg-003': recompute(
    String.raw`x^3 \cdot x^5`,
    curve((x) => x ** 3 * x ** 5),
  ),
  'alg-004': recompute(
    '80 euros and is reduced by 15 %',
    number(() => 80 * (1 - 15 / 100)),
  ),
  'alg-005': recompute(
    '(x + 3)^2',
    curve((x) => (x + 3) * (x + 3)),
  ),
  'alg-006': recompute(
    '4x - 7 = 13',
    numbers(() => roots((x) => 4 * x - 7 - 13)),
  ),
  'alg-007': recompute(
    '2^{-3}',
    number(() => 1 / (2 * 2 * 2)),
  ),
  'alg-008': recompute(
    '|-4| + |3 - 8|',
    number(() => Math.abs(-4) + Math.abs(3 - 8)),
  ),
  'alg-009': recompute(
    'greatest common divisor of 48 and 36',
    number(() => Math.max(...integers(1, 36).filter((d) => 48 % d === 0 && 36 % d === 0))),
  ),
  'alg-010': recompute(
    '0.375 is written as a fraction in lowest terms',
    number(() => integers(1, 1000).find((below) => Number.isInteger(0.375 * below))),
  ),
  'alg-011': recompute(
    '35 % of 240',
    number(() => (240 / 100) * 35),
  ),
  'alg-012': recompute(
    'x^2 - 5x + 6',
    curve((x) => x * x - 5 * x + 6),
  ),
  'alg-013': recompute(
    '-2x + 3 > 11',
    solutions((x) => -2 * x + 3 > 11),
  ),
  'alg-014': recompute(
    '$(1, 2)$ and $(4, 11)$',
    number(() => (11 - 2) / (4 - 1)),
  ),
  'alg-015': recompute(
    String.raw`\sqrt{50}`,
    number(() => Math.sqrt(50)),
  ),
  'alg-016': recompute(
    String.raw`(3 \cdot 10^4) \cdot (4 \cdot 10^{-7})`,
    number(() => 30_000 * 0.0000004, 1e-15),
  ),
  'alg-017': recompute(
    'rises by 20 % and the new price then falls by 20 %',
    words(() => `It is ${Math.round(100 - 100 * 1.2 * 0.8)} % lower.`),
  ),
  'alg-018': recompute(
    '$x + y = 10$, $x - y = 4$',
    assigned(() => pairs(-20, 20).find(([x, y]) => x + y === 10 && x - y === 4)),
  ),
  'alg-019': recompute(
    String.raw`\frac{x}{3} + 2 = 7`,
    number(() => roots((x) => x / 3 + 2 - 7)[0]),
  ),
  'alg-020': recompute(
    'least common multiple of 12 and 18',
    number(() => integers(1, 12 * 18).find((n) => n % 12 === 0 && n % 18 === 0)),
  ),
  'alg-021': recompute(
    '3^4 - 2^5',
    number(() => 3 * 3 * 3 * 3 - 2 * 2 * 2 * 2 * 2),
  ),
  'alg-022': recompute(
    '4 people needs 300 g',
    number(() => (300 / 4) * 14),
  ),
  'alg-023': recompute(
    '2x^2 - 3x - 5 = 0',
    numbers(() => roots((x) => 2 * x * x - 3 * x - 5)),
  ),
  'alg-024': recompute(
    String.raw`\log_2 40 - \log_2 5`,
    number(() => Math.log(40) / Math.log(2) - Math.log(5) / Math.log(2)),
  ),
  'alg-025': recompute(
    String.raw`\frac{x^2 - 9}{x^2 + 3x}`,
    curve((x) => (x * x - 9) / (x * x + 3 * x)),
  ),
  'alg-026': recompute(
    'y = x^2 - 6x + 11',
    vector(() => lowestPoint((x) => x * x - 6 * x + 11, -20, 20)),
  ),
  'alg-027': recompute(
    'starts with 5 and increases by 3',
    number(() => sum(integers(0, 19).map((k) => 5 + 3 * k))),
  ),
  'alg-028': recompute(
    String.raw`f(x) = \frac{2x - 1}{3}`,
    curve((y) => roots((x) => (2 * x - 1) / 3 - y)[0] ?? Number.NaN),
  ),
  'alg-029': recompute(
    'x^2 + 6x + k = 0',
    numbers(() => integers(-40, 40).filter((k) => roots((x) => x * x + 6 * x + k).length === 1)),
  ),
  'alg-030': recompute(
    '2^{x + 1} = 64',
    number(() => roots((x) => 2 ** (x + 1) - 64)[0]),
  ),
  'alg-031': recompute(
    'A alone fills a tank in 6 hours, pump B alone in 3',
    number(() => 1 / (1 / 6 + 1 / 3)),
  ),
  'alg-032': recompute(
    '|2x - 5| = 9',
    number(() => Math.max(...roots((x) => Math.abs(2 * x - 5) - 9))),
  ),
  'alg-033': recompute(
    String.raw`\frac{12}{\sqrt{3}}`,
    number(() => 12 / Math.sqrt(3) / Math.sqrt(3)),
  ),
  'alg-034': recompute(
    'x^2 - x - 6 < 0',
    solutions((x) => x * x - x - 6 < 0),
  ),
  'alg-035': recompute(
    'x^3 - 2x^2 + 4x - 5',
    number(() => divideByLinear([1, -2, 4, -5], 2).remainder),
  ),
  'alg-036': recompute(
    String.raw`\frac{5x - 1}{(x - 1)(x + 1)}`,
    curve((x) => (5 * x - 1) / ((x - 1) * (x + 1))),
  ),
  'alg-037': recompute(
    '500 bacteria doubles every 3 hours',
    number(() => integers(0, 100).find((h) => Math.abs(500 * 2 ** (h / 3) - 16_000) < 1e-6)),
  ),
  'alg-038': recompute(
    String.raw`\log_3 x + \log_3 (x - 6) = 3`,
    numbers(() => roots((x) => (Math.log(x) + Math.log(x - 6)) / Math.log(3) - 3)),
  ),
  'alg-039': recompute(
    '(2 + 3i)(1 - 2i)',
    complex(() => [2 * 1 - 3 * -2, 2 * -2 + 3 * 1]),
  ),
  'alg-040': recompute(
    String.raw`\frac{x}{x - 2} = \frac{2}{x - 2} + 3`,
    words(() => {
      const found = roots((x) => x / (x - 2) - 2 / (x - 2) - 3)
      return found.length === 0 ? 'no real number' : found.join(', ')
    }),
  ),
  'alg-041': recompute(
    '20 % acid solution must be added to 10 litres of a 50 %',
    number(() => roots((x) => (0.2 * x + 5) / (x + 10) - 0.3)[0]),
  ),
  'alg-042': recompute(
    String.raw`12 + 4 + \frac{4}{3} + \ldots`,
    number(() => sum(integers(0, 60).map((k) => 12 / 3 ** k))),
  ),
  'alg-043': recompute(
    String.raw`x + \frac{1}{x} = 5`,
    number(() => roots((x) => x + 1 / x - 5, 1, 9).map((x) => x * x + 1 / (x * x))[0]),
  ),
  'alg-044': recompute(
    'at 60 km/h and returns on the same road at 40 km/h',
    number(() => 240 / (120 / 60 + 120 / 40)),
  ),
  'alg-045': recompute(
    '7^{2023}',
    number(() => Number(7n ** 2023n % 10n)),
  ),
  'alg-046': recompute(
    'the line $y = mx - 2$ tangent to the parabola $y = x^2 + 2$',
    numbers(() => integers(-20, 20).filter((m) => roots((x) => x * x + 2 - (m * x - 2)).length === 1)),
  ),
  'alg-047': recompute(
    'positive divisors does 720',
    number(() => integers(1, 720).filter((d) => 720 % d === 0).length),
  ),
  'alg-048': recompute(
    'x^3 - 6x^2 + 11x - 6',
    number(() => sum(roots((x) => x ** 3 - 6 * x * x + 11 * x - 6).map((x) => x * x))),
  ),
  'alg-049': recompute(
    String.raw`4^x - 6 \cdot 2^x + 8 = 0`,
    numbers(() => roots((x) => 4 ** x - 6 * 2 ** x + 8)),
  ),
  'alg-050': recompute(
    '2^{100}',
    number(() => Number(2n ** 100n % 7n)),
  ),
  'alg-051': recompute(
    String.raw`|x - 3| + |x + 2| \leq 9`,
    number(() => integers(-99, 99).filter((x) => Math.abs(x - 3) + Math.abs(x + 2) <= 9).length),
  ),
  'alg-052': recompute(
    'remainder 2 on division by 3, remainder 3 on division by 5',
    number(() => integers(1, 105).find((n) => n % 3 === 2 && n % 5 === 3 && n % 7 === 2)),
  ),
  'alg-053': recompute(
    String.raw`\sum_{k=1}^{99} \frac{1}{k(k + 1)}`,
    fraction(() => sum(integers(1, 99).map((k) => 1 / (k * (k + 1))))),
  ),
  'alg-054': recompute(
    '100!',
    number(() => /0*$/.exec(String(integers(1, 100).reduce((all, k) => all * BigInt(k), 1n)))?.[0].length),
  ),
  'alg-055': recompute(
    String.raw`\sqrt{7 + 4\sqrt{3}} = a + \sqrt{b}`,
    number(() => {
      const target = Math.sqrt(7 + 4 * Math.sqrt(3))
      return sum(pairs(1, 9).find(([a, b]) => Math.abs(a + Math.sqrt(b) - target) < 1e-12) ?? [])
    }),
  ),
}
