/** The M-step of calibration: the parameters that the expected counts and the priors favour. */
import { type AnswerCounts, responseAt, slopeOf } from './answer-counts.ts'
import { poolAdjacentViolators } from './pool-adjacent-violators.ts'

export type CountedItem = { readonly item: string; b: number; standardError: number; readonly counts: AnswerCounts[] }

/** A level of one prompt version. */
export type Group = {
  readonly level: number
  readonly promptVersion: string | null
  /** Mean of the level. */
  b: number
  readonly nominal: number
  standardError: number
  /** Answers to questions of one student each. */
  readonly singleUse: AnswerCounts[]
  readonly items: Map<string, CountedItem>
}

/** How far a level's mean is expected to lie from its nominal difficulty. */
const levelSd = 1

/** How many items' worth the prior of tau is. */
const priorItems = 10

/** Fisher scoring takes no longer strides than this, so that it cannot leave the scale. */
const longestStep = 1

/**
 * Improves all estimates in place.
 *
 * $$ \hat b_j = \arg\max_b \ln L_j(b) - \frac{(b - \mu_l)^2}{2 \tau^2}, \quad
 *    \tau^2 = \frac{\nu \tau_0^2 + \sum_j (\hat b_j - \mu_l)^2 + v_j}{\nu + J} $$
 *
 * with v_j the posterior variance of b_j: without it, estimates drawn to the mean would shrink tau, and it them.
 *
 * @returns the new tau, and by how much any estimate has changed
 */
export function maximise(groups: readonly Group[], tau: number, usualTau: number): { tau: number; change: number } {
  let change = 0
  const spread = { items: priorItems, squares: priorItems * usualTau ** 2 }
  for (const group of groups) {
    for (const item of group.items.values()) {
      const before = item.b
      item.b = maximiseItem(item, group.b, tau)
      item.standardError = 1 / Math.sqrt(informationOf(item.counts) + 1 / tau ** 2)
      change = Math.max(change, Math.abs(item.b - before))
      spread.items += 1
      spread.squares += (item.b - group.b) ** 2 + item.standardError ** 2
    }
  }
  for (const ofVersion of Map.groupBy(groups, ({ promptVersion }) => promptVersion).values()) {
    const means = poolAdjacentViolators(ofVersion.map((group) => maximiseLevel(group, tau)))
    ofVersion.forEach((group, i) => {
      const mean = means[i] ?? group.b
      change = Math.max(change, Math.abs(mean - group.b))
      group.b = mean
      group.standardError = standardErrorOfLevel(group, tau)
    })
  }
  return { tau: Math.sqrt(spread.squares / spread.items), change }
}

/** Fisher scoring from where the item stands. */
function maximiseItem({ b, counts }: CountedItem, mean: number, tau: number): number {
  let best = b
  for (let i = 0; i < 20; i++) {
    const { score, information } = slopeOfAll(counts, best, 0)
    const step = (score - (best - mean) / tau ** 2) / (information + 1 / tau ** 2)
    best += Math.min(Math.max(step, -longestStep), longestStep)
    if (Math.abs(step) < 1e-6) break
  }
  return best
}

/**
 * One Newton step for a level's mean. Items count by what they tell of it, which is no more than 1 / tau^2 each however
 * often they are answered; single-use questions by their answers.
 *
 * @returns the mean and its information, the weight it has against its neighbours
 */
function maximiseLevel({ b, nominal, singleUse, items }: Group, tau: number): { value: number; weight: number } {
  const answers = slopeOfAll(singleUse, b, tau)
  let score = answers.score - (b - nominal) / levelSd ** 2
  let weight = answers.information + 1 / levelSd ** 2
  for (const item of items.values()) {
    score += (item.b - b) / tau ** 2
    weight += throughItem(slopeOfAll(item.counts, item.b, 0).information, tau)
  }
  return { value: b + Math.min(Math.max(score / weight, -longestStep), longestStep), weight }
}

function standardErrorOfLevel({ singleUse, items }: Group, tau: number): number {
  const ofItems = [...items.values()].map(({ counts }) => throughItem(informationOf(counts), tau))
  return 1 / Math.sqrt(ofItems.reduce((sum, each) => sum + each, informationOf(singleUse) + 1 / levelSd ** 2))
}

/** What an item with this much information about its b says about the mean: 1 / (1 / information + tau^2). */
function throughItem(information: number, tau: number): number {
  return information / (1 + information * tau ** 2)
}

function informationOf(counts: readonly AnswerCounts[]): number {
  return counts.reduce((sum, { information }) => sum + information, 0)
}

function slopeOfAll(counts: readonly AnswerCounts[], b: number, spread: number) {
  const slopes = counts.map((each) => slopeOf(each, responseAt({ b, c: each.c, spread })))
  return slopes.reduce(
    (sum, { score, information }) => ({ score: sum.score + score, information: sum.information + information }),
    { score: 0, information: 0 },
  )
}
