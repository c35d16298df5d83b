/** The questions to choose from, and which of a level's comes first. */

import type { ItemParameters } from '../contract/item-parameters.ts'
import type { DifficultyRange } from '../contract/topic.ts'
import { hashText } from './hash.ts'

/** A question in the session's pool that has not been served in it. */
export type Candidate = ItemParameters & {
  readonly questionId: string
  readonly level: number
  /** Place within its level, lowest first: fresh questions before the bank's, then the least served. */
  readonly preference: number
}

type Slot = {
  readonly candidates: readonly Candidate[]
  readonly range: DifficultyRange
  readonly seed: string
  readonly seq: number
}

type Ranked = { readonly candidate: Candidate; readonly hash: number }

/**
 * The one question that each level offers, easiest level first. Levels outside the range count only when the range has
 * nothing left, so that a quiz is never stuck while the pool has a question.
 */
export function firstOfEachLevel({ candidates, range, seed, seq }: Slot): Candidate[] {
  const inRange = candidates.filter(({ level }) => level >= range.min && level <= range.max)
  const firsts = new Map<number, Ranked>()
  for (const candidate of inRange.length > 0 ? inRange : candidates) {
    const ranked = { candidate, hash: hashText(`${seed}:${seq}:${candidate.questionId}`) }
    const first = firsts.get(candidate.level)
    if (!first || comesBefore(ranked, first)) firsts.set(candidate.level, ranked)
  }
  return [...firsts.values()].map(({ candidate }) => candidate).sort((one, other) => one.level - other.level)
}

/** By preference, then by hash of session and seq. */
function comesBefore(one: Ranked, other: Ranked): boolean {
  if (one.candidate.preference !== other.candidate.preference) {
    return one.candidate.preference < other.candidate.preference
  }
  if (one.hash !== other.hash) return one.hash < other.hash
  return one.candidate.questionId < other.candidate.questionId
}
