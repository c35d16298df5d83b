import { describe, expect, it } from 'vitest'
import { measureQuality } from '../../lib/adaptive/estimate-quality.ts'
import { probability } from '../../lib/adaptive/item-response.ts'
import { type SimulatedQuiz, type SimulationSettings, simulateQuizzes } from '../../lib/adaptive/simulation.ts'

const settings: SimulationSettings = { policy: 'irt', examinees: 2_000, bank: 50, length: 10, guessing: 0, seed: 1 }

function measure(changes: Partial<SimulationSettings> = {}) {
  return measureQuality(simulateQuizzes({ ...settings, ...changes }))
}

/** The grid point with the highest likelihood: what an estimate without a prior would report. */
function maximumLikelihood({ answers }: SimulatedQuiz): number {
  const grid = Array.from({ length: 121 }, (_, k) => -6 + k / 10)
  const likelihood = (theta: number) =>
    answers.reduce((product, answer) => {
      const p = probability(answer, theta)
      return product * (answer.correct ? p : 1 - p)
    }, 1)
  return grid.reduce((best, theta) => (likelihood(theta) > likelihood(best) ? theta : best))
}

describe('simulated quizzes', () => {
  const irt = measure()

  it('recover the ability about as well as ten questions can, and no better: nothing leaks', () => {
    const { rmse, bias, correlation, coverage90, meanCorrect } = irt
    expect(rmse).toBeLessThan(0.59)
    expect(rmse).toBeGreaterThan(0.535)
    expect(Math.abs(bias)).toBeLessThan(0.05)
    expect(correlation).toBeGreaterThan(0.8)
    expect(coverage90).toBeGreaterThan(0.88)
    expect(coverage90).toBeLessThan(0.92)
    expect(meanCorrect).toBeCloseTo(0.5, 1)
  })

  it('recover it worse, yet without bias, where a quarter can be guessed', () => {
    const { rmse, bias } = measure({ guessing: 0.25 })
    expect(rmse).toBeLessThan(0.7)
    expect(rmse).toBeGreaterThan(irt.rmse)
    expect(Math.abs(bias)).toBeLessThan(0.06)
  })

  it('measure better by irt than by the rolling rule, and by either better than at random', () => {
    const [rolling, random] = [measure({ policy: 'rolling' }), measure({ policy: 'random' })]
    expect(irt.rmse).toBeLessThan(rolling.rmse)
    expect(rolling.rmse).toBeLessThan(0.61)
    expect(rolling.rmse).toBeLessThan(random.rmse)
  })

  it('let about 70 % succeed under practice', () => {
    const { meanCorrect } = measure({ policy: 'practice' })
    expect(meanCorrect).toBeGreaterThan(0.65)
    expect(meanCorrect).toBeLessThan(0.75)
  })

  it('are estimated far better by EAP than by maximum likelihood, which starts at the ends of the scale', () => {
    const quizzes = [...simulateQuizzes({ ...settings, examinees: 500, length: 3 })]
    const ends = quizzes.filter((quiz) => Math.abs(maximumLikelihood(quiz)) > 5.9)
    expect(ends.length / quizzes.length).toBeGreaterThan(0.2)
    const likeliest = quizzes.map((quiz) => ({ ...quiz, ability: { ...quiz.ability, theta: maximumLikelihood(quiz) } }))
    expect(measureQuality(likeliest).rmse).toBeGreaterThan(2 * measureQuality(quizzes).rmse)
  })

  it('tell more by EAP than by the share of right answers, above all under the rolling rule', () => {
    const unexplained = (policy: SimulationSettings['policy']) => {
      const quizzes = [...simulateQuizzes({ ...settings, policy })]
      const shares = quizzes.map((quiz) => {
        const share = quiz.answers.filter(({ correct }) => correct).length / quiz.answers.length
        return { ...quiz, ability: { ...quiz.ability, theta: share } }
      })
      // The RMSE of the best linear prediction of theta (of variance 1) from the share.
      return { byShare: Math.sqrt(1 - measureQuality(shares).correlation ** 2), byEap: measureQuality(quizzes).rmse }
    }
    const [irtFigures, rollingFigures] = [unexplained('irt'), unexplained('rolling')]
    expect(irtFigures.byShare).toBeGreaterThan(irtFigures.byEap + 0.03)
    expect(rollingFigures.byShare).toBeGreaterThan(rollingFigures.byEap + 0.2)
  })

  it('are the same from the same seed, and the same students under every policy', () => {
    const few = { ...settings, examinees: 20 }
    const quizzes = [...simulateQuizzes(few)]
    expect([...simulateQuizzes(few)]).toEqual(quizzes)
    const thetas = quizzes.map(({ theta }) => theta)
    expect([...simulateQuizzes({ ...few, policy: 'rolling' })].map(({ theta }) => theta)).toEqual(thetas)
    expect([...simulateQuizzes({ ...few, seed: 2 })].map(({ theta }) => theta)).not.toEqual(thetas)
  })

  it('serve no question twice and end when the bank is used up', () => {
    for (const policy of ['irt', 'practice', 'rolling', 'random'] as const) {
      for (const { questionIds } of simulateQuizzes({ ...settings, policy, examinees: 20, bank: 7 })) {
        expect(new Set(questionIds).size).toBe(7)
        expect(questionIds).toHaveLength(7)
      }
    }
  })
})

describe('measureQuality', () => {
  const answers = [true, false].map((correct) => ({ level: 3, a: 1, b: 0, c: 0, correct }))
  const quiz = (theta: number, estimate: number): SimulatedQuiz => ({
    theta,
    ability: { theta: estimate, standardError: 0.5 },
    answers,
    questionIds: [],
  })

  it('gives the figures that a hand calculation gives', () => {
    const { rmse, bias, correlation, coverage90, meanCorrect } = measureQuality([quiz(0, 0.5), quiz(2, 1), quiz(1, 1)])
    expect(rmse).toBeCloseTo(Math.sqrt((0.25 + 1) / 3), 12)
    expect(bias).toBeCloseTo(-0.5 / 3, 12)
    expect(correlation).toBeCloseTo(0.5 / Math.sqrt(2 / 6), 12)
    expect(coverage90).toBeCloseTo(2 / 3, 12)
    expect(meanCorrect).toBe(0.5)
  })

  it('has no correlation where the estimates do not vary', () => {
    expect(measureQuality([quiz(0, 1), quiz(1, 1)]).correlation).toBeNaN()
  })
})
