/** Events on the bus and messages on the queues. */
import * as z from 'zod'
import { generationAudienceSchema } from './generation.ts'
import { levelSchema } from './level-and-type.ts'
import { idSchema, instantSchema } from './primitives.ts'

/** The `source` of every event that this platform puts on its bus. */
export const eventSource = 'adaptive-quiz'

export const interactionTypeSchema = z.enum([
  'quiz.started',
  'question.served',
  'answer.submitted',
  'answer.graded',
  'quiz.completed',
  'quiz.abandoned',
  'question.reported',
])
export type InteractionType = z.infer<typeof interactionTypeSchema>

/** What somebody did. The id is derived from what it tells of, so that a repeated delivery is the same interaction. */
export const interactionSchema = z.strictObject({
  id: z.string().min(1).max(120),
  type: interactionTypeSchema,
  userId: idSchema,
  sessionId: idSchema,
  topicId: idSchema,
  questionId: idSchema.optional(),
  at: instantSchema,
  data: z.record(z.string(), z.json()),
})
export type Interaction = z.infer<typeof interactionSchema>

/** An interaction as EventBridge hands it to the queue. */
export const interactionEventSchema = z.looseObject({
  source: z.literal(eventSource),
  'detail-type': interactionTypeSchema,
  detail: interactionSchema,
})

export const generateQuestionsMessageSchema = z.strictObject({
  jobId: z.string(),
  audience: generationAudienceSchema,
  sessionId: idSchema.nullable(),
  userId: idSchema.nullable(),
  topicId: idSchema,
  level: levelSchema,
  count: z.int().min(1).max(50),
})
export type GenerateQuestionsMessage = z.infer<typeof generateQuestionsMessageSchema>

/** A code answer to be judged: the attempt stands in MongoDB, with all that the verdict depends on. */
export const checkCodeMessageSchema = z.strictObject({ sessionId: idSchema, questionId: idSchema })
export type CheckCodeMessage = z.infer<typeof checkCodeMessageSchema>

/** Starts the night for one UTC date; without a date, for the day that has just ended. */
export const nightRequestedType = 'night.requested'
export const nightRequestSchema = z.strictObject({ date: z.iso.date().optional() })
export type NightRequest = z.infer<typeof nightRequestSchema>

/** Wakes a worker for one partition of a stage; whether there is anything to do stands in the run's document. */
export const nightMessageSchema = z.strictObject({
  date: z.iso.date(),
  run: z.int().min(1),
  stage: z.string(),
  partition: z.string(),
})
export type NightMessage = z.infer<typeof nightMessageSchema>

/** Told once a night's last stage is done; `detail` is `{date, complete}`. It may be told twice. */
export const nightCompletedType = 'night.completed'
/** As EventBridge hands it to a queue. */
export const nightCompletedEventSchema = z.looseObject({
  source: z.literal(eventSource),
  'detail-type': z.literal(nightCompletedType),
  detail: z.strictObject({ date: z.iso.date(), complete: z.boolean() }),
})
