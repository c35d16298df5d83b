/** How well simulated quizzes recover the abilities behind them. */
import type { SimulatedQuiz } from './simulation.ts'

export type EstimateQuality = {
  /** Root of the mean squared error of theta. */
  readonly rmse: number
  /** Mean of estimate minus truth. */
  readonly bias: number
  /** Pearson's, between estimate and truth; NaN where either does not vary. */
  readonly correlation: number
  /** Share of students whose theta lies within 1.645 standard errors of the estimate. */
  readonly coverage90: number
  /** Share of questions answered rightly. */
  readonly meanCorrect: number
}

/** The 95 % point of the standard normal distribution: a two-sided interval of 90 %. */
const z95 = 1.6448536269514722

/** Figures over any number of quizzes, in one pass. */
export function measureQuality(quizzes: Iterable<SimulatedQuiz>): EstimateQuality {
  const sums = { n: 0, truth: 0, truth2: 0, estimate: 0, estimate2: 0, product: 0, covered: 0, answers: 0, correct: 0 }
  for (const { theta, ability, answers } of quizzes) {
    sums.n += 1
    sums.truth += theta
    sums.truth2 += theta ** 2
    sums.estimate += ability.theta
    sums.estimate2 += ability.theta ** 2
    sums.product += theta * ability.theta
    sums.covered += Math.abs(theta - ability.theta) <= z95 * ability.standardError ? 1 : 0
    sums.answers += answers.length
    sums.correct += answers.filter(({ correct }) => correct).length
  }
  const { n, truth, truth2, estimate, estimate2, product } = sums
  const covariance = n * product - truth * estimate
  return {
    rmse: Math.sqrt((truth2 - 2 * product + estimate2) / n),
    bias: (estimate - truth) / n,
    correlation: covariance / Math.sqrt((n * truth2 - truth ** 2) * (n * estimate2 - estimate ** 2)),
    coverage90: sums.covered / n,
    meanCorrect: sums.correct / sums.answers,
  }
}
