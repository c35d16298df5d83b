/**
 * What comes after the answers so far: a question, a wait, or the end.
 *
 * A pure function of its input: choices depend on a few candidates per level, never on the size of the pool, and the
 * same input gives the same choice in whatever order the candidates come.
 */
import type { DifficultyRange, PolicyName } from '../contract/topic.ts'
import { type Ability, type AnswerRecord, abilityOf, hasVerdict, type Prior } from './ability.ts'
import { type Candidate, firstOfEachLevel } from './candidates.ts'
import type { ChoiceReason } from './choice-reason.ts'
import { choiceByPolicy } from './policies.ts'
import { isDecided, type StopRule } from './stop-rule.ts'

export type ChooseNextInput = {
  readonly policy: PolicyName
  readonly range: DifficultyRange
  /** How many questions the quiz has. */
  readonly length: number
  /** The session's seed. */
  readonly seed: string
  /** Number of the question to choose, from 0. */
  readonly seq: number
  readonly prior: Prior
  /** In the order in which they were given. */
  readonly answers: readonly AnswerRecord[]
  /** At least the preferred one of each level that has any. */
  readonly candidates: readonly Candidate[]
  readonly stopRule?: StopRule
  /** Whether questions may still join the pool. */
  readonly moreComing?: boolean
}

export type NextStep = { readonly ability: Ability } & (
  | { readonly kind: 'question'; readonly questionId: string; readonly level: number; readonly reason: ChoiceReason }
  | { readonly kind: 'wait' }
  | { readonly kind: 'stop'; readonly stopReason: 'length' | 'decision' | 'exhausted' }
)

/**
 * Chooses the next question, or ends the quiz: by its length, by its stop rule, or because nothing is left and nothing
 * is coming. `ability` is the estimate from all answers given.
 */
export function chooseNext(input: ChooseNextInput): NextStep {
  const { answers, prior, seq, length, stopRule } = input
  const ability = abilityOf(prior, answers)
  if (seq >= length) return { kind: 'stop', stopReason: 'length', ability }
  if (stopRule && isDecided(stopRule, ability, answers.filter(hasVerdict).length)) {
    return { kind: 'stop', stopReason: 'decision', ability }
  }
  const [first, ...others] = firstOfEachLevel(input)
  if (!first) return input.moreComing ? { kind: 'wait', ability } : { kind: 'stop', stopReason: 'exhausted', ability }
  const { question, reason } = choiceByPolicy(input.policy, {
    ability,
    answers,
    range: input.range,
    offers: [first, ...others],
  })
  return { kind: 'question', questionId: question.questionId, level: question.level, reason, ability }
}
