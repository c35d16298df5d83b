/** What every rule is: a look at one candidate, that says what is wrong with it or nothing. */
import type { CandidateQuestion } from '../../contract/generation.ts'
import type { QuestionType } from '../../contract/level-and-type.ts'
import type { DifficultyRange } from '../../contract/topic.ts'

export type RuleContext = { range: DifficultyRange; type: QuestionType; level: number }

/** For the model's second try as for people; null when there is nothing to say. */
export type Check<Q extends CandidateQuestion = CandidateQuestion> = (
  question: Q,
  context: RuleContext,
) => string | null

export type MultipleChoice = Extract<CandidateQuestion, { type: 'multiple-choice' }>
export type Written = Extract<CandidateQuestion, { type: 'text' }>
export type Coding = Extract<CandidateQuestion, { type: 'coding' }>

/** Everything that a student reads as text, code apart. */
export function textsOf(question: CandidateQuestion): string[] {
  const shared = [question.text, question.explanation]
  switch (question.type) {
    case 'multiple-choice':
      return [...shared, ...question.options]
    case 'text':
      return [...shared, question.correctAnswer, ...(question.acceptedAnswers ?? [])]
    case 'coding':
      return shared
  }
}

/** Without code between backticks and formulas between dollar signs: there, brackets and operators mean what they say. */
export const proseOf = (text: string): string =>
  text
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\$[^$\n]*\$/g, ' ')
