import { describe, expect, it } from 'vitest'
import { bestLevel, lastMove, levelBand, type NonEmpty } from '../../lib/adaptive/levels.ts'

describe('levelBand', () => {
  it('is the level whose difficulty is nearest, within 1 to 5', () => {
    const bands = [-6, -1.6, -1.4, 0, 0.49, 0.51, 2, 6].map((theta) => levelBand(theta).level)
    expect(bands).toEqual([1, 1, 2, 3, 3, 4, 5, 5])
  })

  it('has a word for every level', () => {
    const words = [-2, -1, 0, 1, 2].map((theta) => levelBand(theta).word)
    expect(words).toEqual(['beginner', 'basic', 'intermediate', 'advanced', 'expert'])
  })
})

describe('lastMove', () => {
  it('is the direction of the latest change, however long ago', () => {
    expect(lastMove([3, 4, 4, 4])).toBe(1)
    expect(lastMove([3, 4, 2, 2])).toBe(-1)
    expect(lastMove([3, 3])).toBe(0)
    expect(lastMove([])).toBe(0)
  })
})

describe('bestLevel', () => {
  const levels: NonEmpty<{ level: number }> = [{ level: 2 }, { level: 3 }, { level: 4 }]
  const nearest = (wanted: number) => (entry: { level: number }) => -Math.abs(entry.level - wanted)

  it('takes the highest score whatever the last move was', () => {
    for (const move of [-1, 0, 1]) expect(bestLevel(levels, move, nearest(3)).level).toBe(3)
  })

  it('breaks a tie the way of the last move, else to the easier level', () => {
    const outer: NonEmpty<{ level: number }> = [{ level: 2 }, { level: 4 }]
    expect([-1, 0, 1].map((move) => bestLevel(outer, move, nearest(3)).level)).toEqual([2, 2, 4])
  })

  it('takes scores that differ by rounding alone for a tie', () => {
    const score = ({ level }: { level: number }) => 0.3 + level * 1e-15
    expect(bestLevel(levels, 0, score).level).toBe(2)
  })
})
