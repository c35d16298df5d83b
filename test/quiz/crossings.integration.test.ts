/** Requests and faults that cross each other: whatever was told to a student is what the record says in the end. */
import { MongoNetworkError } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import {
  abandonQuizRoute,
  answerQuestionRoute,
  getQuizRoute,
  reportQuestionRoute,
  startQuizRoute,
} from '../../lib/contract/routes/quiz.ts'
import { createTopicRoute } from '../../lib/contract/routes/topics.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { logsOf, testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const aws = testAws()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { abandonRecord } = await import('../../lib/quiz/abandon-quiz.ts')
const { createQuiz } = await import('../../lib/quiz/create-quiz.ts')
const { loadRecord } = await import('../../lib/quiz/record.ts')
const { problemReply } = await import('../../lib/platform/http/problem-reply.ts')
const { handler: runNight } = await import('../../functions/schedule/run-night.ts')

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

const sessionOf = (sessionId: string) => platform.collections.quizSessions.findOne({ _id: toId(sessionId) })

describe('an abandonment that crosses the last answer', () => {
  it('gives way to it: who was told that the quiz is completed has completed it', async () => {
    const told = { completed: 0, refused: 0 }
    for (let pair = 0; pair < 30; pair += 1) {
      const taker = student(platform, `pair-${pair}@school.example`)
      const { sessionId, question } = await taker.start({ topicId, length: 1 })
      const answer = { sessionId, questionId: question.id, answer: 'right' }
      const delay = () => new Promise((resolve) => setTimeout(resolve, pair % 6))
      const [answered] = await Promise.all([
        platform.call<typeof answerQuestionRoute, unknown>(answerQuestionRoute, { token: taker.token, body: answer }),
        delay().then(() => platform.call(abandonQuizRoute, { token: taker.token, params: { sessionId } })),
      ])
      const session = await sessionOf(sessionId)
      const user = await platform.collections.users.findOne({ email: taker.email })
      if (answered.status === 200) {
        told.completed += 1
        expect(session).toMatchObject({ status: 'completed', score: 1, total: 1 })
        expect(user?.progress.topicsCompleted.map(String)).toEqual([topicId])
      } else {
        told.refused += 1
        expect(session).toMatchObject({ status: 'abandoned' })
        expect(user?.progress.topicsCompleted).toEqual([])
      }
    }
    expect(told.completed).toBeGreaterThan(0)
  })

  it('ends a quiz whatever state it was read in', async () => {
    const taker = student(platform, 'stale@school.example')
    const { sessionId } = await taker.start({ topicId })
    const record = await loadRecord(platform, toId(sessionId))
    const stale = { ...record!, session: { ...record!.session, status: 'preparing' as const } }
    const ended = await abandonRecord(await quizDeps(), stale)
    expect(ended.session.status).toBe('abandoned')
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'abandoned' })
  })
})

describe('a topic without any question', () => {
  it('makes the student wait, is not completed by it, and is served once it has questions', async () => {
    const fields = { title: 'Empty', description: 'Nothing yet.', difficultyRange: { min: 1, max: 5 } }
    const { body: topic } = await platform.call(createTopicRoute, { token: platform.adminToken(), body: fields })
    const taker = student(platform, 'early@school.example')
    const start = () => platform.call(startQuizRoute, { token: taker.token, body: { topicId: topic.topicId } })
    const close = () => platform.collections.jobs.updateMany({}, { $set: { status: 'done' } })
    const [waiting] = await Promise.all([start(), new Promise((resolve) => setTimeout(resolve, 500)).then(close)])
    expect(waiting).toMatchObject({ status: 202, body: { status: 'preparing' }, headers: { 'retry-after': '2' } })
    const { sessionId } = waiting.body
    await platform.call(getQuizRoute, { token: taker.token, params: { sessionId } })
    const me = await platform.call(getMeRoute, { token: taker.token })
    expect(me.body.topicsCompleted).toEqual([])

    const [item] = await platform.collections.bankItems.find().toArray()
    await platform.collections.bankItems.insertOne({
      ...item!,
      _id: toId('c'.repeat(24)),
      topicId: toId(topic.topicId),
    })
    expect(await start()).toMatchObject({ status: 201 })
  })
})

describe('a start whose acknowledgement is lost', () => {
  it('succeeds all the same', async () => {
    const taker = student(platform, 'lost@school.example')
    await platform.call(getMeRoute, { token: taker.token })
    const user = await platform.collections.users.findOne({ email: taker.email })
    const topic = await platform.collections.topics.findOne({ _id: toId(topicId) })
    const deps = await quizDeps()
    let losses = 0
    const questions = new Proxy(deps.collections.questions, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (name !== 'insertMany' || typeof value !== 'function') return value
        return async (...words: unknown[]) => {
          const result: unknown = await value.apply(target, words)
          losses += 1
          if (losses === 1) throw new MongoNetworkError('the reply was lost')
          return result
        }
      },
    })
    const created = await createQuiz(
      { ...deps, collections: { ...deps.collections, questions } },
      { user: user!, topic: topic!, request: { topicId }, ordinal: 1, idempotencyHash: 'h' },
    )
    expect(losses).toBe(1)
    expect(await platform.collections.questions.countDocuments({ sessionId: created?.session._id })).toBe(25)
  })
})

describe('a fault of the driver', () => {
  it('takes nothing of a document into the log', async () => {
    const [question] = await platform.collections.questions.find().limit(1).toArray()
    const canary = { ...question!, correctAnswer: 'canary-key', explanation: 'canary-explanation' }
    const fault: unknown = await platform.collections.questions
      .insertMany([canary], { ordered: false })
      .catch((error: unknown) => error)
    expect(JSON.stringify(fault)).toContain('canary-key')
    const logs = await logsOf(async () => {
      expect(problemReply(fault, { requestId: 'r', route: 'x' }).statusCode).toBe(500)
    })
    expect(logs).toContain('E11000')
    expect(logs).not.toContain('canary')
  })
})

describe('the night', () => {
  it('of a day that has not begun is refused, and leaves alone what is under way', async () => {
    const taker = student(platform, 'awake@school.example')
    const { sessionId } = await taker.start({ topicId })
    const request = { time: new Date().toISOString(), detail: { date: '2999-01-01' } }
    await expect(runNight(request)).rejects.toThrow('has not begun')
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'active' })
  })
})

describe('what is told twice', () => {
  it('is the same answer though it holds half a character', async () => {
    const written = await stockTopic(platform)
    await platform.collections.bankItems.updateMany(
      { topicId: toId(written) },
      { $set: { type: 'text', options: null } },
    )
    const taker = student(platform, 'half@school.example')
    const { sessionId, question } = await taker.start({ topicId: written })
    const first = await taker.answer(sessionId, question.id, '\ud800x')
    expect(await taker.answer(sessionId, question.id, '\ud800x')).toEqual(first)
  })

  it('is two reports when the reasons are two', async () => {
    const taker = student(platform, 'reports@school.example')
    const { question } = await taker.start({ topicId })
    for (const reason of ['ambiguous', 'technical'] as const) {
      await platform.call(reportQuestionRoute, { token: taker.token, body: { questionId: question.id, reason } })
    }
    const ids: unknown[] = []
    while (ids.length < 2) {
      for (const { 'detail-type': type, detail } of await aws.events(1)) {
        if (type === 'question.reported') ids.push((detail as { id: string }).id)
      }
    }
    expect(new Set(ids).size).toBe(2)
  })
})
