/** What a question is, wherever it is stored: bank file, bank item, generated question, a student's copy. */
import * as z from 'zod'
import { solutionPatternSchema } from './solution-pattern.ts'

const stemSchema = z.string().trim().min(1).max(4_000)
const optionSchema = z.string().trim().min(1).max(500)

export const multipleChoiceContentSchema = z
  .strictObject({
    type: z.literal('multiple-choice'),
    text: stemSchema,
    options: z.array(optionSchema).min(3).max(5),
    correctAnswer: optionSchema,
    explanation: stemSchema,
  })
  .refine(({ options, correctAnswer }) => options.filter((option) => option === correctAnswer).length === 1, {
    error: 'correctAnswer must be exactly one of the options',
    path: ['correctAnswer'],
  })

export const textContentSchema = z.strictObject({
  type: z.literal('text'),
  text: stemSchema,
  correctAnswer: optionSchema,
  /** Other spellings that count as right; normalisation (case, white space, punctuation) is the grader's. */
  acceptedAnswers: z.array(optionSchema).max(20).optional(),
  /** For a numeric answer: the largest absolute difference that still counts as right. */
  tolerance: z.number().min(0).optional(),
  explanation: stemSchema,
})

/** As long as an answer in code may be. */
const programSchema = z.string().min(1).max(16_384)

export const codingContentSchema = z.strictObject({
  type: z.literal('coding'),
  text: stemSchema,
  /** What the editor shows before the student writes. */
  starterCode: z.string().max(4_000).optional(),
  solutionPattern: solutionPatternSchema,
  /** A right program: what is shown as the right answer, and what the admission gate starts from. */
  reference: programSchema,
  /** Other right programs, built otherwise. */
  alternatives: z.array(programSchema).min(1).max(10),
  /** Programs with mistakes that students make. */
  wrongPrograms: z.array(programSchema).min(3).max(10),
  explanation: stemSchema,
})
