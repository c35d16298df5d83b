/** The quiz in the adaptive engine's terms. */
import type { AnswerRecord } from '../adaptive/ability.ts'
import type { Candidate } from '../adaptive/candidates.ts'
import type { LiveAnswer, LiveQuestion } from './live-quiz.ts'

export const toAnswerRecord = ({ level, parameters, correct }: LiveAnswer): AnswerRecord => ({
  level,
  ...parameters,
  correct,
})

export const toCandidate = ({ questionId, level, parameters, preference }: LiveQuestion): Candidate => ({
  questionId,
  level,
  ...parameters,
  preference,
})
