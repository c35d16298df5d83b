import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceInterval, wilsonInterval } from '../../lib/analytics/success-interval.ts'

describe('wilsonInterval', () => {
  // Roots of (p - x)^2 = z^2 x (1 - x) / n in x, by numpy.roots.
  it.each([
    [8, 10, 0.4901624715366418, 0.9433178485456248],
    [0, 5, 0, 0.43448246478317476],
    [1, 200, 0.0008831687156009781, 0.02777370439789293],
  ])('of %i in %i is what the score test inverts to', (count, n, low, high) => {
    const interval = wilsonInterval({ n, count })!
    expect(interval.low).toBeCloseTo(low, 12)
    expect(interval.high).toBeCloseTo(high, 12)
  })

  it('is null where nothing was counted', () => {
    expect(wilsonInterval({ n: 0, count: 0 })).toBeNull()
  })

  it('holds the share, within 0 and 1, and mirrors with it', () => {
    const counts = fc
      .integer({ min: 1, max: 500 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n })))
    fc.assert(
      fc.property(counts, ([n, count]) => {
        const { low, high } = wilsonInterval({ n, count })!
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(count / n)
        expect(high).toBeGreaterThanOrEqual(count / n)
        expect(wilsonInterval({ n, count: n - count })!.low).toBeCloseTo(1 - high, 12)
      }),
    )
  })

  it.each([
    [-1, 5],
    [6, 5],
    [0.5, 5],
    [1, Number.NaN],
  ])('refuses %d of %d', (count, n) => {
    expect(() => wilsonInterval({ n, count })).toThrow(RangeError)
  })
})

describe('differenceInterval', () => {
  it('gives the published example: 56/70 against 48/80', () => {
    const { low, high } = differenceInterval({ n: 70, count: 56 }, { n: 80, count: 48 })!
    expect(low).toBeCloseTo(0.0524, 4)
    expect(high).toBeCloseTo(0.3339, 4)
  })

  it('is null where either counted nothing', () => {
    expect(differenceInterval({ n: 0, count: 0 }, { n: 5, count: 1 })).toBeNull()
    expect(differenceInterval({ n: 5, count: 1 }, { n: 0, count: 0 })).toBeNull()
  })
})
