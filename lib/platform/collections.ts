/**
 * Every collection: its document, its indexes, how long documents live, and the key it shards on.
 * `applyCollections` makes a database match; running it again changes nothing.
 */
import type { Collection, Db, Document, IndexDescription } from 'mongodb'
import type * as z from 'zod'
import {
  analyticsDocumentSchema,
  calibrationDocumentSchema,
  exportDocumentSchema,
  itemAnswersDocumentSchema,
  itemStatisticsDocumentSchema,
  modelDocumentSchema,
  nightRunDocumentSchema,
  patternFindingsDocumentSchema,
  promptFiguresDocumentSchema,
  promptOutcomesDocumentSchema,
  quarantineDocumentSchema,
  topicDayDocumentSchema,
  topicFindingsDocumentSchema,
} from '../contract/analytics-documents.ts'
import {
  attemptDocumentSchema,
  bankItemDocumentSchema,
  interactionDocumentSchema,
  jobDocumentSchema,
  questionDocumentSchema,
  regradeDocumentSchema,
  reportDocumentSchema,
  sessionDocumentSchema,
  topicDocumentSchema,
  userDocumentSchema,
} from '../contract/documents.ts'

import {
  experimentDocumentSchema,
  generatedQuestionDocumentSchema,
  generationLogDocumentSchema,
  promptDocumentSchema,
} from '../contract/generation-documents.ts'

type CollectionDefinition<S extends z.ZodType<Document> = z.ZodType<Document>> = {
  schema: S
  indexes: IndexDescription[]
  /** Shard key on a sharded cluster; without one the collection stays on one shard. */
  shardKey?: Record<string, 1 | 'hashed'>
}

const define = <S extends z.ZodType<Document>>(definition: CollectionDefinition<S>) => definition

const days = (count: number) => count * 24 * 60 * 60

export const collectionDefinitions = {
  users: define({
    schema: userDocumentSchema,
    indexes: [
      { key: { googleId: 1 }, name: 'by-google-id', unique: true },
      { key: { email: 1 }, name: 'by-email' },
    ],
  }),
  topics: define({ schema: topicDocumentSchema, indexes: [{ key: { title: 1 }, name: 'by-title' }] }),
  bankItems: define({
    schema: bankItemDocumentSchema,
    indexes: [
      { key: { topicId: 1, status: 1, level: 1, served: 1 }, name: 'by-topic-status-level' },
      { key: { topicId: 1, key: 1 }, name: 'by-topic-key', unique: true },
    ],
  }),
  questions: define({
    schema: questionDocumentSchema,
    indexes: [
      { key: { sessionId: 1 }, name: 'by-session' },
      { key: { userId: 1, topicId: 1, servedAt: 1, itemId: 1 }, name: 'by-user-topic-served' },
      { key: { itemId: 1 }, name: 'by-item' },
      {
        key: { topicId: 1, servedAt: 1, source: 1 },
        name: 'by-topic-served',
        // Most copies are never asked: they need no place here.
        partialFilterExpression: { servedAt: { $gt: new Date(0) } },
      },
    ],
    shardKey: { sessionId: 'hashed' },
  }),
  quizSessions: define({
    schema: sessionDocumentSchema,
    indexes: [
      { key: { userId: 1, topicId: 1, status: 1, endTime: -1 }, name: 'by-user-topic-status' },
      { key: { userId: 1, topicId: 1, ordinal: 1 }, name: 'one-per-user-topic-and-ordinal', unique: true },
      { key: { userId: 1, idempotencyKey: 1 }, name: 'one-per-idempotency-key', unique: true },
      { key: { status: 1, lastActivity: 1 }, name: 'by-status-activity' },
      { key: { endTime: 1 }, name: 'by-end' },
      { key: { topicId: 1, endTime: 1, _id: 1 }, name: 'by-topic-end' },
    ],
  }),
  attempts: define({
    schema: attemptDocumentSchema,
    indexes: [
      { key: { sessionId: 1, seq: 1 }, name: 'one-per-session-and-seq', unique: true },
      { key: { sessionId: 1, questionId: 1 }, name: 'one-per-session-and-question', unique: true },
      { key: { userId: 1, timestamp: 1 }, name: 'by-user-time' },
      { key: { topicId: 1, timestamp: 1 }, name: 'by-topic-time' },
      { key: { timestamp: 1 }, name: 'checking', partialFilterExpression: { verdict: 'checking' } },
      { key: { unsupported: 1 }, name: 'to-be-reviewed', sparse: true },
    ],
    shardKey: { sessionId: 'hashed' },
  }),
  regrades: define({
    schema: regradeDocumentSchema,
    indexes: [
      { key: { itemId: 1, at: 1 }, name: 'by-item-time' },
      { key: { at: -1, _id: -1 }, name: 'by-time' },
      { key: { userId: 1 }, name: 'by-user' },
    ],
  }),
  interactions: define({
    schema: interactionDocumentSchema,
    indexes: [
      { key: { userId: 1, at: 1 }, name: 'by-user-time' },
      { key: { sessionId: 1, at: 1 }, name: 'by-session-time' },
      { key: { at: 1 }, name: 'expiry', expireAfterSeconds: days(400) },
    ],
  }),
  reports: define({
    schema: reportDocumentSchema,
    indexes: [
      { key: { itemId: 1, at: 1 }, name: 'by-item-time' },
      { key: { userId: 1 }, name: 'by-user' },
    ],
  }),
  jobs: define({
    schema: jobDocumentSchema,
    indexes: [
      { key: { sessionId: 1, status: 1 }, name: 'by-session-status' },
      { key: { parentId: 1 }, name: 'by-parent' },
      { key: { userId: 1 }, name: 'by-user' },
      { key: { status: 1, createdAt: 1 }, name: 'by-status-time' },
      { key: { createdAt: 1 }, name: 'expiry', expireAfterSeconds: days(90) },
    ],
  }),
  prompts: define({
    schema: promptDocumentSchema,
    indexes: [{ key: { name: 1, version: 1 }, name: 'one-per-name-and-version', unique: true }],
  }),
  experiments: define({
    schema: experimentDocumentSchema,
    indexes: [{ key: { status: 1, promptName: 1 }, name: 'by-status-prompt' }],
  }),
  generatedQuestions: define({
    schema: generatedQuestionDocumentSchema,
    indexes: [
      { key: { topicId: 1, audience: 1, level: 1 }, name: 'by-topic-audience-level' },
      { key: { forUser: 1, topicId: 1, status: 1, level: 1 }, name: 'by-user-topic-status' },
      { key: { forUser: 1, topicId: 1, generatedAt: 1 }, name: 'by-user-topic-time' },
      { key: { topicId: 1, generatedAt: 1 }, name: 'by-topic-time' },
      { key: { jobId: 1 }, name: 'by-job' },
      { key: { logId: 1 }, name: 'by-log' },
    ],
  }),
  generationLogs: define({
    schema: generationLogDocumentSchema,
    indexes: [
      { key: { jobId: 1 }, name: 'by-job' },
      { key: { userId: 1 }, name: 'by-user' },
      { key: { topicId: 1, timestamp: 1 }, name: 'by-topic-time' },
      { key: { timestamp: 1 }, name: 'by-time' },
      { key: { experimentId: 1, arm: 1, timestamp: 1 }, name: 'by-arm-time' },
      { key: { promptVersion: 1, timestamp: 1 }, name: 'by-version-time' },
      { key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 },
    ],
  }),
  nightRuns: define({
    schema: nightRunDocumentSchema,
    indexes: [{ key: { status: 1, progressAt: 1 }, name: 'by-status-progress' }],
  }),
  topicDays: define({ schema: topicDayDocumentSchema, indexes: [{ key: { date: 1 }, name: 'by-date' }] }),
  analytics: define({ schema: analyticsDocumentSchema, indexes: [] }),
  itemAnswers: define({
    schema: itemAnswersDocumentSchema,
    indexes: [
      { key: { topicId: 1, kind: 1, period: 1, itemId: 1 }, name: 'by-topic-period' },
      { key: { itemId: 1, kind: 1, period: 1 }, name: 'by-item-period' },
    ],
  }),
  itemStatistics: define({
    schema: itemStatisticsDocumentSchema,
    indexes: [{ key: { topicId: 1 }, name: 'by-topic' }],
  }),
  calibrations: define({
    schema: calibrationDocumentSchema,
    indexes: [{ key: { topicId: 1, date: -1 }, name: 'by-topic-date' }],
  }),
  quarantines: define({ schema: quarantineDocumentSchema, indexes: [{ key: { topicId: 1 }, name: 'by-topic' }] }),
  promptFigures: define({ schema: promptFiguresDocumentSchema, indexes: [{ key: { date: 1 }, name: 'by-date' }] }),
  exports: define({ schema: exportDocumentSchema, indexes: [{ key: { date: 1 }, name: 'by-date' }] }),
  promptOutcomes: define({ schema: promptOutcomesDocumentSchema, indexes: [{ key: { date: 1 }, name: 'by-date' }] }),
  topicFindings: define({ schema: topicFindingsDocumentSchema, indexes: [] }),
  patternFindings: define({
    schema: patternFindingsDocumentSchema,
    indexes: [{ key: { topicId: 1 }, name: 'by-topic' }],
  }),
  models: define({ schema: modelDocumentSchema, indexes: [{ key: { status: 1 }, name: 'by-status' }] }),
}

type Definitions = typeof collectionDefinitions
export type CollectionName = keyof Definitions
export type Collections = { [N in CollectionName]: Collection<z.infer<Definitions[N]['schema']>> }

export const collections = (db: Db): Collections => ({
  users: db.collection('users'),
  topics: db.collection('topics'),
  bankItems: db.collection('bankItems'),
  questions: db.collection('questions'),
  quizSessions: db.collection('quizSessions'),
  attempts: db.collection('attempts'),
  regrades: db.collection('regrades'),
  interactions: db.collection('interactions'),
  reports: db.collection('reports'),
  jobs: db.collection('jobs'),
  prompts: db.collection('prompts'),
  experiments: db.collection('experiments'),
  generatedQuestions: db.collection('generatedQuestions'),
  generationLogs: db.collection('generationLogs'),
  nightRuns: db.collection('nightRuns'),
  topicDays: db.collection('topicDays'),
  analytics: db.collection('analytics'),
  itemAnswers: db.collection('itemAnswers'),
  itemStatistics: db.collection('itemStatistics'),
  calibrations: db.collection('calibrations'),
  quarantines: db.collection('quarantines'),
  promptFigures: db.collection('promptFigures'),
  exports: db.collection('exports'),
  promptOutcomes: db.collection('promptOutcomes'),
  topicFindings: db.collection('topicFindings'),
  patternFindings: db.collection('patternFindings'),
  models: db.collection('models'),
})

/** Creates what is missing. @throws MongoServerError when an index of that name exists with another definition. */
export async function applyCollections(db: Db): Promise<void> {
  const held = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
  for (const [name, { indexes }] of Object.entries(collectionDefinitions)) {
    if (indexes.length > 0) await db.collection(name).createIndexes(indexes)
    else if (!held.has(name)) await db.createCollection(name)
  }
}

/** The admin commands that shard a cluster, in order. */
export const shardCommands = (databaseName: string): Document[] =>
  Object.entries<CollectionDefinition>(collectionDefinitions).flatMap(([name, { shardKey }]) =>
    shardKey ? [{ shardCollection: `${databaseName}.${name}`, key: shardKey }] : [],
  )
