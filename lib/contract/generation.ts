/** What passes between the parts of question generation: a job, the model's questions, what became of them. */
import * as z from 'zod'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { codingContentSchema, multipleChoiceContentSchema, textContentSchema } from './question-content.ts'

/** Whom generated questions are for: one student; anybody on the topic; nobody before somebody has looked at them. */
export const generationAudienceSchema = z.enum(['student', 'topic', 'review'])

/** A question as a model proposes it, read into our own form and not yet believed. */
export const candidateQuestionSchema = z.discriminatedUnion('type', [
  multipleChoiceContentSchema.safeExtend({
    level: levelSchema,
    /** What somebody believes who takes a wrong option. */
    misconceptions: z.array(z.strictObject({ option: z.string(), misconception: z.string().max(500) })).max(5),
  }),
  textContentSchema.safeExtend({ level: levelSchema }),
  codingContentSchema.safeExtend({ level: levelSchema }),
])
export type CandidateQuestion = z.infer<typeof candidateQuestionSchema>

/** Why a candidate was dropped: the rule's name for statistics, the message for people and for the model's second try. */
export const candidateProblemSchema = z.strictObject({ rule: z.string(), message: z.string() })
export type CandidateProblem = z.infer<typeof candidateProblemSchema>

/** A prompt makes one type of question; the fourth one checks a key that it cannot see. */
export const promptNameSchema = z.enum([...questionTypeSchema.options, 'verification'])
export type PromptName = z.infer<typeof promptNameSchema>

export const promptStatusSchema = z.enum(['draft', 'canary', 'active', 'retired'])

/** `text@3`: how documents name a prompt version. */
export const promptLabel = ({ name, version }: { name: PromptName; version: number }) => `${name}@${version}`

/** What a call of the model came to. All but `completed` have their own cause at the provider or on the way. */
export const callOutcomeSchema = z.enum([
  'completed',
  'refused',
  'truncated',
  'content-filtered',
  'empty',
  'not-json',
  'provider-error',
  'rate-limited',
  'quota-exhausted',
  'cut-off',
  'timed-out',
  'unreachable',
])
export type CallOutcome = z.infer<typeof callOutcomeSchema>

/** One call of the model, as `generationLogs` keeps it. */
export const modelCallSchema = z.strictObject({
  purpose: z.enum(['generate', 're-ask', 'verify', 'moderate']),
  outcome: callOutcomeSchema,
  model: z.string(),
  finishReason: z.string().nullable(),
  /** What the model said, whole; null where nothing came. */
  rawOutput: z.string().nullable(),
  /** What went wrong, without secrets. */
  detail: z.string().nullable(),
  usage: z.strictObject({ inputTokens: z.int().min(0), outputTokens: z.int().min(0) }).nullable(),
  /** US dollars, where the model's price is configured. */
  cost: z.number().min(0).nullable(),
  latencyMs: z.number().min(0),
})
export type ModelCall = z.infer<typeof modelCallSchema>

export const chatMessageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
})
export type ChatMessage = z.infer<typeof chatMessageSchema>
