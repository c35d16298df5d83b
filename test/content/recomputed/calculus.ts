/** Recomputes the answers of calculus: derivatives, integrals and limits numerically. */
import { evaluate } from './expression.ts'
import { antiderivative, close, curve, holds, number, numbers, type Recomputation, recompute } from './judge.ts'
import {
  derivative,
  followSlope,
  integers,
  integral,
  integralToInfinity,
  limit,
  limitAtInfinity,
  lowestPoint,
  pathLength,
  roots,
  sum,
} from './numeric.ts'

export const recomputations: Readonly<Record<string, Recomputation>> = {
  'cal-001': recompute(
    'f(x) = x^5',
    curve((x) => derivative((u) => u ** 5, x)),
  ),
  'cal-002': recompute(
    String.raw`derivative of $\sin x$`,
    curve((x) => derivative(Math.sin, x)),
  ),
  'cal-003': recompute(
    String.raw`\int 2x \, dx`,
    antiderivative((x) => 2 * x),
  ),
  'cal-004': recompute(
    'constant function $f(x) = 7$',
    curve((x) => derivative(() => 7, x)),
  ),
  'cal-006': recompute(
    String.raw`\lim_{x \to 2} (3x + 1)`,
    number(() => limit((x) => 3 * x + 1, 2), 1e-9),
  ),
  'cal-007': recompute(
    'equal to its own derivative',
    holds((said) =>
      [0.7, 1.3, 2.1].every((x) =>
        close(
          derivative((u) => evaluate(said, { x: u }), x),
          evaluate(said, { x }),
          1e-6,
        ),
      ),
    ),
  ),
  'cal-008': recompute(
    'f(x) = 4x^2 - 3x',
    number(() => derivative((x) => 4 * x * x - 3 * x, 1)),
  ),
  'cal-009': recompute(
    String.raw`\int_0^3 x^2 \, dx`,
    number(() => integral((x) => x * x, 0, 3)),
  ),
  'cal-010': recompute(
    String.raw`\left(2 + \frac{5}{x}\right)`,
    number(() => limitAtInfinity((x) => 2 + 5 / x), 1e-4),
  ),
  'cal-011': recompute(
    'tangent to $y = x^3$ at $x = 2$',
    number(() => derivative((x) => x ** 3, 2)),
  ),
  'cal-012': recompute(
    'x^2 e^x',
    curve((x) => derivative((u) => u * u * Math.exp(u), x)),
  ),
  'cal-013': recompute(
    '(3x + 1)^4',
    curve((x) => derivative((u) => (3 * u + 1) ** 4, x)),
  ),
  'cal-014': recompute(
    String.raw`\int \cos(2x) \, dx`,
    antiderivative((x) => Math.cos(2 * x)),
  ),
  'cal-015': recompute(
    String.raw`\lim_{x \to 3} \frac{x^2 - 9}{x - 3}`,
    number(() => limit((x) => (x * x - 9) / (x - 3), 3)),
  ),
  'cal-016': recompute(
    'f(x) = x^3 - 12x',
    numbers(() => roots((x) => derivative((u) => u ** 3 - 12 * u, x))),
  ),
  'cal-017': recompute(
    String.raw`\frac{x}{x + 1}`,
    curve((x) => derivative((u) => u / (u + 1), x)),
  ),
  'cal-018': recompute(
    String.raw`\ln(5x)`,
    curve((x) => derivative((u) => Math.log(5 * u), x)),
  ),
  'cal-019': recompute(
    String.raw`\int_1^e \frac{1}{x} \, dx`,
    number(() => integral((x) => 1 / x, 1, Math.E)),
  ),
  'cal-020': recompute(
    's(t) = t^3 - 6t',
    number(() => derivative((t) => t ** 3 - 6 * t, 2, 2)),
  ),
  'cal-021': recompute(
    String.raw`\frac{6x^2 - x}{2x^2 + 3}`,
    number(() => limitAtInfinity((x) => (6 * x * x - x) / (2 * x * x + 3)), 1e-4),
  ),
  'cal-022': recompute(
    String.raw`\int_0^{\pi} \sin x \, dx`,
    number(() => integral(Math.sin, 0, Math.PI)),
  ),
  'cal-023': recompute(
    String.raw`\frac{\sin(3x)}{x}`,
    number(() => limit((x) => Math.sin(3 * x) / x, 0)),
  ),
  'cal-024': recompute(
    String.raw`\int x e^x \, dx`,
    antiderivative((x) => x * Math.exp(x)),
  ),
  'cal-025': recompute(
    'x^2 + y^2 = 25',
    number(() => derivative((x) => Math.sqrt(25 - x * x), 3)),
  ),
  'cal-026': recompute(
    'f(x) = x e^{-x}',
    number(() => lowestPoint((x) => -x * Math.exp(-x), -5, 5)[0], 1e-5),
  ),
  'cal-027': recompute(
    '$y = x$ and $y = x^2$',
    number(() => integral((x) => Math.abs(x - x * x), 0, 1)),
  ),
  'cal-028': recompute(
    'f(x) = x^3 - 3x^2',
    numbers(() => roots((x) => derivative((u) => u ** 3 - 3 * u * u, x, 2), -9, 9), 1e-5),
  ),
  'cal-029': recompute(
    String.raw`\int_0^1 2x(x^2 + 1)^3 \, dx`,
    number(() => integral((x) => 2 * x * (x * x + 1) ** 3, 0, 1)),
  ),
  'cal-030': recompute(
    String.raw`\frac{e^{2x} - 1}{x}`,
    number(() => limit((x) => (Math.exp(2 * x) - 1) / x, 0)),
  ),
  'cal-031': recompute(
    'perimeter of 20 cm',
    number(() => -lowestPoint((x) => -x * (10 - x), 0, 10)[1]),
  ),
  'cal-032': recompute(
    String.raw`f(x) = x \ln x`,
    number(() => derivative((x) => x * Math.log(x), Math.E)),
  ),
  'cal-033': recompute(
    '$f(x) = x^2$ on the interval $[0, 6]$',
    number(() => integral((x) => x * x, 0, 6) / 6),
  ),
  'cal-034': recompute(
    String.raw`\frac{1 - \cos x}{x^2}`,
    number(() => limit((x) => (1 - Math.cos(x)) / (x * x), 0)),
  ),
  'cal-035': recompute(
    String.raw`\int_1^{\infty} \frac{1}{x^3} \, dx`,
    number(() => integralToInfinity((x) => x ** -3, 1)),
  ),
  'cal-036': recompute(
    'x^x',
    curve((x) => derivative((u) => u ** u, x)),
  ),
  'cal-037': recompute(
    'sphere grows at 2 cm/s',
    number(() => derivative((t) => (4 / 3) * Math.PI * (5 + 2 * t) ** 3, 0), 1e-4),
  ),
  'cal-038': recompute(
    String.raw`\ln(1 + x)`,
    holds((said) => [0.01, -0.01].every((x) => Math.abs(evaluate(said, { x }) - Math.log(1 + x)) < 1e-8)),
  ),
  'cal-039': recompute(
    "$y' = 2y$ with $y(0) = 3$",
    curve((x) => followSlope((y) => 2 * y, 3, x)),
  ),
  'cal-040': recompute(
    String.raw`\int_0^{\pi/2} \sin^2 x \, dx`,
    number(() => integral((x) => Math.sin(x) ** 2, 0, Math.PI / 2)),
  ),
  'cal-041': recompute(
    'hold 32 cm³',
    number(() => lowestPoint((x) => x * x + 4 * x * (32 / (x * x)), 0.5, 20)[1]),
  ),
  'cal-042': recompute(
    String.raw`y = \sqrt{x}$ for $0 \leq x \leq 4`,
    number(() => integral((x) => Math.sqrt(x) ** 2, 0, 4)),
  ),
  'cal-043': recompute(
    String.raw`\int_0^1 \frac{4}{1 + x^2} \, dx`,
    number(() => integral((x) => 4 / (1 + x * x), 0, 1)),
  ),
  'cal-044': recompute(
    String.raw`y = \sqrt{x}$ at $x = 25`,
    number(() => 5 + derivative(Math.sqrt, 25) * (26 - 25)),
  ),
  'cal-045': recompute(
    String.raw`\left(1 + \frac{2}{n}\right)^{3n}`,
    number(() => limitAtInfinity((n) => (1 + 2 / n) ** (3 * n)), 0.01),
  ),
  'cal-046': recompute(
    String.raw`\int_0^{x^2} \cos(t^2) \, dt`,
    curve((x) => derivative((u) => integral((t) => Math.cos(t * t), 0, u * u), x)),
  ),
  'cal-047': recompute(
    String.raw`\sum_{n=1}^{\infty} \frac{n x^n}{3^n}`,
    number(() => 500 / 3 ** 500 / (501 / 3 ** 501), 0.01),
  ),
  'cal-048': recompute(
    String.raw`\int_0^{\infty} x^2 e^{-x} \, dx`,
    number(() => integralToInfinity((x) => x * x * Math.exp(-x), 0)),
  ),
  'cal-049': recompute(
    String.raw`\frac{\tan x - x}{x^3}`,
    number(() => limit((x) => (Math.tan(x) - x) / x ** 3, 0)),
  ),
  'cal-050': recompute(
    String.raw`\sum_{n=1}^{\infty} \frac{n}{2^n}`,
    number(() => sum(integers(1, 100).map((n) => n / 2 ** n))),
  ),
  'cal-051': recompute(
    String.raw`y = \frac{2}{3}x^{3/2}`,
    number(() => pathLength((x) => (2 / 3) * x ** 1.5, 0, 3), 1e-4),
  ),
  'cal-052': recompute(
    String.raw`f(x) = \arctan x`,
    number(() => derivative(Math.atan, 0, 3), 1e-5),
  ),
  'cal-053': recompute(
    'ladder 5 m long',
    number(() => -derivative((t) => Math.sqrt(25 - (3 + 0.4 * t) ** 2), 0)),
  ),
  'cal-054': recompute(
    String.raw`\int_0^1 \int_x^1 e^{y^2} \, dy \, dx`,
    number(() => integral((x) => integral((y) => Math.exp(y * y), x, 1, 50), 0, 1, 50)),
  ),
  'cal-055': recompute(
    'x + 2y = 5',
    number(() => lowestPoint((y) => (5 - 2 * y) ** 2 + y * y, -10, 10)[1]),
  ),
}
