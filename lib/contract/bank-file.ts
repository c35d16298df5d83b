/** A file of the vetted bank: one topic and its questions. Lives in lib/content/bank/<slug>.json. */
import * as z from 'zod'
import { levelSchema } from './level-and-type.ts'
import { codingContentSchema, multipleChoiceContentSchema, textContentSchema } from './question-content.ts'
import { topicFieldsSchema } from './topic.ts'

/** Stable names: a topic's and a question's ids are derived from them, so they never change once published. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)

const placeSchema = { key: slugSchema, level: levelSchema }

export const bankQuestionSchema = z.discriminatedUnion('type', [
  multipleChoiceContentSchema.safeExtend(placeSchema),
  textContentSchema.safeExtend(placeSchema),
  codingContentSchema.safeExtend(placeSchema),
])
export type BankQuestion = z.infer<typeof bankQuestionSchema>

export const bankFileSchema = z.strictObject({
  slug: slugSchema,
  topic: topicFieldsSchema,
  questions: z.array(bankQuestionSchema).min(1),
})
export type BankFile = z.infer<typeof bankFileSchema>
