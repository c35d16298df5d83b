import { describe, expect, it } from 'vitest'
import { slopeOf } from '../../bench/growth/slope.ts'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'

const random = seededRandom('slope')
const points = (slope: number, noise: number) =>
  Array.from({ length: 40 }, (_, index) => ({ x: index % 4, y: slope * (index % 4) + noise * random.normal() }))

describe('a slope', () => {
  it('is found exactly where there is no noise', () => {
    expect(slopeOf(points(2, 0))).toEqual({ estimate: 2, lower: 2, upper: 2 })
  })

  it('has an interval that holds the truth about 95 times of 100', () => {
    const held = Array.from({ length: 400 }, () => slopeOf(points(0.5, 1))).filter(
      ({ lower, upper }) => lower <= 0.5 && upper >= 0.5,
    )
    expect(held.length / 400).toBeGreaterThan(0.91)
    expect(held.length / 400).toBeLessThan(0.985)
  })

  it('is not moved by a point that is far out', () => {
    const honest = points(1, 0.1)
    const [first, ...rest] = honest
    const spoilt = [{ ...first!, y: 1_000 }, ...rest]
    expect(Math.abs(slopeOf(spoilt).estimate - 1)).toBeLessThan(0.2)
  })

  it('is refused where there is too little to tell', () => {
    expect(() => slopeOf(points(1, 1).slice(0, 9))).toThrow(RangeError)
    expect(() => slopeOf(Array.from({ length: 20 }, () => ({ x: 1, y: 2 })))).toThrow(RangeError)
  })
})
