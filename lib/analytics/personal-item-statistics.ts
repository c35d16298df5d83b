/**
 * Item statistics where everybody takes another quiz: the rest of the test is replaced by the ability that the student's
 * other answers show (rest-ability.ts).
 *
 * Answers are added one at a time to plain data of a fixed size per item, which can be stored, so that a million of them
 * need no more memory than a thousand.
 */
import { type AbilityCounts, binOf, noAbilities, strongest } from './ability-bins.ts'
import type { ItemStatistics } from './item-statistics.ts'
import { sumOf } from './moments.ts'

/** One answer with a verdict to the item whose figures are gathered. */
export type PersonalAnswer = {
  readonly correct: boolean
  /** On the scale of theta. */
  readonly restAbility: number
  /** Which option was chosen, by its place in the item's own order (before shuffling); null where there is none. */
  readonly option: number | null
}

/** Sufficient statistics of an item. Plain data: JSON and BSON keep it as it is. */
export type ItemAccumulator = {
  n: number
  correct: number
  restSum: number
  restSquares: number
  /** Of right answers only. */
  restSumWhenCorrect: number
  /** Rest abilities of all answers: how many in each bin, and their sum. */
  restCounts: AbilityCounts
  restSums: number[]
  /** Per option, who chose it. */
  choices: AbilityCounts[]
}

export function emptyAccumulator(): ItemAccumulator {
  return {
    ...{ n: 0, correct: 0, restSum: 0, restSquares: 0, restSumWhenCorrect: 0 },
    ...{ restCounts: noAbilities(), restSums: noAbilities(), choices: [] },
  }
}

/**
 * Adds an answer in place.
 *
 * @throws RangeError when the rest ability is not a finite number or the option not a place, 0 to 25
 */
export function addAnswer(accumulator: ItemAccumulator, { correct, restAbility, option }: PersonalAnswer): void {
  if (!Number.isFinite(restAbility)) throw new RangeError(`a rest ability must be a finite number, not ${restAbility}`)
  const bin = binOf(restAbility)
  if (option !== null) increase(choicesOf(accumulator, option), bin, 1)
  accumulator.n += 1
  accumulator.restSum += restAbility
  accumulator.restSquares += restAbility ** 2
  increase(accumulator.restCounts, bin, 1)
  increase(accumulator.restSums, bin, restAbility)
  if (!correct) return
  accumulator.correct += 1
  accumulator.restSumWhenCorrect += restAbility
}

/**
 * The formulas of `classicalItemStatistics` for marks of 0 and 1, with the rest ability r for T - x. For the largest
 * covariance, the k right answers are those of the k strongest; of the bin where they end, the mean stands for each.
 *
 * $$ cov(x, r) = \frac{1}{n - 1} \left(\sum_{x = 1} r - k \bar r\right) $$
 */
export function itemStatisticsOf(accumulator: ItemAccumulator): ItemStatistics {
  const { n, correct, restSum, restSquares, restSumWhenCorrect, restCounts, restSums } = accumulator
  const variance = n < 2 ? null : (correct * (n - correct)) / (n * (n - 1))
  const restVariance = n < 2 ? null : (restSquares - restSum ** 2 / n) / (n - 1)
  const taken = strongest(restCounts, correct)
  const strongestSum = sumOf(restSums.map((sum, bin) => sum * (taken[bin] ?? 0)))
  const expectedSum = (correct * restSum) / n
  const covariance = (restSumWhenCorrect - expectedSum) / (n - 1)
  const isDefined = variance && restVariance !== null && restVariance > rounding * (1 + restSquares / n)
  const largest = (strongestSum - expectedSum) / (n - 1)
  return {
    n,
    facility: n === 0 ? null : (100 * correct) / n,
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    discriminationIndex: isDefined ? (100 * covariance) / Math.sqrt(variance * restVariance) : null,
    discriminativeEfficiency: isDefined && largest > rounding ? (100 * covariance) / largest : null,
  }
}

/** Differences of sums lose digits; below this, relative to what was summed, nothing but rounding is left. */
const rounding = 1e-10

/** Letters name options in quizzes: more than these there cannot be. */
const mostOptions = 26

function choicesOf({ choices }: ItemAccumulator, option: number): AbilityCounts {
  if (!(Number.isInteger(option) && option >= 0 && option < mostOptions)) {
    throw new RangeError(`an option must be a place, 0 to ${mostOptions - 1}, not ${option}`)
  }
  while (choices.length <= option) choices.push(noAbilities())
  return choices[option] ?? noAbilities()
}

function increase(values: number[], index: number, by: number): void {
  values[index] = (values[index] ?? 0) + by
}
