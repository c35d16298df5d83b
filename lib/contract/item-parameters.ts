/** Item response parameters (Birnbaum 1968), and those of an item of which nothing is known yet. */

export type ItemParameters = {
  /** Discrimination: the slope at the item's difficulty. */
  readonly a: number
  /** Difficulty, on the scale of theta. */
  readonly b: number
  /** Guessing: the chance of a right answer for someone who knows nothing. 0 <= c < 1. */
  readonly c: number
}

/** The level whose nominal difficulty is theta = 0. */
const middleLevel = 3

/**
 * The parameters of an item that has not been calibrated.
 *
 * $$ a = 1, \quad b = level - 3, \quad c = 1/options $$
 *
 * @param item.optionCount how many options a multiple-choice question has; null where nothing is on offer (c = 0)
 */
export function nominalParameters(item: { level: number; optionCount: number | null }): ItemParameters {
  return { a: 1, b: item.level - middleLevel, c: item.optionCount === null ? 0 : 1 / item.optionCount }
}
