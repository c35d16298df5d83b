import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from '../../lib/generation/job-context.ts'
import { levelsFor } from '../../lib/generation/request-questions.ts'

const allLevels = { min: 1, max: 5 }
const totalOf = (levels: { count: number }[]) => levels.reduce((sum, { count }) => sum + count, 0)

describe('the questions of each level', () => {
  it('are 3 : 4 : 3 where nothing else is said', () => {
    const levels = levelsFor(allLevels, 10)
    const of = (...wanted: number[]) => totalOf(levels.filter(({ level }) => wanted.includes(level)))
    expect([of(1, 2), of(3), of(4, 5)]).toEqual([3, 4, 3])
  })

  it('add up, within the range, none empty', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).map((ends) => ({
      min: Math.min(...ends),
      max: Math.max(...ends),
    }))
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 50 }), ({ min, max }, total) => {
        const levels = levelsFor({ min, max }, total)
        expect(totalOf(levels)).toBe(total)
        expect(levels.every(({ level, count }) => level >= min && level <= max && count > 0)).toBe(true)
      }),
    )
  })

  it('follow a spread: easy is 1 and 2, medium 3, hard 4 and 5', () => {
    expect(levelsFor(allLevels, 6, { easy: 3, medium: 1, hard: 2 })).toEqual([
      { level: 1, count: 2 },
      { level: 2, count: 1 },
      { level: 3, count: 1 },
      { level: 4, count: 1 },
      { level: 5, count: 1 },
    ])
    expect(levelsFor({ min: 2, max: 4 }, 4, { easy: 2, medium: 0, hard: 2 })).toEqual([
      { level: 2, count: 2 },
      { level: 4, count: 2 },
    ])
  })

  it('cannot be of a level that the topic does not have', () => {
    expect(() => levelsFor({ min: 1, max: 3 }, 2, { easy: 0, medium: 0, hard: 2 })).toThrow('required form')
  })
})

describe('the types of a job', () => {
  const types = ['coding', 'multiple-choice', 'text'] as const

  it('add up to its count, each as often as the others, give or take one', () => {
    fc.assert(
      fc.property(
        fc.subarray([...types], { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (some, level, count) => {
          const shares = shareOut(some, { level, count })
          expect(totalOf(shares)).toBe(count)
          const counts = some.map((type) => shares.find((share) => share.type === type)?.count ?? 0)
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('are led by another one from level to level', () => {
    const leads = [1, 2, 3].map((level) => shareOut(types, { level, count: 1 })[0]?.type)
    expect(new Set(leads).size).toBe(3)
  })
})
