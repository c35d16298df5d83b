import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { information, logLikelihood, probability } from '../../lib/adaptive/item-response.ts'
import { scoredAnswer } from './arbitraries.ts'

const theta = fc.double({ min: -6, max: 6, noNaN: true })

describe('probability', () => {
  it('is halfway between guessing and certainty where theta is the difficulty', () => {
    expect(probability({ a: 1.3, b: 0.7, c: 0 }, 0.7)).toBe(0.5)
    expect(probability({ a: 1.3, b: 0.7, c: 0.25 }, 0.7)).toBe(0.625)
  })

  it('is the logistic function of a(theta - b) above the guessing', () => {
    expect(probability({ a: 1, b: 0, c: 0 }, 1)).toBeCloseTo(0.731059, 6)
    expect(probability({ a: 2, b: 1, c: 0.2 }, 0)).toBeCloseTo(0.2 + 0.8 * 0.119203, 6)
  })
})

describe('information', () => {
  it('is a^2 P Q without guessing', () => {
    expect(information({ a: 1, b: 0, c: 0 }, 0)).toBeCloseTo(0.25, 12)
    expect(information({ a: 2, b: 0, c: 0 }, 0)).toBeCloseTo(1, 12)
    expect(information({ a: 1, b: 0, c: 0 }, 2)).toBeCloseTo(0.880797 * 0.119203, 6)
  })

  it("is the squared slope over the variance of the answer: P'^2 / (P Q)", () => {
    fc.assert(
      fc.property(scoredAnswer, theta, (item, at) => {
        const h = 1e-5
        const slope = (probability(item, at + h) - probability(item, at - h)) / (2 * h)
        const p = probability(item, at)
        expect(information(item, at)).toBeCloseTo(slope ** 2 / (p * (1 - p)), 4)
      }),
    )
  })

  it('peaks above the difficulty by ln((1 + sqrt(1 + 8c)) / 2) / a (Lord 1980, equation 10-4)', () => {
    const item = { a: 1, b: 0.5, c: 0.25 }
    const peak = item.b + Math.log((1 + Math.sqrt(1 + 8 * item.c)) / 2)
    expect(information(item, peak)).toBeGreaterThan(information(item, peak + 0.01))
    expect(information(item, peak)).toBeGreaterThan(information(item, peak - 0.01))
  })

  it('is 0, not NaN, where a right answer is impossible', () => {
    expect(information({ a: 400, b: 6, c: 0 }, -6)).toBe(0)
  })
})

describe('logLikelihood', () => {
  it('is the logarithm of P for a right answer and of Q for a wrong one', () => {
    fc.assert(
      fc.property(scoredAnswer, theta, (item, at) => {
        const p = probability(item, at)
        expect(Math.exp(logLikelihood(item, true, at))).toBeCloseTo(p, 12)
        expect(Math.exp(logLikelihood(item, false, at))).toBeCloseTo(1 - p, 12)
      }),
    )
  })
})
