/** The three-parameter logistic model: how likely a right answer is, and how much an item tells. */
import type { ItemParameters } from '../contract/item-parameters.ts'

/**
 * Probability of a right answer.
 *
 * $$ P(\theta) = c + \frac{1 - c}{1 + e^{-a(\theta - b)}} $$
 *
 * Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores, chapters 17-20.
 */
export function probability({ a, b, c }: ItemParameters, theta: number): number {
  return c + (1 - c) / (1 + Math.exp(-a * (theta - b)))
}

/**
 * Fisher information of one item at theta.
 *
 * $$ I(\theta) = a^2 \frac{Q}{P} \left(\frac{P - c}{1 - c}\right)^2, \quad Q = 1 - P $$
 *
 * Lord (1980), Applications of Item Response Theory to Practical Testing Problems, equation 5-9.
 */
export function information(item: ItemParameters, theta: number): number {
  const { a, c } = item
  const p = probability(item, theta)
  // P is 0 only where the exponential overflows; the information there is 0 as well.
  return p === 0 ? 0 : a ** 2 * ((1 - p) / p) * ((p - c) / (1 - c)) ** 2
}

/**
 * Logarithm of the likelihood of one answer, without overflow however far theta is from b.
 *
 * With x = a(theta - b): ln Q = ln(1 - c) - ln(1 + e^x), and for c = 0, ln P = -ln(1 + e^-x).
 */
export function logLikelihood({ a, b, c }: ItemParameters, correct: boolean, theta: number): number {
  const x = a * (theta - b)
  if (!correct) return Math.log1p(-c) - softplus(x)
  return c === 0 ? -softplus(-x) : Math.log(c + (1 - c) / (1 + Math.exp(-x)))
}

/** ln(1 + e^x) */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}
