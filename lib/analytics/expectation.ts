/** The E-step of calibration: what the answers say, given where the parameters stand. */
import { type Prior, populationPrior } from '../adaptive/ability.ts'
import { nominalParameters } from '../contract/item-parameters.ts'
import { highestLevel, lowestLevel } from '../contract/level-and-type.ts'
import { type AnswerCounts, addExpected, noCounts, nodes, responseAt } from './answer-counts.ts'
import type { CalibrationAnswer, StudentSource } from './calibration.ts'
import type { Group } from './maximise.ts'

/** Where the levels' means, by group key, and the items' difficulties stand. */
export type Guesses = { readonly levels: ReadonlyMap<string, number>; readonly items: ReadonlyMap<string, number> }

/**
 * One pass over all answers: how many of them, and of the right ones, came from students of which ability.
 *
 * @throws RangeError when an answer has no level of 1 to 5, or a c outside 0 <= c < 1
 */
export async function expectCounts(students: StudentSource, guesses: Guesses, tau: number): Promise<Group[]> {
  const groups = new Map<string, Group>()
  for await (const { prior = populationPrior, answers } of students()) {
    const counted = answers.map((answer) => ({
      counts: countsFor(groups, guesses, tau, answer),
      correct: answer.correct,
    }))
    const posterior = posteriorOf(prior, counted)
    // What one student says of one level hangs together, and is one piece of information.
    const scores = new Map<AnswerCounts, number>()
    for (const { counts, correct } of counted) {
      scores.set(counts, (scores.get(counts) ?? 0) + addExpected(counts, correct, posterior))
    }
    for (const [counts, score] of scores) counts.information += score ** 2
  }
  return [...groups.values()]
}

function posteriorOf(prior: Prior, answers: readonly { counts: AnswerCounts; correct: boolean }[]): Float64Array {
  const posterior = Float64Array.from(nodes, (theta) => -0.5 * ((theta - prior.mean) / prior.sd) ** 2)
  for (const { counts, correct } of answers) {
    const { log } = correct ? counts.right : counts.wrong
    for (let k = 0; k < posterior.length; k++) posterior[k] = (posterior[k] ?? 0) + (log[k] ?? 0)
  }
  const largest = posterior.reduce((most, log) => Math.max(most, log))
  const weights = posterior.map((log) => Math.exp(log - largest))
  const total = weights.reduce((sum, weight) => sum + weight)
  return weights.map((weight) => weight / total)
}

function countsFor(groups: Map<string, Group>, guesses: Guesses, tau: number, answer: CalibrationAnswer): AnswerCounts {
  const { item, level, promptVersion, c } = answer
  const group = groups.get(groupKey(answer)) ?? addVersion(groups, guesses, answer)
  if (!(level >= lowestLevel && level <= highestLevel && c >= 0 && c < 1) || !group) {
    throw new RangeError(
      `an answer needs a level of 1 to 5 and 0 <= c < 1: ${JSON.stringify({ level, promptVersion, c })}`,
    )
  }
  const entry = item === null ? undefined : (group.items.get(item) ?? newItem(group, guesses, item))
  const counts = entry?.counts ?? group.singleUse
  const existing = counts.find((found) => found.c === c)
  if (existing) return existing
  const created = noCounts(c, responseAt({ b: entry?.b ?? group.b, c, spread: entry ? 0 : tau }))
  counts.push(created)
  return created
}

/** Adds all levels of the answer's prompt version, so that they can be kept in order. */
function addVersion(groups: Map<string, Group>, guesses: Guesses, { level, promptVersion }: CalibrationAnswer) {
  for (let each = lowestLevel; each <= highestLevel; each++) {
    const key = groupKey({ level: each, promptVersion })
    const nominal = nominalParameters({ level: each, optionCount: null }).b
    const estimate = { b: guesses.levels.get(key) ?? nominal, nominal, standardError: 0 }
    groups.set(key, { level: each, promptVersion, ...estimate, singleUse: [], items: new Map() })
  }
  return groups.get(groupKey({ level, promptVersion }))
}

function newItem(group: Group, guesses: Guesses, item: string) {
  const entry = { item, b: guesses.items.get(item) ?? group.b, standardError: 0, counts: [] }
  group.items.set(item, entry)
  return entry
}

export function groupKey({ level, promptVersion }: { level: number; promptVersion: string | null }): string {
  return JSON.stringify([promptVersion, level])
}
