/** The student's quiz: start, answer, resume, abandon, report. */
import * as z from 'zod'
import { idSchema } from '../primitives.ts'
import {
  answerPendingSchema,
  answerReplySchema,
  answerRequestSchema,
  quizViewSchema,
  reportedSchema,
  reportRequestSchema,
  sessionAnswerRequestSchema,
  startedSchema,
  startPendingSchema,
  startRequestSchema,
} from '../quiz.ts'
import { defineRoute } from '../route.ts'

const sessionParams = z.strictObject({ sessionId: idSchema })

const pending = {
  description: 'Not yet: ask the Location again after Retry-After seconds.',
  headers: ['Location', 'Retry-After'],
} as const

export const startQuizRoute = defineRoute({
  name: 'start-quiz',
  method: 'POST',
  path: '/api/quiz/start',
  handler: 'functions/api/quiz/start-quiz.ts',
  access: 'user',
  tag: 'Quiz',
  summary: 'Start a quiz on a topic, or get the active one',
  headers: z.object({ 'idempotency-key': z.string().trim().min(1).max(200).optional() }),
  body: startRequestSchema,
  responses: {
    200: { description: 'The active quiz on this topic, at its current question.', schema: startedSchema },
    201: { description: 'A new quiz, at its first question.', schema: startedSchema },
    202: { ...pending, schema: startPendingSchema },
  },
  problems: ['unknown-topic', 'idempotency-key-reused', 'too-many-requests'],
})

const answerResponses = {
  200: { description: 'The verdict, and the next question or the result.', schema: answerReplySchema },
  202: { ...pending, schema: answerPendingSchema },
}
const answerProblems = [
  'question-not-served',
  'quiz-ended',
  'unknown-session',
  'already-answered',
  'too-many-requests',
] as const

const answerRoute = {
  name: 'answer-question',
  method: 'POST',
  handler: 'functions/api/quiz/answer-question.ts',
  access: 'user',
  tag: 'Quiz',
  responses: answerResponses,
  problems: answerProblems,
} as const

export const answerQuestionRoute = defineRoute({
  ...answerRoute,
  path: '/api/quiz/answer',
  summary: 'Answer the current question',
  body: answerRequestSchema,
})

export const answerSessionQuestionRoute = defineRoute({
  ...answerRoute,
  path: '/api/quiz/{sessionId}/answer',
  summary: 'Answer the current question of the quiz in the path',
  params: sessionParams,
  body: sessionAnswerRequestSchema,
})

export const getQuizRoute = defineRoute({
  name: 'get-quiz',
  method: 'GET',
  path: '/api/quiz/{sessionId}',
  handler: 'functions/api/quiz/get-quiz.ts',
  access: 'user',
  tag: 'Quiz',
  summary: 'Where a quiz stands: resume and polling',
  params: sessionParams,
  responses: { 200: { description: 'The quiz.', schema: quizViewSchema } },
  problems: ['unknown-session'],
})

export const abandonQuizRoute = defineRoute({
  name: 'abandon-quiz',
  method: 'POST',
  path: '/api/quiz/{sessionId}/abandon',
  handler: 'functions/api/quiz/abandon-quiz.ts',
  access: 'user',
  tag: 'Quiz',
  summary: 'End a quiz before its end',
  params: sessionParams,
  responses: { 200: { description: 'The quiz as it was left.', schema: quizViewSchema } },
  problems: ['unknown-session', 'quiz-ended'],
})

export const reportQuestionRoute = defineRoute({
  name: 'report-question',
  method: 'POST',
  path: '/api/quiz/report',
  handler: 'functions/api/quiz/report-question.ts',
  access: 'user',
  tag: 'Quiz',
  summary: 'Flag a question that one was served',
  body: reportRequestSchema,
  responses: {
    200: { description: 'This question had been reported for the same reason.', schema: reportedSchema },
    201: { description: 'The report is on record.', schema: reportedSchema },
  },
  problems: ['question-not-served', 'too-many-requests'],
})
