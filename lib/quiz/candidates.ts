/** What the engine may choose from: the best question of each level. One rule, here and in the `order` set of Redis. */
import type { Candidate } from '../adaptive/candidates.ts'
import type { LiveQuestion } from './live-quiz.ts'

/** Lowest preference first; see `preferenceOf`. */
export function bestOfEachLevel(questions: readonly LiveQuestion[]): LiveQuestion[] {
  const best = new Map<number, LiveQuestion>()
  for (const question of questions) {
    const held = best.get(question.level)
    if (!held || comesBefore(question, held)) best.set(question.level, question)
  }
  return [...best.values()].toSorted((one, other) => one.level - other.level)
}

const comesBefore = (one: LiveQuestion, other: LiveQuestion) =>
  one.preference < other.preference || (one.preference === other.preference && one.questionId < other.questionId)

export const toCandidate = ({ questionId, level, parameters, preference }: LiveQuestion): Candidate => ({
  questionId,
  level,
  ...parameters,
  preference,
})
