/** What a student can do, as far as the answers tell: EAP under a normal prior. */
import { logLikelihood } from './item-response.ts'

export type Ability = {
  readonly theta: number
  /** Standard deviation of the posterior. */
  readonly standardError: number
}

/** What is believed of a student's theta before the first answer: a normal distribution. */
export type Prior = { readonly mean: number; readonly sd: number }

/** An answered question with its level and parameters as they were served. */
export type AnswerRecord = {
  readonly level: number
  readonly a: number
  readonly b: number
  readonly c: number
  /** null: no verdict was possible. Such an answer says nothing. */
  readonly correct: boolean | null
}

export type ScoredAnswer = { readonly a: number; readonly b: number; readonly c?: number; readonly correct: boolean }

export type EstimateOptions = {
  readonly mean?: number
  readonly sd?: number
  readonly lower?: number
  readonly upper?: number
  readonly step?: number
}

/** A new student's prior: the population's distribution. */
export const populationPrior: Prior = Object.freeze({ mean: 0, sd: 1 })

const defaultGrid = Object.freeze({ lower: -6, upper: 6, step: 0.1 })

/**
 * Expected a posteriori estimate by quadrature on an even grid, with log-sum-exp: the largest log-posterior is
 * subtracted before exponentiating, so that long runs of answers do not underflow.
 *
 * $$ \hat\theta = \frac{\sum_k \theta_k L(\theta_k) \phi(\theta_k)}{\sum_k L(\theta_k) \phi(\theta_k)} $$
 *
 * Bock & Mislevy (1982), Adaptive EAP estimation of ability in a microcomputer environment, Applied Psychological
 * Measurement 6(4), 431-444.
 *
 * @param options prior (default N(0, 1)) and grid (default [-6, 6], step 0.1)
 * @throws RangeError when the options or an item's parameters leave no distribution to take the mean of
 */
export function estimateAbility(answers: readonly ScoredAnswer[], options: EstimateOptions = {}): Ability {
  const { mean, sd, lower, upper, step } = { ...populationPrior, ...defaultGrid, ...options }
  if (!(sd > 0 && step > 0 && upper > lower)) {
    throw new RangeError(`a prior needs sd > 0, a grid lower < upper and step > 0: ${JSON.stringify(options)}`)
  }
  const points = Math.round((upper - lower) / step) + 1
  const weights = new Float64Array(points)
  let largest = Number.NEGATIVE_INFINITY
  for (let k = 0; k < points; k++) {
    const theta = lower + k * step
    let logPosterior = -0.5 * ((theta - mean) / sd) ** 2
    for (const { a, b, c = 0, correct } of answers) logPosterior += logLikelihood({ a, b, c }, correct, theta)
    weights[k] = logPosterior
    largest = Math.max(largest, logPosterior)
  }
  let total = 0
  let first = 0
  let second = 0
  weights.forEach((logPosterior, k) => {
    const weight = Math.exp(logPosterior - largest)
    const distance = lower + k * step - mean
    total += weight
    first += weight * distance
    second += weight * distance ** 2
  })
  const shift = first / total
  const theta = mean + shift
  if (!Number.isFinite(theta)) throw new RangeError('an item has parameters outside a >= 0, finite b, 0 <= c < 1')
  return { theta, standardError: Math.sqrt(second / total - shift ** 2) }
}

/** The ability after these answers; those without a verdict are ignored. */
export function abilityOf(prior: Prior, answers: readonly AnswerRecord[]): Ability {
  return estimateAbility(answers.filter(hasVerdict), prior)
}

export function hasVerdict<T extends { readonly correct: boolean | null }>(
  answer: T,
): answer is T & { correct: boolean } {
  return answer.correct !== null
}
