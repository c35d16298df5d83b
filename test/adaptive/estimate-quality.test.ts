import { expect, it } from 'vitest'
import { measureQuality } from '../../lib/adaptive/estimate-quality.ts'

const answer = (correct: boolean) => ({ a: 1, b: 0, c: 0, level: 3, correct })
const quiz = (theta: number, estimate: number, standardError: number, verdicts: boolean[]) => ({
  theta,
  ability: { theta: estimate, standardError },
  answers: verdicts.map(answer),
  questionIds: [],
})

it('gives the figures of three students, worked out by hand', () => {
  const quality = measureQuality([
    quiz(0, 1, 1, [true, false]),
    quiz(1, 1, 0.1, [true, true]),
    quiz(-1, -1.5, 0.2, [false, false]),
  ])
  // Errors 1, 0 and -.5; sums of squares about the means 2 and 25/6, of products 2.5.
  expect(quality.rmse).toBeCloseTo(Math.sqrt(1.25 / 3), 12)
  expect(quality.bias).toBeCloseTo(0.5 / 3, 12)
  expect(quality.correlation).toBeCloseTo(2.5 / Math.sqrt(2 * (25 / 6)), 12)
  expect(quality.coverage90).toBeCloseTo(2 / 3, 12)
  expect(quality.meanCorrect).toBe(0.5)
})

it('has no correlation where nothing varies', () => {
  expect(measureQuality([quiz(1, 0, 1, [true]), quiz(1, 2, 1, [true])]).correlation).toBeNaN()
})
