import fc from 'fast-check'
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { spreadOverLevels } from '../../lib/content/stock.ts'

const shelfOf = (levels: readonly number[], served: readonly number[] = []) =>
  levels.map((level, index) => ({ _id: new ObjectId(), level, served: served[index] ?? 0 }))

const levelsOf = (shelf: ReturnType<typeof shelfOf>, chosen: readonly ObjectId[]) =>
  chosen.map((id) => shelf.find(({ _id }) => _id.equals(id))?.level)

const spread = (shelf: ReturnType<typeof shelfOf>, seen: ReadonlyMap<string, number>, count: number) =>
  spreadOverLevels(shelf, seen, { count, lot: (id) => Number.parseInt(id.toHexString().slice(-6), 16) })

describe('the bank items of a quiz', () => {
  it('are spread evenly over the levels', () => {
    const shelf = shelfOf([1, 2, 3, 4, 5].flatMap((level) => Array<number>(11).fill(level)))
    const chosen = spread(shelf, new Map(), 25)
    expect(chosen).toHaveLength(25)
    for (const level of [1, 2, 3, 4, 5]) {
      expect(levelsOf(shelf, chosen).filter((each) => each === level)).toHaveLength(5)
    }
  })

  it('come from the other levels where one has too few', () => {
    const shelf = shelfOf([1, 2, 2, 2, 2])
    expect(levelsOf(shelf, spread(shelf, new Map(), 4))).toEqual([1, 2, 2, 2])
  })

  it('are those the student has not seen, then those seen longest ago', () => {
    const shelf = shelfOf([1, 1, 1, 1])
    const [recent, old, unseen, older] = shelf.map(({ _id }) => _id)
    const seen = new Map([
      [recent!.toHexString(), 3_000],
      [old!.toHexString(), 2_000],
      [older!.toHexString(), 1_000],
    ])
    expect(spread(shelf, seen, 4)).toEqual([unseen, older, old, recent])
  })

  it('are the least served among those not seen', () => {
    const shelf = shelfOf([1, 1, 1], [5, 0, 2])
    expect(spread(shelf, new Map(), 3)).toEqual([shelf[1]?._id, shelf[2]?._id, shelf[0]?._id])
  })

  it('are never more than there are, never more than asked for, and never twice the same', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 80 }), fc.nat(100), (levels, count) => {
        const shelf = shelfOf(levels)
        const chosen = spread(shelf, new Map(), count).map((id) => id.toHexString())
        expect(chosen).toHaveLength(Math.min(count, levels.length))
        expect(new Set(chosen).size).toBe(chosen.length)
      }),
    )
  })
})
