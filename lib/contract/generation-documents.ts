/** The MongoDB documents of question generation: prompts, generated questions, and the log of how they came to be. */
import * as z from 'zod'
import {
  itemParametersSchema,
  keptProgramsSchema,
  objectIdSchema,
  statusChangeSchema,
  storedContentSchema,
} from './documents.ts'
import { experimentEvidenceSchema, experimentStateSchema, experimentStatusSchema } from './experiments.ts'
import {
  candidateProblemSchema,
  candidateQuestionSchema,
  chatMessageSchema,
  generationAudienceSchema,
  modelCallSchema,
  promptNameSchema,
  promptStatusSchema,
} from './generation.ts'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'

/** One version of a prompt. Immutable but for its status; `name` and `version` are unique. */
export const promptDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  name: promptNameSchema,
  version: z.int().min(1),
  /** Of everything below that reaches the model. */
  sha256: z.string(),
  /** Templates; what is filled in stands in lib/generation/render-prompt.ts. */
  messages: z.array(chatMessageSchema).min(1),
  fewShot: z.array(z.strictObject({ ask: z.string(), reply: z.string() })),
  /** null: the configured model. */
  model: z.string().nullable(),
  params: z.strictObject({ temperature: z.number().optional(), maxOutputTokens: z.int().min(1).optional() }),
  schemaVersion: z.int().min(1),
  status: promptStatusSchema,
  origin: z.enum(['seed', 'admin', 'night']),
  note: z.string().optional(),
  createdAt: z.date(),
})
export type PromptDocument = z.infer<typeof promptDocumentSchema>

export const generatedStatusSchema = z.enum(['ready', 'served', 'promoted', 'rejected', 'quarantined'])
export type GeneratedStatus = z.infer<typeof generatedStatusSchema>

/** A question that a model made and that passed every check. Stock, like a bank item. */
export const generatedQuestionDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  topicId: objectIdSchema,
  level: levelSchema,
  ...itemParametersSchema.shape,
  ...storedContentSchema.shape,
  ...keptProgramsSchema.shape,
  misconceptions: z.array(z.strictObject({ option: z.string(), misconception: z.string() })).optional(),
  audience: generationAudienceSchema,
  forUser: objectIdSchema.nullable(),
  /** The quiz whose pool it is in, or was in last. */
  sessionId: objectIdSchema.nullable(),
  jobId: z.string(),
  status: generatedStatusSchema,
  statusHistory: z.array(statusChangeSchema).optional(),
  /** Stem, normalised and hashed; and the MinHash signature of its shingles: what near-duplicates are found by. */
  fingerprint: z.string(),
  signature: z.array(z.int()),
  promptVersion: z.string(),
  logId: objectIdSchema,
  generatedAt: z.date(),
})
export type GeneratedQuestionDocument = z.infer<typeof generatedQuestionDocumentSchema>

/** How questions of one type and level came to be, or why they did not. Everything the learning loop needs. */
export const generationLogDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  jobId: z.string(),
  topicId: objectIdSchema,
  sessionId: objectIdSchema.nullable(),
  userId: objectIdSchema.nullable(),
  level: levelSchema,
  type: questionTypeSchema,
  requested: z.int().min(1),
  promptVersion: z.string(),
  promptSha256: z.string(),
  /** The experiment and arm that chose the prompt version, where one runs. */
  experimentId: objectIdSchema.nullable(),
  arm: z.string().nullable(),
  /** As sent for the first call. */
  messages: z.array(chatMessageSchema),
  model: z.string(),
  params: z.record(z.string(), z.json()),
  calls: z.array(modelCallSchema),
  /** Every candidate that could be read, in the order of the outputs. */
  candidates: z.array(
    z.strictObject({
      /** null where it could not be read as a question. */
      question: candidateQuestionSchema.nullable(),
      problems: z.array(candidateProblemSchema),
      /** The answer that the second call came to; null where there was none. */
      verification: z.strictObject({ agrees: z.boolean(), answer: z.string() }).nullable(),
      itemId: objectIdSchema.nullable(),
    }),
  ),
  questionsGenerated: z.int().min(0),
  /** `done` when all that was asked for is there, `partial`, or why there is nothing. */
  outcome: z.string(),
  timestamp: z.date(),
  latencyMs: z.number().min(0),
  /** When the document may go. */
  expiresAt: z.date(),
})
export type GenerationLogDocument = z.infer<typeof generationLogDocumentSchema>

/**
 * Two versions of a prompt (or the same on two models) side by side. A student's arm is a hash of student and experiment,
 * so it stays the same while the share only grows.
 */
export const experimentDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  promptName: promptNameSchema,
  control: z.int().min(1),
  treatment: z.int().min(1),
  /** Of students who get the treatment. */
  share: z.number().min(0).max(1),
  status: experimentStatusSchema,
  state: experimentStateSchema,
  startedAt: z.date(),
  /** From when on every student has had the arm that the share gives them: figures begin here. */
  since: z.date(),
  endedAt: z.date().nullable(),
  /** false only until the statuses of the two versions say what was decided. */
  applied: z.boolean(),
  /** One entry a night: the figures, the decision and its reason. */
  evidence: z.array(experimentEvidenceSchema),
})
export type ExperimentDocument = z.infer<typeof experimentDocumentSchema>
