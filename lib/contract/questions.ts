/** Questions of the stock as admins import, list, look into and change them. */
import * as z from 'zod'
import { bankQuestionSchema } from './bank-file.ts'
import {
  itemParametersSchema,
  keptProgramsSchema,
  reviewActionSchema,
  statusChangeSchema,
  storedContentSchema,
} from './documents.ts'
import {
  candidateProblemSchema,
  candidateQuestionSchema,
  chatMessageSchema,
  generationAudienceSchema,
  modelCallSchema,
} from './generation.ts'
import { itemStatisticsFields } from './item-statistics.ts'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { idSchema, instantSchema } from './primitives.ts'
import { solutionPatternSchema } from './solution-pattern.ts'

export const bankFormatSchema = z.enum(['json', 'gift', 'aiken'])
export type BankFormat = z.infer<typeof bankFormatSchema>

/** Either a file's text, or questions as JSON. */
export const importRequestSchema = z
  .strictObject({
    topicId: idSchema,
    format: bankFormatSchema.default('json'),
    content: z.string().min(1).optional(),
    questions: z.array(bankQuestionSchema).min(1).max(500).optional(),
    /** Of questions that name none. */
    level: levelSchema.optional(),
    /** Leaves out what the format can say and a quiz cannot serve; without it, such a question is a problem. */
    skipUnsupported: z.boolean().default(false),
  })
  .refine(({ content, questions }) => (content === undefined) !== (questions === undefined), {
    error: 'give either content or questions',
    path: ['content'],
  })
  .refine(({ format, questions }) => questions === undefined || format === 'json', {
    error: 'questions are JSON',
    path: ['format'],
  })
  .meta({
    id: 'QuestionImport',
    // The same for readers of the JSON Schema.
    oneOf: [{ required: ['content'] }, { required: ['questions'], properties: { format: { const: 'json' } } }],
  })
export type ImportRequest = z.output<typeof importRequestSchema>

/** About one question of an import: its number from 1, and the line that it begins on, where there are lines. */
export const remarkSchema = z.strictObject({
  number: z.int().min(1),
  line: z.int().min(1).nullable(),
  message: z.string(),
})
export type Remark = z.infer<typeof remarkSchema>

export const importReplySchema = z
  .strictObject({
    /** New questions. */
    imported: z.int().min(0),
    /** Questions whose key was there already, and whose content is now another. */
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    /** Left out, as asked for. */
    skipped: z.array(remarkSchema),
    /** Why nothing would be imported; only of a dry run, elsewhere they are a problem's issues. */
    problems: z.array(remarkSchema),
  })
  .meta({ id: 'QuestionImported' })
export type ImportReply = z.infer<typeof importReplySchema>

const stockSourceSchema = z.enum(['bank', 'generated'])

const stockStatusSchema = z.enum(['draft', 'active', 'quarantined', 'ready', 'served', 'promoted', 'rejected'])

export const questionQuerySchema = z.strictObject({
  source: stockSourceSchema.default('bank'),
  status: stockStatusSchema.optional(),
  topicId: idSchema.optional(),
  /** `next` of the page before. */
  cursor: idSchema.optional(),
})
export type QuestionQuery = z.output<typeof questionQuerySchema>

const summaryFields = {
  id: idSchema,
  source: stockSourceSchema,
  topicId: idSchema,
  level: levelSchema,
  status: stockStatusSchema,
  /** Of the bank. */
  key: z.string().nullable(),
}

const itemStatisticsSchema = z.strictObject(itemStatisticsFields)

export const questionListSchema = z
  .strictObject({
    questions: z.array(
      z.strictObject({
        ...summaryFields,
        type: questionTypeSchema,
        text: z.string(),
        /** As the night found them; null before its first. Percent. */
        statistics: itemStatisticsSchema.pick({ n: true, facility: true, discriminationIndex: true }).nullable(),
      }),
    ),
    /** To be given as `cursor` for those that follow; null: these were the last. */
    next: idSchema.nullable(),
  })
  .meta({ id: 'QuestionList' })
export type QuestionList = z.infer<typeof questionListSchema>

/** How a question came to be. */
const generationSchema = z.strictObject({
  jobId: z.string(),
  audience: generationAudienceSchema,
  promptVersion: z.string(),
  generatedAt: instantSchema,
  /** null: the log has expired. */
  log: z
    .strictObject({
      promptSha256: z.string(),
      model: z.string(),
      /** As sent for the first call. */
      messages: z.array(chatMessageSchema),
      calls: z.array(modelCallSchema),
      /** Every question that came with this one, and what was wrong with it. */
      candidates: z.array(
        z.strictObject({
          question: candidateQuestionSchema.nullable(),
          problems: z.array(candidateProblemSchema),
          verification: z.strictObject({ agrees: z.boolean(), answer: z.string() }).nullable(),
          /** Whether it is the question of this story. */
          isThis: z.boolean(),
        }),
      ),
      outcome: z.string(),
      timestamp: instantSchema,
      latencyMs: z.number().min(0),
    })
    .nullable(),
})

const count = z.int().min(0)

const attemptSummarySchema = z.strictObject({
  /** Times served. */
  served: count,
  /** Answers that the figures below are of: those of the latest servings. */
  answered: count,
  verdicts: z.strictObject({ correct: count, incorrect: count, unknown: count, checking: count }),
  /** Right answers among those with a verdict. */
  successRate: z.number().min(0).max(1).nullable(),
  meanLatencyMs: z.number().min(0).nullable(),
  options: z.array(z.strictObject({ option: z.string(), chosen: count })).nullable(),
})
export type AttemptSummary = z.infer<typeof attemptSummarySchema>

export const stockContentSchema = z.strictObject({ ...storedContentSchema.shape, ...keptProgramsSchema.shape })

export const questionStorySchema = z
  .strictObject({
    ...summaryFields,
    parameters: itemParametersSchema,
    content: stockContentSchema,
    /** The generated question that this item of the bank was made from, and the other way round. */
    promotedFrom: idSchema.nullable(),
    promotedAs: idSchema.nullable(),
    generation: generationSchema.nullable(),
    attempts: attemptSummarySchema,
    /** As the night found them; null before its first. */
    statistics: itemStatisticsSchema.nullable(),
    /** How a coding question's pattern has judged, as the night found it, and a milder one where one is proposed. */
    pattern: z
      .strictObject({
        answers: count,
        unknown: count,
        passing: count,
        reporters: count,
        rules: z.array(z.strictObject({ ruleId: z.string(), students: count })),
        proposal: z.strictObject({ pattern: solutionPatternSchema, toAdvice: z.array(z.string()) }).nullable(),
      })
      .nullable(),
    reports: z.array(z.strictObject({ reason: z.string(), comment: z.string().nullable(), at: instantSchema })),
    history: z.array(statusChangeSchema.extend({ at: instantSchema })),
  })
  .meta({ id: 'QuestionStory' })
export type QuestionStory = z.infer<typeof questionStorySchema>

export const questionPatchSchema = z
  .strictObject({ action: reviewActionSchema, reason: z.string().trim().min(1).max(500).optional() })
  .meta({ id: 'QuestionPatch' })
export type QuestionPatch = z.infer<typeof questionPatchSchema>
