/** A small night with something for every stage, and all that it leaves behind. */
import { BSON, ObjectId } from 'mongodb'
import { loadSyntheticDay } from '../../bench/night/synthetic-day.ts'
import type { NightDeps } from '../../lib/analytics/night/deps.ts'
import type { TestBucket } from '../support/exports.ts'
import type { TestPlatform } from '../support/platform.ts'
import { generationLog } from './generation-log.ts'

export const date = '2026-01-05'
const night = new Date('2026-01-06T03:15:00Z')

const day = { date, topics: 2, itemsPerTopic: 10, students: 60, quizzes: 120, length: 5, seed: 'small' }

/** Collections that the night reads, and that tests change. */
export async function fillSmallDay({ collections, db }: TestPlatform): Promise<void> {
  for (const name of Object.keys(collections)) await db.collection(name).deleteMany({})
  await loadSyntheticDay(collections, day)
  const [topic] = await collections.topics.find().sort({ _id: 1 }).toArray()
  // The weak answer this one, the strong do not: it discriminates against ability.
  const item = await collections.bankItems.findOne({ topicId: topic!._id, level: 3 })
  await collections.attempts.updateMany({ itemId: item!._id, 'ability.after.theta': { $gt: 0 } }, [
    { $set: { isCorrect: false, verdict: 'incorrect', answer: 'wrong' } },
  ])
  await collections.attempts.updateMany({ itemId: item!._id, 'ability.after.theta': { $lte: 0 } }, [
    { $set: { isCorrect: true, verdict: 'correct', answer: 'right' } },
  ])
  // A quiz that was left a week ago.
  const [left] = await collections.quizSessions.find().sort({ _id: 1 }).limit(1).toArray()
  const idle = new Date('2025-12-20T10:00:00Z')
  const { score: _s, total: _t, result: _r, stopReason: _p, ...open } = left!
  await collections.quizSessions.insertOne({
    ...open,
    ...{ _id: new ObjectId('65f0c0ffee65f0c0ffee0001'), ordinal: 9_999, idempotencyKey: 'left' },
    ...{ status: 'active', startTime: idle, lastActivity: idle, endTime: null, totalAnswered: 0, questions: [] },
  })
  await collections.generationLogs.insertMany(
    Array.from({ length: 12 }, (_, index) => generationLog(topic!._id, index)),
  )
  const accepted = await collections.generationLogs.find().toArray()
  await collections.generatedQuestions.insertMany(
    accepted.flatMap(({ candidates, topicId, promptVersion, _id, timestamp }) =>
      candidates.flatMap(({ itemId, question }) =>
        itemId && question
          ? [
              {
                ...{ _id: itemId, topicId, level: 2, a: 1, b: -1, c: 0.25, type: 'text' as const, text: question.text },
                ...{ options: null, correctAnswer: '4', explanation: 'So.', audience: 'student' as const, jobId: 'j' },
                ...{ forUser: null, sessionId: null, status: 'served' as const, fingerprint: '', signature: [] },
                ...{ promptVersion, logId: _id, generatedAt: timestamp },
              },
            ]
          : [],
      ),
    ),
  )
}

export const nightDepsOf = ({ collections, client }: TestPlatform, { s3, bucket }: TestBucket): NightDeps => ({
  ...{ collections, client, s3, bucket },
  clock: () => night,
  sleep: async () => {},
  newSeed: () => 'seed',
  config: { IDLE_DAYS: 7, PROMPT_POLICY: 'auto' } as NightDeps['config'],
  wake: async () => {},
})

/** Every document of every collection, and every file. */
export async function everything({ collections, db }: TestPlatform, bucket: TestBucket) {
  const documents: Record<string, string[]> = {}
  for (const name of Object.keys(collections)) {
    const found = await db.collection(name).find().sort({ _id: 1 }).toArray()
    documents[name] = found.map((document) => BSON.EJSON.stringify(document))
  }
  return { documents, files: await bucket.read() }
}
