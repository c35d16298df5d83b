/** Questions as authors might write them, full of what formats give a meaning to. */
import * as fc from 'fast-check'
import type { BankQuestion } from '../../../lib/contract/bank-file.ts'

const awkward = [
  '~',
  '=',
  '#',
  '{',
  '}',
  ':',
  '\\',
  '\n',
  '\\n',
  '->',
  '//',
  '%50%',
  '[html]',
  '*',
  '::',
  '####',
  '<b>',
  '&lt;',
  '  ',
  '\t',
  '"',
  '$x_1$',
  'A) ',
  'ANSWER: ',
  '\n\n',
]
const piece = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
  fc.lorem({ maxCount: 2 }),
)

const anyText = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join('').toWellFormed().trim())
  .filter((text) => text !== '')

const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}$/)
const level = fc.integer({ min: 1, max: 5 })

export const choiceQuestion = fc
  .record({
    key,
    level,
    text: anyText,
    options: fc.uniqueArray(anyText, { minLength: 3, maxLength: 5 }),
    explanation: anyText,
    place: fc.nat(4),
  })
  .map(
    ({ place, ...rest }): BankQuestion => ({
      ...rest,
      type: 'multiple-choice',
      correctAnswer: rest.options[place % rest.options.length]!,
    }),
  )

export const textQuestion = fc
  .record(
    { key, level, text: anyText, correctAnswer: anyText, explanation: anyText },
    { requiredKeys: ['key', 'level', 'text', 'correctAnswer', 'explanation'] },
  )
  .chain((base) =>
    fc.array(anyText, { maxLength: 3 }).map(
      (acceptedAnswers): BankQuestion => ({
        ...base,
        type: 'text',
        ...(acceptedAnswers.length > 0 && { acceptedAnswers }),
      }),
    ),
  )

export const numericQuestion = fc
  .record({
    key,
    level,
    text: anyText,
    value: fc.integer({ min: -1e6, max: 1e6 }),
    explanation: anyText,
    tolerance: fc.constantFrom(0, 0.5, 0.01, 2),
  })
  .map(({ value, ...rest }): BankQuestion => ({ ...rest, type: 'text', correctAnswer: String(value / 100) }))
