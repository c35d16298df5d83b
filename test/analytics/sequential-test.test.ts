import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sequentialTest } from '../../lib/analytics/sequential-test.ts'

describe('sequentialTest', () => {
  // The likelihood ratio averaged over differences from N(0, 0.05^2), integrated numerically by numpy (trapezoid rule).
  it.each([
    [300, 0.82, 0.03, 320, 0.78, 0.035, 9.44467692098893],
    [500, 0.7, 0.04, 500, 0.7, 0.04, 0.24525573577381],
  ])(
    'of %i x (%f, %f) against %i x (%f, %f) is the mixture of likelihood ratios',
    (n, mean, variance, m, mean2, v2, l) => {
      const test = sequentialTest({ n, mean, variance }, { n: m, mean: mean2, variance: v2 })!
      expect(test.evidence).toBeCloseTo(l, 8)
      expect(test.difference).toBeCloseTo(mean - mean2, 12)
      expect(test.standardError).toBeCloseTo(Math.sqrt(variance / n + v2 / m), 12)
    },
  )

  it('is the same for whichever arm comes first, but for the sign', () => {
    const sample = fc.record({
      n: fc.integer({ min: 2, max: 5000 }),
      mean: fc.double({ min: 0, max: 1, noNaN: true }),
      variance: fc.double({ min: 0.001, max: 0.25, noNaN: true }),
    })
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const [forth, back] = [sequentialTest(one, other)!, sequentialTest(other, one)!]
        expect(back.difference).toBeCloseTo(-forth.difference, 12)
        expect(Math.log(back.evidence)).toBeCloseTo(Math.log(forth.evidence), 6)
      }),
    )
  })

  it('is null before an error is known', () => {
    const some = { n: 100, mean: 0.5, variance: 0.04 }
    expect(sequentialTest({ n: 1, mean: 1, variance: 0 }, some)).toBeNull()
    expect(sequentialTest(some, { n: 0, mean: 0, variance: 0 })).toBeNull()
    expect(sequentialTest({ ...some, variance: 0 }, { ...some, variance: 0 })).toBeNull()
  })

  it.each([{ mean: Number.NaN }, { variance: -1 }, { n: Number.POSITIVE_INFINITY }])('refuses %o', (change) => {
    const some = { n: 100, mean: 0.5, variance: 0.04 }
    expect(() => sequentialTest({ ...some, ...change }, some)).toThrow(RangeError)
  })
})
