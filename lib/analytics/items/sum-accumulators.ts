/** Sufficient statistics of several periods are those of all of them: they add up. */
import { emptyAccumulator, type ItemAccumulator } from '../personal-item-statistics.ts'

/** Adds in place. */
export function addAccumulator(sum: ItemAccumulator, more: ItemAccumulator): void {
  sum.n += more.n
  sum.correct += more.correct
  sum.restSum += more.restSum
  sum.restSquares += more.restSquares
  sum.restSumWhenCorrect += more.restSumWhenCorrect
  addEach(sum.restCounts, more.restCounts)
  addEach(sum.restSums, more.restSums)
  more.choices.forEach((counts, option) => {
    while (sum.choices.length <= option) sum.choices.push(emptyAccumulator().restCounts)
    addEach(sum.choices[option] ?? [], counts)
  })
}

function addEach(sums: number[], values: readonly number[]): void {
  values.forEach((value, index) => {
    sums[index] = (sums[index] ?? 0) + value
  })
}
