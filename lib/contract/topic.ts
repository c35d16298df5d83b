/** What a topic says of itself. */
import * as z from 'zod'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'

export const policyNameSchema = z.enum(['irt', 'practice', 'rolling'])
export type PolicyName = z.infer<typeof policyNameSchema>

/** Of a topic that names none (docs/adr/0004-irt-policy-by-default.md). */
export const defaultPolicy: PolicyName = 'irt'

export const difficultyRangeSchema = z
  .strictObject({ min: levelSchema, max: levelSchema })
  .refine(({ min, max }) => min <= max, { error: 'min must not be above max', path: ['min'] })
  // The same for readers of the JSON Schema: some level stands between them. Within allOf, so that generators of types
  // take it for a condition and not for other shapes.
  .meta({
    allOf: [
      { anyOf: [1, 2, 3, 4, 5].map((level) => ({ properties: { min: { maximum: level }, max: { minimum: level } } })) },
    ],
  })
export type DifficultyRange = z.infer<typeof difficultyRangeSchema>

/** Every level of a range, easiest first. */
export const levelsOf = ({ min, max }: DifficultyRange): number[] =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index)

export const topicFieldsSchema = z.strictObject({
  title: z.string().trim().min(1).max(120),
  description: z.string().trim().min(1).max(2_000),
  /** Where the reference material for this topic is kept (URL or object key). */
  contentRef: z.string().trim().min(1).max(500).optional(),
  difficultyRange: difficultyRangeSchema,
  /** Only users enrolled in this course (and admins) see the topic; without it, everybody does. */
  course: z.string().trim().min(1).max(60).optional(),
  instructor: z.string().trim().min(1).max(120).optional(),
  policy: policyNameSchema.optional(),
  /** What a model is told to cover; as text, in the instructor's words. */
  syllabus: z.string().trim().min(1).max(8_000).optional(),
  /** Types of generated questions; without it, those that the topic's vetted questions have. */
  questionTypes: z.array(questionTypeSchema).min(1).max(3).optional(),
  /** false: a generated question need not be answered by a second call before it is served. */
  verification: z.boolean().optional(),
})
export type TopicFields = z.infer<typeof topicFieldsSchema>
