/** From a question of the stock back to one as authors write it. */
import type { BankItemDocument } from '../contract/documents.ts'
import type { Draft } from './formats/reading.ts'
import type { contentFields } from './store-bank-items.ts'

type Stored = Pick<BankItemDocument, 'key' | (typeof contentFields)[number]>

/** Not checked: something may be missing that authors must give. */
export const toDraft = (stored: Stored): Draft =>
  Object.fromEntries(Object.entries(fieldsOf(stored)).filter(([, value]) => value !== undefined))

function fieldsOf({ key, level, type, text, correctAnswer, explanation, ...more }: Stored) {
  const { options, acceptedAnswers, tolerance, starterCode, solutionPattern, reference, alternatives, wrongPrograms } =
    more
  switch (type) {
    case 'multiple-choice':
      return { key, level, type, text, options, correctAnswer, explanation }
    case 'text':
      return { key, level, type, text, correctAnswer, acceptedAnswers, tolerance, explanation }
    case 'coding':
      return {
        key,
        level,
        type,
        text,
        starterCode,
        solutionPattern,
        reference: reference ?? correctAnswer,
        alternatives,
        wrongPrograms,
        explanation,
      }
  }
}
