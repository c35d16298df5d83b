/** Requests and responses of a quiz. Nothing that helps answer a question stands in a shape sent before its answer. */
import * as z from 'zod'
import { feedbackItemSchema, verdictSchema } from './feedback.ts'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { idSchema } from './primitives.ts'
import { policyNameSchema } from './topic.ts'

export const defaultQuizLength = 10
const longestQuiz = 50

export const questionViewSchema = z
  .strictObject({
    id: idSchema,
    text: z.string(),
    /** In this student's order; null for text and coding. */
    options: z.array(z.string()).nullable(),
    type: questionTypeSchema,
    /** What the editor of a coding question opens with, if its author wrote something. */
    starterCode: z.string().optional(),
    /** 1 for the first question. */
    number: z.int().min(1),
    /** The length asked for. */
    total: z.int().min(1),
  })
  .meta({ id: 'Question' })
export type QuestionView = z.infer<typeof questionViewSchema>

export const abilityViewSchema = z
  .strictObject({
    /** On the scale of difficulty, where level 3 stands at 0 and levels are 1 apart. */
    theta: z.number(),
    standardError: z.number().min(0),
    level: levelSchema,
  })
  .meta({ id: 'Ability' })

export const stopReasonSchema = z.enum(['length', 'decision', 'exhausted'])
export type StopReason = z.infer<typeof stopReasonSchema>

export const quizResultSchema = z
  .strictObject({
    ability: abilityViewSchema,
    policy: policyNameSchema,
    stopReason: stopReasonSchema,
    path: z.array(z.strictObject({ number: z.int().min(1), level: levelSchema, correct: z.boolean().nullable() })),
  })
  .meta({ id: 'QuizResult' })
export type QuizResult = z.infer<typeof quizResultSchema>

export const startRequestSchema = z
  .strictObject({
    topicId: idSchema,
    length: z.int().min(1).max(longestQuiz).optional(),
    policy: policyNameSchema.optional(),
    /** Abandons an active quiz on the topic first. */
    restart: z.boolean().optional(),
  })
  .meta({ id: 'StartRequest' })
export type StartRequest = z.infer<typeof startRequestSchema>

export const startedSchema = z
  .strictObject({ sessionId: idSchema, question: questionViewSchema })
  .meta({ id: 'Started' })
export type Started = z.infer<typeof startedSchema>

export const startPendingSchema = z
  .strictObject({ sessionId: idSchema, status: z.enum(['preparing', 'checking']) })
  .meta({ id: 'StartPending' })

/** 16 KiB is the cap for code; choices and text end far below. */
export const longestAnswer = 16 * 1024

export const answerRequestSchema = z
  .strictObject({ sessionId: idSchema, questionId: idSchema, answer: z.string() })
  .meta({ id: 'AnswerRequest' })

/** With the session in the path, the body may leave it out. */
export const sessionAnswerRequestSchema = answerRequestSchema
  .partial({ sessionId: true })
  .meta({ id: 'SessionAnswerRequest' })

const verdictFields = {
  /** null where no verdict was possible. */
  correct: z.boolean().nullable(),
  feedback: z.array(feedbackItemSchema),
  explanation: z.string(),
}

const scoreFields = { score: z.int().min(0), total: z.int().min(0), result: quizResultSchema }

export const answerReplySchema = z
  .union([
    z.strictObject({ ...verdictFields, nextQuestion: questionViewSchema }),
    z.strictObject({ ...verdictFields, nextQuestion: z.null(), status: z.literal('preparing') }),
    z.strictObject({ ...verdictFields, completed: z.literal(true), ...scoreFields }),
  ])
  .meta({ id: 'AnswerReply' })
export type AnswerReply = z.infer<typeof answerReplySchema>

/** The verdict is under way; the quiz shows it, and what follows, once it is in. */
export const answerPendingSchema = z
  .strictObject({ questionId: idSchema, status: z.literal('checking') })
  .meta({ id: 'AnswerPending' })
export type AnswerPending = z.infer<typeof answerPendingSchema>

export const sessionStatusSchema = z.enum(['preparing', 'active', 'completed', 'abandoned'])

export const quizViewSchema = z
  .strictObject({
    sessionId: idSchema,
    topicId: idSchema,
    status: sessionStatusSchema,
    question: questionViewSchema.nullable(),
    answered: z.int().min(0),
    totalQuestions: z.int().min(1),
    correctCount: z.int().min(0),
    lastAnswer: z
      .strictObject({
        questionId: idSchema,
        verdict: verdictSchema,
        ...verdictFields,
        explanation: z.string().nullable(),
      })
      .nullable(),
    score: z.int().min(0).optional(),
    total: z.int().min(0).optional(),
    result: quizResultSchema.optional(),
  })
  .meta({ id: 'Quiz' })
export type QuizView = z.infer<typeof quizViewSchema>

export const reportRequestSchema = z
  .strictObject({
    questionId: idSchema,
    reason: z.enum(['wrong-answer', 'ambiguous', 'off-topic', 'offensive', 'technical', 'other']),
    comment: z.string().trim().max(2_000).optional(),
  })
  .meta({ id: 'ReportRequest' })
export type ReportRequest = z.infer<typeof reportRequestSchema>

export const reportedSchema = z.strictObject({ reportId: idSchema, questionId: idSchema }).meta({ id: 'Reported' })
