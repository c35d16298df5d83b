/** Which options of a multiple-choice item are chosen, and by whom. */
import { noAbilities, strongest } from './ability-bins.ts'
import { sumOf } from './moments.ts'
import type { ItemAccumulator } from './personal-item-statistics.ts'

/** Shares 0..1 of the students in each group who chose the option. */
export type OptionStatistics = {
  /** Its place in the item's own order. */
  readonly option: number
  readonly isKey: boolean
  /** Of all. */
  readonly share: number
  readonly top: number
  readonly middle: number
  readonly bottom: number
  /** A distractor that fewer than 5 % take for the answer does not distract. Always true of the key. */
  readonly functioning: boolean
}

export type DistractorStatistics = { readonly n: number; readonly options: readonly OptionStatistics[] }

/** Kelley (1939), The selection of upper and lower groups for the validation of test items, J. Educ. Psych. 30, 17-24. */
const groupShare = 0.27

/** Haladyna & Downing (1993), How many options is enough for a multiple-choice test item?, Educ. Psych. Meas. 53, 999. */
const leastShare = 0.05

/**
 * Shares by ability group: the strongest 27 % of those who answered the item, the weakest 27 %, and those between, by
 * their other answers. Groups end within a bin of abilities (0.25 wide), of which each takes an even part.
 *
 * @param key place of the right option in the item's own order
 * @param optionCount how many options the item has; those nobody chose are listed too
 * @returns null where nobody chose any option
 */
export function distractorsOf(
  { choices }: ItemAccumulator,
  { key, optionCount }: { readonly key: number; readonly optionCount: number },
): DistractorStatistics | null {
  const counts = Array.from({ length: optionCount }, (_, option) => choices[option] ?? noAbilities())
  const everyone = noAbilities().map((_, bin) => sumOf(counts.map((ofOption) => ofOption[bin] ?? 0)))
  const n = sumOf(everyone)
  if (n === 0) return null
  const upper = strongest(everyone, groupShare * n)
  const upperAndMiddle = strongest(everyone, (1 - groupShare) * n)
  const options = counts.map((ofOption, option) => {
    const all = sumOf(ofOption)
    const above = sumOf(ofOption.map((count, bin) => count * (upper[bin] ?? 0)))
    const aboveBottom = sumOf(ofOption.map((count, bin) => count * (upperAndMiddle[bin] ?? 0)))
    return {
      option,
      isKey: option === key,
      share: all / n,
      top: above / (groupShare * n),
      middle: (aboveBottom - above) / ((1 - 2 * groupShare) * n),
      bottom: (all - aboveBottom) / (groupShare * n),
      functioning: option === key || all / n >= leastShare,
    }
  })
  return { n, options }
}
