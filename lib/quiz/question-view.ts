/** What a student sees of a question, and nothing else of it. */
import type { QuestionView } from '../contract/quiz.ts'
import type { LiveQuestion } from './live-quiz.ts'

/** @param number 1 for the first question; @param total the length asked for */
export const toQuestionView = (
  { questionId, text, options, type, starterCode }: LiveQuestion,
  number: number,
  total: number,
): QuestionView => ({
  id: questionId,
  text,
  options,
  type,
  ...(starterCode !== undefined && { starterCode }),
  number,
  total,
})
