/** Levels 1 to 5: the band of a theta, and which of several levels to prefer. */
import { highestLevel, lowestLevel } from '../contract/level-and-type.ts'
import type { DifficultyRange } from '../contract/topic.ts'

type LevelWord = 'beginner' | 'basic' | 'intermediate' | 'advanced' | 'expert'

const levelWords: readonly LevelWord[] = Object.freeze(['beginner', 'basic', 'intermediate', 'advanced', 'expert'])

export type LevelBand = { readonly level: number; readonly word: LevelWord }

/** The level whose nominal difficulty (b = level - 3) is nearest to theta, with a word for it. */
export function levelBand(theta: number): LevelBand {
  const level = Math.min(Math.max(Math.round(theta + 3), lowestLevel), highestLevel)
  return { level, word: levelWords[level - 1] ?? 'intermediate' }
}

export function clampLevel(level: number, { min, max }: DifficultyRange): number {
  return Math.min(Math.max(level, min), max)
}

/** -1, 0 or 1: the direction in which the level last changed, in levels listed oldest first. */
export function lastMove(levels: readonly number[]): number {
  for (let i = levels.length - 1; i > 0; i--) {
    const move = Math.sign((levels[i] ?? 0) - (levels[i - 1] ?? 0))
    if (move !== 0) return move
  }
  return 0
}

export type NonEmpty<T> = readonly [T, ...T[]]

/** Scores closer than this are equal: rounding must not decide a tie. */
const tolerance = 1e-9

/** The entry with the highest score; ties go the way of the last move, else to the easier level. */
export function bestLevel<T extends { readonly level: number }>(
  entries: NonEmpty<T>,
  move: number,
  score: (entry: T) => number,
): T {
  return entries.reduce((best, entry) => {
    const lead = score(entry) - score(best)
    if (Math.abs(lead) > tolerance) return lead > 0 ? entry : best
    return entry.level > best.level === move > 0 ? entry : best
  })
}
