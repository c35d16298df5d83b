/** Probability by counting equally likely cases, statistics by definition. */
import { integers, integral, sum } from './numeric.ts'

export const die: readonly number[] = integers(1, 6)

/** All sequences of a length. */
export const tuples = <T>(items: readonly T[], length: number): T[][] =>
  length === 0 ? [[]] : tuples(items, length - 1).flatMap((start) => items.map((item) => [...start, item]))

/** All selections of a size, without order. */
export const subsets = <T>(items: readonly T[], size: number): T[][] => {
  if (size === 0) return [[]]
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]))
}

/** All orders; equal items are told apart. */
export const permutations = <T>(items: readonly T[]): T[][] => {
  if (items.length === 0) return [[]]
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}

/** The share of the cases in which an event happens. */
export const share = <T>(cases: readonly T[], event: (one: T) => boolean): number =>
  cases.filter(event).length / cases.length

export const mean = (values: readonly number[]): number => sum(values) / values.length

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return mean(sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1))
}

/** Of a whole population. */
export const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2))

const covariance = (xs: readonly number[], ys: readonly number[]): number =>
  mean(xs.map((x, i) => (x - mean(xs)) * (ys[i]! - mean(ys))))

export const correlation = (xs: readonly number[], ys: readonly number[]): number =>
  covariance(xs, ys) / Math.sqrt(variance(xs) * variance(ys))

/** Of the least-squares line that predicts y from x. */
export const slope = (xs: readonly number[], ys: readonly number[]): number => covariance(xs, ys) / variance(xs)

/** P(k successes in n trials), summed over all sequences. */
export const binomial = (n: number, k: number, p: number): number =>
  sum(
    tuples([0, 1], n)
      .filter((trials) => sum(trials) === k)
      .map((trials) => trials.reduce((product, success) => product * (success === 1 ? p : 1 - p), 1)),
  )

/** Mean and variance of a distribution given as [value, probability]. */
export const momentsOf = (distribution: readonly (readonly [number, number])[]): [number, number] => {
  const centre = sum(distribution.map(([value, p]) => value * p))
  return [centre, sum(distribution.map(([value, p]) => (value - centre) ** 2 * p))]
}

/** Density and distribution function of the standard normal distribution. */
export const bell = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
export const normal = (z: number): number => 0.5 + integral(bell, 0, z, 100)

/** Where a state goes from here: [next state, probability]. */
type Step = (state: number) => readonly (readonly [number, number])[]

const advance = (from: ReadonlyMap<number, number>, step: Step): Map<number, number> => {
  const to = new Map<number, number>()
  for (const [state, p] of from) for (const [next, q] of step(state)) to.set(next, (to.get(next) ?? 0) + p * q)
  return to
}

/** The probability of being in a state after a long time. */
export const chanceToEndIn = (goal: number, start: number, step: Step): number =>
  integers(1, 3000)
    .reduce((states) => advance(states, step), new Map([[start, 1]]))
    .get(goal) ?? 0

/** The expected number of steps until the goal is reached: the sum of P(not yet there) over all times. */
export function expectedSteps(goal: number, start: number, step: Step): number {
  let states = new Map([[start, 1]])
  let expected = 0
  for (let time = 0; time < 3000; time += 1) {
    expected += sum([...states.values()])
    states = advance(states, step)
    states.delete(goal)
  }
  return expected
}

/** The name of the measure that one additional value moves least. */
export function leastMovedBy(outlier: number, data: readonly number[]): string | undefined {
  const measures: Record<string, (values: readonly number[]) => number> = {
    mean,
    median,
    variance,
    range: (values) => Math.max(...values) - Math.min(...values),
  }
  const moves = Object.entries(measures).map(([name, f]) => ({ name, by: Math.abs(f([...data, outlier]) - f(data)) }))
  return moves.toSorted((a, b) => a.by - b.by)[0]?.name
}
