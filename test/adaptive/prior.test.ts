import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryPrior } from '../../lib/adaptive/prior.ts'

describe('carryPrior', () => {
  it('takes the posterior as it is on the same day', () => {
    expect(carryPrior({ theta: 0.8, standardError: 0.55, days: 0 })).toEqual({ mean: 0.8, sd: 0.55 })
  })

  it('adds variance in proportion to the days', () => {
    const { sd } = carryPrior({ theta: 0, standardError: 0.5, days: 100 })
    expect(sd ** 2).toBeCloseTo(0.5 ** 2 + 0.19, 9)
  })

  it('is back at the spread of the population after about a year', () => {
    expect(carryPrior({ theta: 0.8, standardError: 0.55, days: 300 }).sd).toBeLessThan(1)
    expect(carryPrior({ theta: 0.8, standardError: 0.55, days: 370 })).toEqual({ mean: 0.8, sd: 1 })
  })

  it('counts days before the session as none', () => {
    expect(carryPrior({ theta: 0, standardError: 0.6, days: -3 }).sd).toBe(0.6)
  })

  it('never leaves its bounds and never narrows with time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 0.01, max: 1.5, noNaN: true }),
        fc.double({ min: 0, max: 10_000, noNaN: true }),
        fc.double({ min: 0, max: 1_000, noNaN: true }),
        (theta, standardError, days, more) => {
          const { mean, sd } = carryPrior({ theta, standardError, days })
          expect(Math.abs(mean)).toBeLessThanOrEqual(3)
          expect(sd).toBeGreaterThanOrEqual(0.4)
          expect(sd).toBeLessThanOrEqual(1)
          expect(carryPrior({ theta, standardError, days: days + more }).sd).toBeGreaterThanOrEqual(sd)
        },
      ),
    )
  })
})
