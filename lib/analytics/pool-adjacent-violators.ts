/** Isotonic regression: the nearest values that never fall. */

export type Weighted = { readonly value: number; readonly weight: number }

/**
 * The non-decreasing sequence with the least weighted sum of squared changes: neighbours that fall are replaced by their
 * weighted mean until none does.
 *
 * Ayer, Brunk, Ewing, Reid & Silverman (1955), An empirical distribution function for sampling with incomplete
 * information, Annals of Mathematical Statistics 26, 641-647.
 *
 * @param points weights above 0
 */
export function poolAdjacentViolators(points: readonly Weighted[]): number[] {
  const blocks: (Weighted & { readonly size: number })[] = []
  for (const point of points) {
    let block = { ...point, size: 1 }
    for (let last = blocks.at(-1); last && last.value > block.value; last = blocks.at(-1)) {
      blocks.pop()
      const weight = last.weight + block.weight
      const value = (last.value * last.weight + block.value * block.weight) / weight
      block = { value, weight, size: last.size + block.size }
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ value, size }) => Array<number>(size).fill(value))
}
