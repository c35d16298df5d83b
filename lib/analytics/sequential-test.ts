/** A test of two arms that may be looked at every night: its promise holds whenever one stops. */

/** Figures of one arm, one per unit of assignment: a student, never a question. */
export type Sample = {
  readonly n: number
  readonly mean: number
  /** Sample variance, divided by n - 1; 0 below two. */
  readonly variance: number
}

export type SequentialTest = {
  /** Candidate's mean minus control's. */
  readonly difference: number
  readonly standardError: number
  /** L: 20 is reached by at most one in twenty experiments without a difference, however often it is looked at. */
  readonly evidence: number
}

/** Standard deviation of the differences deemed likely beforehand: a change of prompt moves a share by a few points. */
const tau = 0.05

/**
 * Mixture sequential probability ratio test with a normal mixture, by the normal approximation of both means; null where
 * either arm is too small, or varies too little, for an error to be known.
 *
 * $$ V = \frac{s_A^2}{n_A} + \frac{s_B^2}{n_B}, \quad
 *    L = \sqrt{\frac{V}{V + \tau^2}} \exp\left(\frac{\tau^2 d^2}{2 V (V + \tau^2)}\right) $$
 *
 * Under no difference L is a nonnegative martingale of mean 1, so P(ever L >= 1/alpha) <= alpha (Ville). Robbins (1970),
 * Statistical methods related to the law of the iterated logarithm, Annals of Mathematical Statistics 41, 1397-1409;
 * Johari, Koomen, Pekelis & Walsh (2022), Always valid inference: continuous monitoring of A/B tests, Operations
 * Research 70, 1806-1821, equation 11.
 *
 * @throws RangeError when a figure is not finite or a variance negative
 */
export function sequentialTest(candidate: Sample, control: Sample): SequentialTest | null {
  for (const { n, mean, variance } of [candidate, control]) {
    if (!(n >= 0 && Number.isFinite(n) && Number.isFinite(mean) && variance >= 0 && Number.isFinite(variance))) {
      throw new RangeError(`a sample needs finite figures, n and variance not negative: ${n}, ${mean}, ${variance}`)
    }
  }
  if (candidate.n < 2 || control.n < 2) return null
  const v = candidate.variance / candidate.n + control.variance / control.n
  if (v === 0) return null
  const difference = candidate.mean - control.mean
  const evidence = Math.sqrt(v / (v + tau ** 2)) * Math.exp((tau ** 2 * difference ** 2) / (2 * v * (v + tau ** 2)))
  return { difference, standardError: Math.sqrt(v), evidence }
}
