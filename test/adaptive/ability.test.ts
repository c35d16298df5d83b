import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abilityOf, estimateAbility, type ScoredAnswer } from '../../lib/adaptive/ability.ts'
import { prior, scoredAnswer } from './arbitraries.ts'

/** The posterior's mean and SD by Simpson's rule in plain densities, 60 times finer: shares nothing with the engine. */
function integrate(answers: readonly ScoredAnswer[], mean = 0, sd = 1) {
  const [lower, upper, intervals] = [-6, 6, 7_200]
  const density = (theta: number) =>
    answers.reduce(
      (product, { a, b, c = 0, correct }) => {
        const logistic = 0.5 * (1 + Math.tanh((a * (theta - b)) / 2))
        return product * (correct ? c + (1 - c) * logistic : (1 - c) * (1 - logistic))
      },
      Math.exp(-((theta - mean) ** 2) / (2 * sd ** 2)),
    )
  const simpson = (f: (theta: number) => number) => {
    const h = (upper - lower) / intervals
    let sum = 0
    for (let k = 0; k <= intervals; k++) {
      const weight = k === 0 || k === intervals ? 1 : k % 2 === 1 ? 4 : 2
      sum += weight * f(lower + k * h)
    }
    return (sum * h) / 3
  }
  const mass = simpson(density)
  const theta = simpson((t) => t * density(t)) / mass
  return { theta, standardError: Math.sqrt(simpson((t) => (t - theta) ** 2 * density(t)) / mass) }
}

const mixed: ScoredAnswer[] = [
  { a: 1, b: 0, correct: true },
  { a: 1, b: 1, c: 0.25, correct: true },
  { a: 1.7, b: 2, c: 0.2, correct: false },
  { a: 0.6, b: 1.5, c: 1 / 3, correct: true },
  { a: 2.5, b: -0.4, correct: false },
]

describe('estimateAbility', () => {
  it('gives the prior back when nothing has been answered', () => {
    const { theta, standardError } = estimateAbility([])
    expect(theta).toBeCloseTo(0, 9)
    expect(standardError).toBeCloseTo(1, 6)
    const other = estimateAbility([], { mean: 1.2, sd: 0.5 })
    expect(other.theta).toBeCloseTo(1.2, 9)
    expect(other.standardError).toBeCloseTo(0.5, 9)
  })

  it('agrees with the values worked out by hand for one answer at the middle of the prior', () => {
    // By Stein's lemma E[z s(z)] = E[s'(z)] = 0.206621 for z ~ N(0, 1) and s logistic, and P(right) = 1/2: the mean is
    // 0.413242. By symmetry E[z^2 | right] = 1: the variance is 1 - mean^2.
    const right = estimateAbility([{ a: 1, b: 0, c: 0, correct: true }])
    expect(right.theta).toBeCloseTo(0.413242, 5)
    expect(right.standardError).toBeCloseTo(Math.sqrt(1 - 0.413242 ** 2), 5)
    const wrong = estimateAbility([{ a: 1, b: 0, c: 0, correct: false }])
    expect(wrong.theta).toBeCloseTo(-0.413242, 5)
  })

  it('agrees with an independent numeric integration of the posterior', () => {
    for (const [mean, sd] of [
      [0, 1],
      [-1.5, 0.6],
      [2, 0.4],
    ] as const) {
      const expected = integrate(mixed, mean, sd)
      const actual = estimateAbility(mixed, { mean, sd })
      expect(actual.theta).toBeCloseTo(expected.theta, 5)
      expect(actual.standardError).toBeCloseTo(expected.standardError, 5)
    }
  })

  it('agrees with that integration to two digits wherever the posterior lies, even cut off by the end of the grid', () => {
    fc.assert(
      fc.property(fc.array(scoredAnswer, { maxLength: 5 }), prior, (answers, { mean, sd }) => {
        const expected = integrate(answers, mean, sd)
        const actual = estimateAbility(answers, { mean, sd })
        expect(actual.theta).toBeCloseTo(expected.theta, 2)
        expect(actual.standardError).toBeCloseTo(expected.standardError, 2)
      }),
      { numRuns: 100 },
    )
  })

  it('never lowers theta for a right answer, nor raises it for a wrong one', () => {
    fc.assert(
      fc.property(fc.array(scoredAnswer, { maxLength: 20 }), scoredAnswer, prior, (answers, next, options) => {
        const before = estimateAbility(answers, options).theta
        const right = estimateAbility([...answers, { ...next, correct: true }], options).theta
        const wrong = estimateAbility([...answers, { ...next, correct: false }], options).theta
        expect(right).toBeGreaterThanOrEqual(before - 1e-9)
        expect(wrong).toBeLessThanOrEqual(before + 1e-9)
      }),
    )
  })

  it('does not depend on the order of the answers', () => {
    const shuffled = fc
      .array(scoredAnswer, { maxLength: 20 })
      .chain((answers) => fc.tuple(fc.constant(answers), fc.shuffledSubarray(answers, { minLength: answers.length })))
    fc.assert(
      fc.property(shuffled, ([answers, reordered]) => {
        const one = estimateAbility(answers)
        const other = estimateAbility(reordered)
        expect(other.theta).toBeCloseTo(one.theta, 9)
        expect(other.standardError).toBeCloseTo(one.standardError, 9)
      }),
    )
  })

  it('stays finite and inside the grid when all of a thousand answers are right, or wrong', () => {
    for (const correct of [true, false]) {
      const answers = Array.from({ length: 1_000 }, (_, i) => ({ a: 3, b: (i % 5) - 2, c: 0, correct }))
      const { theta, standardError } = estimateAbility(answers)
      expect(Math.abs(theta)).toBeGreaterThan(2)
      expect(Math.abs(theta)).toBeLessThanOrEqual(6)
      expect(standardError).toBeGreaterThan(0)
      expect(standardError).toBeLessThan(1)
    }
  })

  it('stays finite for an answer that was all but impossible', () => {
    const { theta } = estimateAbility([{ a: 400, b: 20, c: 0, correct: true }])
    expect(theta).toBeCloseTo(6, 1)
  })

  it('learns less from a right answer that may have been guessed', () => {
    const sure = estimateAbility([{ a: 1, b: 0, c: 0, correct: true }]).theta
    const guessed = estimateAbility([{ a: 1, b: 0, c: 0.25, correct: true }]).theta
    expect(guessed).toBeGreaterThan(0)
    expect(guessed).toBeLessThan(sure)
  })

  it('refuses a prior, a grid or an item that leaves no distribution', () => {
    expect(() => estimateAbility([], { sd: 0 })).toThrow(RangeError)
    expect(() => estimateAbility([], { step: 0 })).toThrow(RangeError)
    expect(() => estimateAbility([], { lower: 1, upper: 1 })).toThrow(RangeError)
    expect(() => estimateAbility([], { mean: Number.NaN })).toThrow(RangeError)
    expect(() => estimateAbility([{ a: 1, b: 0, c: 1, correct: false }])).toThrow(RangeError)
    expect(() => estimateAbility([{ a: 1, b: Number.NaN, c: 0, correct: true }])).toThrow(RangeError)
  })
})

describe('abilityOf', () => {
  it('ignores an answer without a verdict', () => {
    const answer = { level: 3, a: 1, b: 0, c: 0, correct: true }
    const options = { mean: 0.3, sd: 0.8 }
    expect(abilityOf(options, [answer, { ...answer, correct: null }])).toEqual(estimateAbility([answer], options))
  })
})
