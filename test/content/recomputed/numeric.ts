/** Numerical calculus and counting: slow and simple, so that it is plainly right. */

export type Curve = (x: number) => number

export const integers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

/** All ordered pairs of integers in a range. */
export const pairs = (from: number, to: number): [number, number][] =>
  integers(from, to).flatMap((a) => integers(from, to).map((b): [number, number] => [a, b]))

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Five-point central difference, applied once per order. */
export function derivative(f: Curve, x: number, order = 1): number {
  if (order === 0) return f(x)
  const h = order === 1 ? 1e-3 : 1e-2
  const at = (u: number): number => derivative(f, u, order - 1)
  return (at(x - 2 * h) - 8 * at(x - h) + 8 * at(x + h) - at(x + 2 * h)) / (12 * h)
}

/** Gauss-Legendre with three nodes per panel; never evaluates the ends. */
export function integral(f: Curve, from: number, to: number, panels = 1000): number {
  const h = (to - from) / panels
  const node = Math.sqrt(0.6)
  return sum(
    integers(0, panels - 1).map((i) => {
      const middle = from + (i + 0.5) * h
      return (h / 18) * (5 * f(middle - (node * h) / 2) + 8 * f(middle) + 5 * f(middle + (node * h) / 2))
    }),
  )
}

/** Substitutes x = from + t / (1 - t). */
export const integralToInfinity = (f: Curve, from: number): number =>
  integral((t) => f(from + t / (1 - t)) / (1 - t) ** 2, 0, 1)

/** Two-sided limit at a point, by Richardson extrapolation. */
export function limit(f: Curve, at: number): number {
  const around = (h: number): number => (f(at - h) + f(at + h)) / 2
  return (4 * around(5e-4) - around(1e-3)) / 3
}

/** Good to about four digits. */
export const limitAtInfinity = (f: Curve): number => f(1e6)

function bisect(f: Curve, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 100; i += 1) {
    const middle = (low + high) / 2
    if (f(low) * f(middle) <= 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** Zeros by change of sign on a grid of 1/64; a double zero is found only on the grid. Poles are no zeros. */
export const roots = (f: Curve, from = -50, to = 50): number[] =>
  integers(from * 64, to * 64).flatMap((i) => {
    const [a, b] = [i / 64, (i + 1) / 64]
    if (f(a) === 0) return [a]
    if (!(f(a) * f(b) < 0)) return []
    const root = bisect(f, a, b)
    return Math.abs(f(root)) < 1e-6 ? [root] : []
  })

/** Where a function with one valley is lowest, and its value there. */
export function lowestPoint(f: Curve, from: number, to: number): [number, number] {
  let [low, high] = [from, to]
  for (let i = 0; i < 200; i += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3]
    if (f(left) < f(right)) high = right
    else low = left
  }
  const x = (low + high) / 2
  return [x, f(x)]
}

/** Length of a graph, as a chain of short chords. */
export const pathLength = (f: Curve, from: number, to: number): number => {
  const h = (to - from) / 10_000
  return sum(integers(0, 9_999).map((i) => Math.hypot(h, f(from + (i + 1) * h) - f(from + i * h))))
}

/** Solves y' = slope(y), y(0) = start with the classical Runge-Kutta method, and gives y(x). */
export function followSlope(slope: Curve, start: number, x: number): number {
  const h = x / 1000
  return integers(1, 1000).reduce((y) => {
    const k1 = slope(y)
    const k2 = slope(y + (h / 2) * k1)
    const k3 = slope(y + (h / 2) * k2)
    const k4 = slope(y + h * k3)
    return y + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4)
  }, start)
}

/** Horner's scheme: divides a polynomial (highest coefficient first) by x - zero. */
export function divideByLinear(coefficients: readonly number[], zero: number): { remainder: number } {
  return { remainder: coefficients.reduce((value, coefficient) => value * zero + coefficient, 0) }
}
