/** One answer against its question: verdict and feedback. Pure: no clock, no I/O. */
import type { FeedbackItem } from '../contract/feedback.ts'
import type { QuestionType } from '../contract/level-and-type.ts'
import type { SolutionPattern } from '../contract/solution-pattern.ts'
import { isChosen } from './choice.ts'
import type { CodeGrade } from './code/verdict.ts'
import { isAcceptedText } from './text.ts'

/** What the grader needs to know of a question. */
export type GradableQuestion = {
  type: QuestionType
  correctAnswer: string
  acceptedAnswers?: readonly string[] | undefined
  tolerance?: number | undefined
  /** Of coding questions. */
  solutionPattern?: SolutionPattern | undefined
}

export type Grade = {
  verdict: 'correct' | 'incorrect' | 'unknown'
  feedback: FeedbackItem[]
  /** What kept the grader from a verdict, for those who review such answers; never there with a verdict of its own. */
  unsupported?: string | undefined
}

/**
 * @param answer for multiple choice the option's text (see `chosenOption`), else what the student wrote
 * @returns null for a program that would take more than a request may spend: the queue's worker gives the verdict
 */
export async function gradeAnswer(question: GradableQuestion, answer: string): Promise<Grade | null> {
  switch (question.type) {
    case 'multiple-choice':
      return gradeFor(isChosen(question.correctAnswer, answer), question.correctAnswer)
    case 'text':
      return gradeFor(isAcceptedText(question, answer), question.correctAnswer)
    case 'coding': {
      if (!question.solutionPattern) throw new Error('a coding question has a pattern to be judged by')
      // A quarter of all that a cold start would read, and most answers are no programs.
      const { gradeCodeInline } = await import('./code/grade-code.ts')
      const grade = gradeCodeInline(question.solutionPattern, answer)
      return grade && toGrade(grade)
    }
  }
}

export const toGrade = ({ verdict, items, unsupported }: CodeGrade): Grade => ({
  verdict,
  feedback: items,
  unsupported,
})

function gradeFor(correct: boolean, key: string): Grade {
  return correct
    ? { verdict: 'correct', feedback: [{ severity: 'celebratory', message: 'Correct.' }] }
    : { verdict: 'incorrect', feedback: [{ severity: 'essential', message: `The right answer is: ${key}` }] }
}
