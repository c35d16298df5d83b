/** The result of a quiz, from its answers alone. */
import { abilityOf } from '../adaptive/ability.ts'
import { levelBand } from '../adaptive/levels.ts'
import type { QuizResult, StopReason } from '../contract/quiz.ts'
import { toAnswerRecord } from './engine-input.ts'
import type { LiveAnswer, QuizSettings } from './live-quiz.ts'

export type Outcome = { score: number; total: number; result: QuizResult }

/** Answers without a verdict stay out of score, total and ability; the path shows them. */
export function outcomeOf(
  { prior, policy }: QuizSettings,
  answers: readonly LiveAnswer[],
  stopReason: StopReason,
): Outcome {
  const { theta, standardError } = abilityOf(prior, answers.map(toAnswerRecord))
  return {
    score: answers.filter(({ correct }) => correct === true).length,
    total: answers.filter(({ correct }) => correct !== null).length,
    result: {
      ability: { theta, standardError, level: levelBand(theta).level },
      policy,
      stopReason,
      path: answers.map(({ level, correct }, index) => ({ number: index + 1, level, correct })),
    },
  }
}
