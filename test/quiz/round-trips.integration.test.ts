import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'
import { type Recorder, recordRoundTrips } from '../support/round-trips.ts'
import { serialDepth } from '../support/serial-depth.ts'

const platform = testPlatform()
testAws()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { startQuiz } = await import('../../lib/quiz/start-quiz.ts')
const { answerQuestion } = await import('../../lib/quiz/answer-question.ts')
const { fillLiveQuiz, forgetLiveQuiz } = await import('../../lib/quiz/live-session.ts')
const { loadRecord, snapshotOf } = await import('../../lib/quiz/record.ts')

let recorder: Recorder
beforeAll(async () => {
  recorder = await recordRoundTrips(await quizDeps())
})
afterAll(() => recorder.close())

/** A started quiz on a topic with so many items per level. */
async function started(name: string, perLevel: number, length = 10) {
  const topicId = await stockTopic(platform, perLevel)
  const taker = student(platform, name)
  await platform.call(getMeRoute, { token: taker.token })
  const user = await platform.collections.users.findOne({ email: taker.email })
  const topic = await platform.collections.topics.findOne({ title: `Topic ${topicId}` })
  if (!user || !topic) throw new Error('no user or topic')
  const start = () => startQuiz(recorder.deps, { user, topic, request: { topicId, length } })
  const result = await start()
  if (!('started' in result)) throw new Error('no quiz was started')
  const { sessionId, question } = result.started
  const answering = { sub: user.googleId, sessionId, questionId: question.id, answer: 'right' }
  return { start, answering, topicId, user, topic }
}

/** Copies of the quiz's questions, as generation would add them, until so many wait to be served. */
async function fillPool(sessionId: string, count: number) {
  const record = await loadRecord(platform, toId(sessionId))
  if (!record) throw new Error('no such session')
  const waiting = record.questions.filter(({ servedAt }) => servedAt === null)
  const more = Array.from({ length: count - waiting.length }, (_, index) => {
    const copy = waiting[index % waiting.length]
    if (!copy) throw new Error('nothing to copy')
    return { ...copy, _id: new ObjectId(), preference: 2_000 + index }
  })
  await platform.collections.questions.insertMany(more)
  const filled = { ...record, questions: [...record.questions, ...more] }
  expect(snapshotOf(filled).pool).toHaveLength(count)
  await fillLiveQuiz(snapshotOf(filled))
}

describe('an answer', () => {
  it.each([10, 50, 500])('costs three serial round trips with %i questions left in the pool', async (pool) => {
    const { answering } = await started(`pool-${pool}@school.example`, 2)
    await fillPool(answering.sessionId, pool)
    const trips = await recorder.tripsOf(() => answerQuestion(recorder.deps, answering))
    expect(trips.map(({ name }) => name).toSorted()).toEqual(['mongodb bulkWrite', 'mongodb insert', 'redis', 'redis'])
    expect(trips.slice(0, 2).map(({ name }) => name)).toEqual(['redis', 'mongodb insert'])
    expect(serialDepth(trips)).toBe(3)
  })

  it('costs no more when it is the last', async () => {
    const { answering } = await started('last@school.example', 5, 1)
    const trips = await recorder.tripsOf(() => answerQuestion(recorder.deps, answering))
    expect(serialDepth(trips)).toBe(3)
  })

  it('costs one more when Redis has lost the quiz, whatever the pool', async () => {
    const { answering } = await started('lost@school.example', 100, 50)
    await forgetLiveQuiz(answering.sessionId)
    const trips = await recorder.tripsOf(() => answerQuestion(recorder.deps, answering))
    expect(trips.map(({ name }) => name)).toEqual([
      'redis',
      'mongodb find',
      'mongodb find',
      'mongodb find',
      'mongodb insert',
      expect.any(String),
      expect.any(String),
    ])
    expect(serialDepth(trips)).toBe(4)
  })
})
