/**
 * Every MongoDB document, as stored. Collections, indexes and shard keys stand in lib/platform/collections.ts.
 * Instants are BSON dates, references ObjectIds.
 */
import type { ObjectId } from 'mongodb'
import * as z from 'zod'
import { interactionTypeSchema } from './events.ts'
import { feedbackItemSchema, verdictSchema } from './feedback.ts'
import { generationAudienceSchema } from './generation.ts'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { courseSchema, roleSchema } from './primitives.ts'
import {
  abilityViewSchema,
  answerReplySchema,
  quizResultSchema,
  sessionStatusSchema,
  stopReasonSchema,
} from './quiz.ts'
import { solutionPatternSchema } from './solution-pattern.ts'
import { difficultyRangeSchema, policyNameSchema, topicFieldsSchema } from './topic.ts'

/** By BSON's own mark, so that the contract needs no driver. */
export const objectIdSchema = z.custom<ObjectId>(
  (value) => typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'ObjectId',
  { error: 'must be an ObjectId' },
)

export const userDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  /** The token's `sub`. */
  googleId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(roleSchema),
  enrolledCourses: z.array(courseSchema).optional(),
  progress: z.strictObject({ topicsCompleted: z.array(objectIdSchema) }),
  createdAt: z.date(),
  /** While an erasure is under way: whose everything is that this user has done. */
  erasedAs: objectIdSchema.optional(),
})
export type UserDocument = z.infer<typeof userDocumentSchema>

export const topicDocumentSchema = topicFieldsSchema.safeExtend({
  _id: objectIdSchema,
  createdAt: z.date(),
  updatedAt: z.date(),
  /** Difficulties of levels by the latest calibration, per prompt version (null: the vetted bank); the night's alone. */
  levelMeans: z
    .array(z.strictObject({ level: levelSchema, promptVersion: z.string().nullable(), b: z.number() }))
    .optional(),
})
export type TopicDocument = z.infer<typeof topicDocumentSchema>

/** Item response parameters (Birnbaum 1968): discrimination, difficulty, guessing. */
export const itemParametersSchema = z.strictObject({ a: z.number(), b: z.number(), c: z.number() })

/** A question's content, in the stock and in every copy. */
export const storedContentSchema = z.strictObject({
  type: questionTypeSchema,
  text: z.string(),
  options: z.array(z.string()).nullable(),
  correctAnswer: z.string(),
  acceptedAnswers: z.array(z.string()).optional(),
  tolerance: z.number().optional(),
  /** Of coding questions: what judges an answer, and what the editor shows at first. */
  solutionPattern: solutionPatternSchema.optional(),
  starterCode: z.string().optional(),
  explanation: z.string(),
})

/** Of coding questions: the programs that the pattern was tried on. They stay in the stock; no quiz gets them. */
export const keptProgramsSchema = z.strictObject({
  reference: z.string().optional(),
  alternatives: z.array(z.string()).optional(),
  wrongPrograms: z.array(z.string()).optional(),
})

export const bankStatusSchema = z.enum(['draft', 'active', 'quarantined'])
export type BankStatus = z.infer<typeof bankStatusSchema>

/**
 * promote      a generated question into the bank, or a draft of the bank into circulation
 * quarantine   out of circulation, for new quizzes at once
 * reject       a generated question that is not to be used
 * revert       takes the last of these back
 * apply-pattern  replaces a coding question's pattern by the one that the night proposes
 */
export const reviewActionSchema = z.enum(['promote', 'quarantine', 'reject', 'revert', 'apply-pattern'])
export type ReviewAction = z.infer<typeof reviewActionSchema>
/** Those that change where a question is used. */
export type StatusAction = Exclude<ReviewAction, 'apply-pattern'>

/** What an admin or the night decided about a question of the stock. */
export const statusChangeSchema = z.strictObject({
  action: reviewActionSchema,
  from: z.string(),
  status: z.string(),
  at: z.date(),
  by: z.enum(['admin', 'night']),
  reason: z.string().nullable(),
})
export type StatusChange = z.infer<typeof statusChangeSchema>

export const bankItemDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  topicId: objectIdSchema,
  key: z.string(),
  level: levelSchema,
  ...itemParametersSchema.shape,
  /** Quizzes whose pool this item has entered; spreads exposure. */
  served: z.int().min(0),
  status: bankStatusSchema,
  /** Latest last. */
  statusHistory: z.array(statusChangeSchema).optional(),
  /** The generated question that this one was promoted from. */
  generatedFrom: objectIdSchema.optional(),
  ...storedContentSchema.shape,
  ...keptProgramsSchema.shape,
})
export type BankItemDocument = z.infer<typeof bankItemDocumentSchema>

/** Made for this quiz, generated earlier, or vetted. */
export const questionSourceSchema = z.enum(['llm', 'pool', 'bank'])

/** A question as one student gets it: a copy, so that later edits of the stock never touch a quiz. */
export const questionDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  topicId: objectIdSchema,
  sessionId: objectIdSchema,
  userId: objectIdSchema,
  /** The stock document this is a copy of. */
  itemId: objectIdSchema,
  difficulty: levelSchema,
  parameters: itemParametersSchema,
  /** Place within its level in this quiz, lowest first. */
  preference: z.number(),
  source: questionSourceSchema,
  ...storedContentSchema.shape,
  /** options[optionOrder[i]] is what the student sees at place i. */
  optionOrder: z.array(z.int().min(0)).nullable(),
  promptVersion: z.string().optional(),
  logId: objectIdSchema.optional(),
  generatedAt: z.date(),
  servedAt: z.date().nullable(),
})
export type QuestionDocument = z.infer<typeof questionDocumentSchema>

export const priorSchema = z.strictObject({ mean: z.number(), sd: z.number().positive() })
export type Prior = z.infer<typeof priorSchema>

export const sessionDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  userId: objectIdSchema,
  /** The owner's Google `sub`, so that a request can be checked without its user. */
  sub: z.string(),
  topicId: objectIdSchema,
  /** 1 for this user's first quiz on this topic. Unique, which is what keeps a second one from being open. */
  ordinal: z.int().min(1),
  length: z.int().min(1),
  policy: policyNameSchema,
  range: difficultyRangeSchema,
  /** Fixes every random choice of this quiz. */
  seed: z.string(),
  prior: priorSchema,
  /** Arm of a running experiment, when there is one. */
  arm: z.string().nullable(),
  /** Copies this quiz may serve. */
  pool: z.array(objectIdSchema),
  /** Copies served, in order. */
  questions: z.array(objectIdSchema),
  currentIndex: z.int().min(0),
  totalAnswered: z.int().min(0),
  correctCount: z.int().min(0),
  startTime: z.date(),
  lastActivity: z.date(),
  endTime: z.date().nullable(),
  status: sessionStatusSchema,
  score: z.int().min(0).optional(),
  total: z.int().min(0).optional(),
  result: quizResultSchema.optional(),
  stopReason: stopReasonSchema.optional(),
  /** The client's, or this session's own id: always there, so that one plain index keeps it unique per user. */
  idempotencyKey: z.string(),
  /** Fingerprint of the request that the key belongs to. */
  idempotencyHash: z.string(),
})
export type SessionDocument = z.infer<typeof sessionDocumentSchema>

/** Why the engine chose what it chose; read by people and by the night. */
const choiceReasonSchema = z.looseObject({ rule: z.string() })

/** What follows an answer. `waiting`: nothing could be chosen yet; the session's `questions` will say. */
export const nextStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('question'),
    questionId: objectIdSchema,
    level: levelSchema,
    reason: choiceReasonSchema,
  }),
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({ kind: z.literal('stop'), stopReason: stopReasonSchema }),
])
export type NextStep = z.infer<typeof nextStepSchema>

const estimateSchema = abilityViewSchema.omit({ level: true })

/**
 * One answer. Inserting it is the commit point of the answer protocol; it never changes once the verdict is in. While the
 * verdict is `checking`, it is a submission: one conditional write replaces what depends on the verdict.
 */
export const attemptDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  userId: objectIdSchema,
  sessionId: objectIdSchema,
  questionId: objectIdSchema,
  topicId: objectIdSchema,
  itemId: objectIdSchema,
  /** 0 for the first answer of the quiz. */
  seq: z.int().min(0),
  answer: z.string(),
  isCorrect: z.boolean().nullable(),
  verdict: verdictSchema,
  feedback: z.array(feedbackItemSchema),
  timestamp: z.date(),
  latencyMs: z.number().min(0),
  difficulty: levelSchema,
  parameters: itemParametersSchema,
  ability: z.strictObject({ before: estimateSchema, after: estimateSchema }),
  next: nextStepSchema,
  /** null while the verdict is under way. */
  reply: answerReplySchema.nullable(),
  /** What kept the grader from a verdict, to be reviewed by whoever writes the questions. */
  unsupported: z.string().optional(),
  /** When the verdict came, of an answer that was waited for. */
  gradedAt: z.date().optional(),
})
export type AttemptDocument = z.infer<typeof attemptDocumentSchema>

/** A verdict that came after its answer had been given up: for authors and instructors, never for the quiz. */
export const regradeDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  attemptId: objectIdSchema,
  userId: objectIdSchema,
  sessionId: objectIdSchema,
  questionId: objectIdSchema,
  itemId: objectIdSchema,
  verdict: verdictSchema.exclude(['checking']),
  feedback: z.array(feedbackItemSchema),
  unsupported: z.string().optional(),
  at: z.date(),
})
export type RegradeDocument = z.infer<typeof regradeDocumentSchema>

export const reportDocumentSchema = z.strictObject({
  _id: objectIdSchema,
  userId: objectIdSchema,
  questionId: objectIdSchema,
  itemId: objectIdSchema,
  topicId: objectIdSchema,
  sessionId: objectIdSchema,
  reason: z.string(),
  comment: z.string().optional(),
  at: z.date(),
})

/** One message of the generation fan-out: questions of one level, for one quiz, one topic, or an admin's review. */
export const jobDocumentSchema = z.strictObject({
  /** `<parent>:<level>`, so that a message delivered twice is one job. */
  _id: z.string(),
  kind: z.literal('generate-questions'),
  /** What the jobs of one fan-out share: the session's id, or one of their own. */
  parentId: z.string(),
  audience: generationAudienceSchema,
  sessionId: objectIdSchema.nullable(),
  userId: objectIdSchema.nullable(),
  topicId: objectIdSchema,
  level: levelSchema,
  count: z.int().min(1),
  /** `deferred`: the provider asked to come back later than a quiz would wait for. */
  status: z.enum(['open', 'deferred', 'done', 'failed']),
  /** Why it ended as it did; null while it is open. */
  outcome: z.string().nullable(),
  /** What an admin is told of questions that did not come. */
  problems: z.array(z.string()),
  createdAt: z.date(),
  closedAt: z.date().nullable(),
})
export type JobDocument = z.infer<typeof jobDocumentSchema>

/** What somebody did, as it is kept: the event with its id as `_id`. */
export const interactionDocumentSchema = z.strictObject({
  _id: z.string(),
  type: interactionTypeSchema,
  userId: objectIdSchema,
  sessionId: objectIdSchema,
  topicId: objectIdSchema,
  questionId: objectIdSchema.optional(),
  at: z.date(),
  data: z.record(z.string(), z.json()),
})
export type InteractionDocument = z.infer<typeof interactionDocumentSchema>
