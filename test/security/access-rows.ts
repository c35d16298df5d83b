/**
 * For each route: how a request for an object looks, and what comes of it for whom. A route without a row fails
 * test/security/access.integration.test.ts.
 */
import type { ProblemName } from '../../lib/contract/problem.ts'
import type { CallOptions } from '../support/call.ts'

/** What belongs to student A, or only admins may touch: the ids of all that a request can name. */
export type World = {
  /** Of a course that A is enrolled in, and B is not. */
  topicId: string
  /** A's active quiz on it, and its question. */
  sessionId: string
  questionId: string
  userId: string
  email: string
  /** Of the bank. */
  itemId: string
  /** An admin's request for questions. */
  jobId: string
}

/** A status, or the problem that the request is refused with. */
export type Outcome = number | ProblemName

export type Row = {
  /** Without a token. */
  request(world: World): CallOptions
  /** A, to whom it belongs. */
  own: Outcome
  /** B, another student. */
  other: Outcome
  admin: Outcome
  /** Somebody who may, about something that does not exist; left out where a request names nothing. */
  absent?: Outcome
}

const student = { own: 200, other: 200, admin: 200 } as const
const adminsOnly = { own: 'forbidden', other: 'forbidden' } as const
/** Not even an admin takes somebody else's quiz; and who asks does not learn whether there is one. */
const ownersOnly = { other: 'unknown-session', admin: 'unknown-session', absent: 'unknown-session' } as const

const topic = { title: 'Sets', description: 'Unions.', difficultyRange: { min: 1, max: 5 } }
const prompt = {
  name: 'text',
  messages: [{ role: 'user', content: '{{topic}} Write {{count}} questions of level {{level}}.' }],
}
const bankQuestion = {
  key: 'of-the-matrix',
  type: 'multiple-choice',
  level: 1,
  text: 'How many subsets has a set of two?',
  options: ['4', '3', '2', '1'],
  correctAnswer: '4',
  explanation: 'Each element is in or out.',
}

export const rows: Readonly<Record<string, Row>> = {
  'POST /api/quiz/start': {
    request: ({ topicId }) => ({ body: { topicId, length: 2 } }),
    own: 200,
    other: 'unknown-topic',
    admin: 201,
    absent: 'unknown-topic',
  },
  'POST /api/quiz/answer': {
    request: ({ sessionId, questionId }) => ({ body: { sessionId, questionId, answer: 'wrong' } }),
    own: 200,
    ...ownersOnly,
  },
  'POST /api/quiz/{sessionId}/answer': {
    request: ({ sessionId, questionId }) => ({ params: { sessionId }, body: { questionId, answer: 'wrong' } }),
    own: 200,
    ...ownersOnly,
  },
  'GET /api/quiz/{sessionId}': {
    request: ({ sessionId }) => ({ params: { sessionId } }),
    own: 200,
    ...ownersOnly,
  },
  'POST /api/quiz/{sessionId}/abandon': {
    request: ({ sessionId }) => ({ params: { sessionId } }),
    own: 200,
    ...ownersOnly,
  },
  'POST /api/quiz/report': {
    request: ({ questionId }) => ({ body: { questionId, reason: 'other', comment: 'Mine.' } }),
    own: 201,
    other: 'question-not-served',
    admin: 'question-not-served',
    absent: 'question-not-served',
  },
  'GET /api/topics': { request: () => ({}), ...student },
  'GET /api/topics/{topicId}': {
    request: ({ topicId }) => ({ params: { topicId } }),
    own: 200,
    other: 'unknown-topic',
    admin: 200,
    absent: 'unknown-topic',
  },
  'GET /api/admin/topics/{topicId}': {
    request: ({ topicId }) => ({ params: { topicId } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-topic',
  },
  'POST /api/admin/topics': { request: () => ({ body: topic }), ...adminsOnly, admin: 201 },
  'PUT /api/admin/topics': {
    request: ({ topicId }) => ({ body: { ...topic, topicId } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-topic',
  },
  'PUT /api/admin/topics/{topicId}': {
    request: ({ topicId }) => ({ params: { topicId }, body: topic }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-topic',
  },
  'GET /api/admin/analytics': { request: () => ({}), ...adminsOnly, admin: 200 },
  'POST /api/admin/analytics/run': { request: () => ({ body: { date: '2026-01-31' } }), ...adminsOnly, admin: 202 },
  'GET /api/admin/analytics/runs': { request: () => ({}), ...adminsOnly, admin: 200 },
  'GET /api/admin/experiments': { request: () => ({}), ...adminsOnly, admin: 200 },
  'GET /api/admin/exports': { request: () => ({}), ...adminsOnly, admin: 200 },
  'GET /api/admin/reports': { request: () => ({}), ...adminsOnly, admin: 200 },
  'POST /api/admin/generateQuestions': {
    request: ({ topicId }) => ({ body: { topicId, numQuestions: 1 } }),
    ...adminsOnly,
    // These tests configure no model.
    admin: 'generation-unavailable',
    absent: 'generation-unavailable',
  },
  'GET /api/admin/generateQuestions/{jobId}': {
    request: ({ jobId }) => ({ params: { jobId } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-job',
  },
  'POST /api/admin/questions': {
    request: ({ topicId }) => ({ body: { topicId, questions: [bankQuestion] } }),
    ...adminsOnly,
    admin: 201,
    absent: 'unknown-topic',
  },
  'GET /api/admin/questions': {
    request: ({ topicId }) => ({ query: { topicId } }),
    ...adminsOnly,
    admin: 200,
    absent: 200,
  },
  'GET /api/admin/questions/{questionId}': {
    request: ({ itemId }) => ({ params: { questionId: itemId } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-question',
  },
  'PATCH /api/admin/questions/{questionId}': {
    request: ({ itemId }) => ({ params: { questionId: itemId }, body: { action: 'quarantine' } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-question',
  },
  'GET /api/admin/prompts': { request: () => ({}), ...adminsOnly, admin: 200 },
  'POST /api/admin/prompts': { request: () => ({ body: prompt }), ...adminsOnly, admin: 201 },
  'PATCH /api/admin/prompts': {
    request: () => ({ body: { name: 'text', version: 999_999, status: 'active' } }),
    ...adminsOnly,
    admin: 'unknown-prompt',
  },
  'GET /api/user/me': { request: () => ({}), ...student },
  'DELETE /api/user/me': { request: () => ({}), own: 204, other: 204, admin: 204 },
  'GET /api/user/progress': { request: () => ({}), ...student },
  'GET /api/user/{userId}/progress': {
    request: ({ userId }) => ({ params: { userId } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-user',
  },
  'GET /api/admin/users': {
    request: ({ email }) => ({ query: { email } }),
    ...adminsOnly,
    admin: 200,
  },
  'PATCH /api/admin/users/{userId}': {
    request: ({ userId }) => ({ params: { userId }, body: { roles: ['student', 'admin'] } }),
    ...adminsOnly,
    admin: 200,
    absent: 'unknown-user',
  },
  'DELETE /api/admin/users/{userId}': {
    request: ({ userId }) => ({ params: { userId } }),
    ...adminsOnly,
    admin: 204,
    absent: 'unknown-user',
  },
  'GET /health': { request: () => ({}), ...student },
  'GET /api/openapi.json': { request: () => ({}), ...student },
}
