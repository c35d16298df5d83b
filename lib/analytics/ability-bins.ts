/** Abilities counted in narrow bins: ranks and groups of any number of students from a fixed amount of plain data. */

const lower = -3.5
const width = 0.25
const bins = 28

/** How many abilities fell into each bin, weakest first; the outer bins take what lies beyond. */
export type AbilityCounts = number[]

export function noAbilities(): AbilityCounts {
  return Array<number>(bins).fill(0)
}

export function binOf(ability: number): number {
  return Math.min(Math.max(Math.floor((ability - lower) / width), 0), bins - 1)
}

/**
 * What each bin gives to the strongest `wanted` students: everything above the bin where they are complete, and of that
 * bin an even part.
 *
 * @returns shares 0..1, one per bin
 */
export function strongest(counts: AbilityCounts, wanted: number): number[] {
  let left = wanted
  return counts
    .toReversed()
    .map((count) => {
      const taken = Math.min(Math.max(left, 0), count)
      left -= taken
      return count === 0 ? 0 : taken / count
    })
    .toReversed()
}
