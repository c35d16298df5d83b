import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poolAdjacentViolators } from '../../lib/analytics/pool-adjacent-violators.ts'

const points = fc.array(
  fc.record({
    value: fc.double({ min: -3, max: 3, noNaN: true }),
    weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
  }),
  { maxLength: 8 },
)

describe('poolAdjacentViolators', () => {
  it('gives what a hand calculation gives', () => {
    const weighted = [1, 3, 2, 2, 5].map((value, i) => ({ value, weight: i === 1 ? 2 : 1 }))
    expect(poolAdjacentViolators(weighted)).toEqual([1, 2.5, 2.5, 2.5, 5])
    expect(poolAdjacentViolators([])).toEqual([])
  })

  it('never falls, keeps the weighted sum, and leaves alone what rises', () => {
    fc.assert(
      fc.property(points, (given) => {
        const pooled = poolAdjacentViolators(given)
        expect(pooled).toHaveLength(given.length)
        for (const [i, value] of pooled.entries()) expect(value).toBeGreaterThanOrEqual((pooled[i - 1] ?? -9) - 1e-12)
        const sum = (values: number[]) => values.reduce((total, value, i) => total + value * given[i]!.weight, 0)
        expect(sum(pooled)).toBeCloseTo(sum(given.map(({ value }) => value)), 9)
        const rising = given.toSorted((one, other) => one.value - other.value)
        expect(poolAdjacentViolators(rising)).toEqual(rising.map(({ value }) => value))
      }),
    )
  })
})
