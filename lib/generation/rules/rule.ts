/** What a rule on candidate questions is, and which of a question's texts it may look at. */
import type { CandidateQuestion } from '../../contract/generation.ts'
import type { QuestionType } from '../../contract/level-and-type.ts'
import type { DifficultyRange } from '../../contract/topic.ts'

/** What the model was asked for. */
export type Asked = { topicRange: DifficultyRange; level: number; type: QuestionType }

/** `check` says what is wrong, in words for people and for the model's second try; nothing when nothing is. Pure. */
export type Rule = { rule: string; check: (question: CandidateQuestion, asked: Asked) => string[] }

export type MultipleChoice = Extract<CandidateQuestion, { type: 'multiple-choice' }>
export type WrittenAnswer = Extract<CandidateQuestion, { type: 'text' }>

/** A rule on one type of question has nothing to say of the others. */
export const forMultipleChoice =
  (check: (question: MultipleChoice) => string[]): Rule['check'] =>
  (question) =>
    question.type === 'multiple-choice' ? check(question) : []

export const forWrittenAnswers =
  (check: (question: WrittenAnswer) => string[]): Rule['check'] =>
  (question) =>
    question.type === 'text' ? check(question) : []

/** Everything in plain words that a student may come to read. */
export function proseOf(question: CandidateQuestion): string[] {
  const { text, explanation } = question
  switch (question.type) {
    case 'multiple-choice':
      return [
        text,
        ...question.options,
        explanation,
        ...question.misconceptions.flatMap(({ option, misconception }) => [option, misconception]),
      ]
    case 'text':
      return [text, question.correctAnswer, ...(question.acceptedAnswers ?? []), explanation]
    case 'coding': {
      const { require = [], forbid = [], patterns = [] } = question.solutionPattern
      return [text, explanation, ...[...require, ...forbid, ...patterns].map(({ feedback }) => feedback)]
    }
  }
}

/** Programs that a student may come to see. */
export const programsOf = (question: CandidateQuestion): string[] =>
  question.type === 'coding' ? [question.starterCode ?? '', question.reference] : []

/** One blank between words, compatibility forms folded: full-width signs hide nothing. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim()

/** Code and formulas mean what they say by every sign; rules on words leave them out. */
export const withoutSymbols = (text: string): string => text.replace(/`[^`]*`|\$[^$]*\$/g, ' ')

/** Words in lower case, without accents; digits count as letters. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
