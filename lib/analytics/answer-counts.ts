/**
 * What the E-step of calibration gathers: for each question and guessing parameter, how many answers, and how many right
 * ones, are expected at each ability. Fixed in size however many answers there are.
 */
import { probability } from '../adaptive/item-response.ts'

/** Nodes of the quadrature over ability. */
export const nodes: readonly number[] = Object.freeze(Array.from({ length: 41 }, (_, k) => -6 + 0.3 * k))

/**
 * A five-point Gauss-Hermite rule for a standard normal distribution (Abramowitz & Stegun 1964, table 25.10): what a
 * question is like whose difficulty is only known to be spread around its level's.
 */
const spreadRule: readonly { readonly at: number; readonly weight: number }[] = Object.freeze([
  { at: -2.8569700138728056, weight: 0.011257411327720691 },
  { at: -1.355626179974266, weight: 0.22207592200561266 },
  { at: 0, weight: 0.5333333333333333 },
  { at: 1.355626179974266, weight: 0.22207592200561266 },
  { at: 2.8569700138728056, weight: 0.011257411327720691 },
])

/** The chance of a right answer at each node, and how fast it changes with b. */
export type Response = { readonly p: Float64Array; readonly slope: Float64Array }

/** @param spread standard deviation of b around its given value: 0 for a known item */
export function responseAt({ b, c, spread }: { b: number; c: number; spread: number }): Response {
  const rule = spread === 0 ? [{ at: 0, weight: 1 }] : spreadRule
  const response = { p: new Float64Array(nodes.length), slope: new Float64Array(nodes.length) }
  nodes.forEach((theta, k) => {
    for (const { at, weight } of rule) {
      const p = probability({ a: 1, b: b + spread * at, c }, theta)
      response.p[k] = (response.p[k] ?? 0) + weight * p
      response.slope[k] = (response.slope[k] ?? 0) - (weight * (p - c) * (1 - p)) / (1 - c)
    }
  })
  return response
}

/** Counts of one question (or of all single-use ones of a level) at one guessing parameter. */
export type AnswerCounts = {
  readonly c: number
  n: number
  /** Sum over students of the squared slope, in b, of their log-likelihood: its information (Berndt et al. 1974). */
  information: number
  /** Answers, and right ones, at each node. */
  readonly expected: Float64Array
  readonly expectedRight: Float64Array
  /** At each node, the log-likelihood of a right and of a wrong answer, and their slopes in b. */
  readonly right: Outcome
  readonly wrong: Outcome
}

type Outcome = { readonly log: Float64Array; readonly slope: Float64Array }

export function noCounts(c: number, { p, slope }: Response): AnswerCounts {
  const right = { log: p.map((chance) => Math.log(chance)), slope: p.map((chance, k) => (slope[k] ?? 0) / chance) }
  const wrong = {
    log: p.map((chance) => Math.log1p(-chance)),
    slope: p.map((chance, k) => -(slope[k] ?? 0) / (1 - chance)),
  }
  const [expected, expectedRight] = [new Float64Array(nodes.length), new Float64Array(nodes.length)]
  return { c, n: 0, information: 0, expected, expectedRight, right, wrong }
}

/**
 * @param posterior of the student's ability, at each node; sums to 1
 * @returns the expected slope of the answer's log-likelihood in b
 */
export function addExpected(counts: AnswerCounts, correct: boolean, posterior: Float64Array): number {
  const { slope } = correct ? counts.right : counts.wrong
  const { expected, expectedRight } = counts
  let score = 0
  for (let k = 0; k < posterior.length; k++) {
    const weight = posterior[k] ?? 0
    expected[k] = (expected[k] ?? 0) + weight
    if (correct) expectedRight[k] = (expectedRight[k] ?? 0) + weight
    score += weight * (slope[k] ?? 0)
  }
  counts.n += 1
  return score
}

/**
 * Score and Fisher information of the complete data in b, at the response given.
 *
 * $$ \sum_k \frac{P'_k}{P_k Q_k} (r_k - n_k P_k), \quad \sum_k n_k \frac{P'^2_k}{P_k Q_k} $$
 */
export function slopeOf({ expected, expectedRight }: AnswerCounts, { p, slope }: Response) {
  let score = 0
  let information = 0
  for (let k = 0; k < nodes.length; k++) {
    const [chance, change, n, right] = [p[k] ?? 0, slope[k] ?? 0, expected[k] ?? 0, expectedRight[k] ?? 0]
    const variance = chance * (1 - chance)
    if (n === 0 || variance === 0) continue
    score += (change / variance) * (right - n * chance)
    information += (n * change ** 2) / variance
  }
  return { score, information }
}
