/**
 * A quiz under way, as the answer to its current question needs it. Redis holds it for speed, MongoDB can always make
 * it anew (see record.ts); both paths give the same value.
 */
import * as z from 'zod'
import { itemParametersSchema, priorSchema, questionSourceSchema } from '../contract/documents.ts'
import { levelSchema, questionTypeSchema } from '../contract/level-and-type.ts'
import { idSchema } from '../contract/primitives.ts'
import { solutionPatternSchema } from '../contract/solution-pattern.ts'
import { difficultyRangeSchema, policyNameSchema } from '../contract/topic.ts'

/** A question of the pool, key included: never sent to a student as it is. */
export const liveQuestionSchema = z.strictObject({
  questionId: idSchema,
  itemId: idSchema,
  level: levelSchema,
  parameters: itemParametersSchema,
  preference: z.number(),
  source: questionSourceSchema,
  type: questionTypeSchema,
  text: z.string(),
  /** In the order this student sees. */
  options: z.array(z.string()).nullable(),
  starterCode: z.string().optional(),
  correctAnswer: z.string(),
  acceptedAnswers: z.array(z.string()).optional(),
  tolerance: z.number().optional(),
  solutionPattern: solutionPatternSchema.optional(),
  explanation: z.string(),
})
export type LiveQuestion = z.infer<typeof liveQuestionSchema>

export const liveAnswerSchema = z.strictObject({
  questionId: idSchema,
  level: levelSchema,
  parameters: itemParametersSchema,
  /** null where no verdict was possible. */
  correct: z.boolean().nullable(),
  /** Of an answer whose verdict never came, through no fault of the student. */
  excused: z.boolean().optional(),
})
export type LiveAnswer = z.infer<typeof liveAnswerSchema>

/** What never changes during a quiz. */
export const quizSettingsSchema = z.strictObject({
  sessionId: idSchema,
  userId: idSchema,
  sub: z.string(),
  topicId: idSchema,
  length: z.int().min(1),
  policy: policyNameSchema,
  range: difficultyRangeSchema,
  seed: z.string(),
  prior: priorSchema,
})
export type QuizSettings = z.infer<typeof quizSettingsSchema>

export type LiveQuiz = {
  settings: QuizSettings
  /** Answers so far, in order; their number is the quiz's `seq`. */
  answers: LiveAnswer[]
  current: LiveQuestion
  /** When the current question was served, milliseconds since the epoch. */
  servedAt: number
  /** Unserved questions: at least the best of each level that has any. */
  candidates: LiveQuestion[]
}
