/** One answer against its question: verdict and feedback. Pure: no clock, no I/O. */
import type { FeedbackItem } from '../contract/feedback.ts'
import type { QuestionType } from '../contract/question-content.ts'
import { isChosen } from './choice.ts'
import { isAcceptedText } from './text.ts'

/** What the grader needs to know of a question. */
export type GradableQuestion = {
  type: QuestionType
  correctAnswer: string
  acceptedAnswers?: readonly string[] | undefined
  tolerance?: number | undefined
}

export type Grade = { verdict: 'correct' | 'incorrect' | 'unknown'; feedback: FeedbackItem[] }

/** @param answer for multiple choice the option's text (see `chosenOption`), else what the student wrote */
export function gradeAnswer(question: GradableQuestion, answer: string): Grade {
  switch (question.type) {
    case 'multiple-choice':
      return gradeFor(isChosen(question.correctAnswer, answer), question.correctAnswer)
    case 'text':
      return gradeFor(isAcceptedText(question, answer), question.correctAnswer)
    case 'coding':
      return {
        verdict: 'unknown',
        feedback: [{ severity: 'informative', message: 'Code cannot be judged here, so this answer does not count.' }],
      }
  }
}

function gradeFor(correct: boolean, key: string): Grade {
  return correct
    ? { verdict: 'correct', feedback: [{ severity: 'celebratory', message: 'Correct.' }] }
    : { verdict: 'incorrect', feedback: [{ severity: 'essential', message: `The right answer is: ${key}` }] }
}
