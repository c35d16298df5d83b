import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'

const draws = 20_000
const drawn = (draw: () => number) => Array.from({ length: draws }, draw)
const moment = (values: number[], power: number) => values.reduce((sum, value) => sum + value ** power, 0) / draws
/** Kolmogorov & Smirnov's greatest distance from a distribution; at p = .001 it is 1.95 / sqrt(n). */
const distance = (values: number[], distribution: (value: number) => number) =>
  Math.max(...values.toSorted((one, other) => one - other).map((value, i) => Math.abs(distribution(value) - i / draws)))

describe('a seeded generator', () => {
  it('draws the same for the same seed, and otherwise for another', () => {
    const some = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).uniform)
    expect(some('one')).toEqual(some('one'))
    expect(some('one')).not.toEqual(some('two'))
  })

  it('draws uniformly from 0 up to, not including, 1', () => {
    const values = drawn(seededRandom('uniform').uniform)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(distance(values, (value) => value)).toBeLessThan(1.95 / Math.sqrt(draws))
    const pairs = values.slice(1).reduce((sum, value, i) => sum + (value - 0.5) * (values[i]! - 0.5), 0)
    // Neighbours are uncorrelated: variance 1/144 a pair, four standard deviations.
    expect(Math.abs(pairs)).toBeLessThan(4 * Math.sqrt(draws / 144))
  })

  it('draws from the standard normal distribution', () => {
    const values = drawn(seededRandom('normal').normal)
    expect(values.every(Number.isFinite)).toBe(true)
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(values, power) - expected)).toBeLessThan(4 * Math.sqrt(variance / draws))
    }
  })
})
