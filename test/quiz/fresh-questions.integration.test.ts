/** Questions that a model made for a student: they join the quiz under way, or wait for the next one, and come once. */
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { GeneratedQuestionDocument } from '../../lib/contract/generation-documents.ts'
import { getQuizRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { joinPool } from '../../lib/quiz/join-pool.ts'
import { forgetLiveQuiz } from '../../lib/quiz/live-session.ts'
import { sweepQuizzes } from '../../lib/quiz/sweep.ts'
import { testPlatform } from '../support/platform.ts'
import { generatedQuestion, stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const { call } = platform

const sourcesOf = async (sessionId: string) =>
  (
    await platform.collections.questions
      .find({ sessionId: toId(sessionId), servedAt: { $ne: null } })
      .sort({ servedAt: 1 })
      .toArray()
  ).map(({ source }) => source)

/** Made for the owner of a quiz, as the worker would leave them. */
async function make(sessionId: string, levels: readonly number[]): Promise<GeneratedQuestionDocument[]> {
  const session = await platform.collections.quizSessions.findOne({ _id: toId(sessionId) })
  if (!session) throw new Error('the quiz is there')
  const { topicId, userId: forUser, _id } = session
  const made = levels.map((level) => generatedQuestion({ topicId, level, forUser, sessionId: _id }))
  await platform.collections.generatedQuestions.insertMany(made)
  return made
}

const join = async (sessionId: string, made: GeneratedQuestionDocument[]) =>
  joinPool(await quizDeps(), toId(sessionId), made)

const closeJobs = (sessionId: string, status: 'done' | 'deferred' = 'done') =>
  platform.collections.jobs.updateMany({ sessionId: toId(sessionId) }, { $set: { status } })

const everyLevel = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
/** More on each level than a quiz can ask. */
const plenty = Array.from({ length: 50 }, (_, index) => 1 + (index % 5))

describe('fresh questions', () => {
  it.each(['with Redis', 'without Redis'])('are asked before those of the bank on their level, %s', async (redis) => {
    const ada = student(platform, `fresh-${redis.replace(' ', '-')}@school.example`)
    const started = await ada.start({ topicId: await stockTopic(platform) })
    await join(started.sessionId, await make(started.sessionId, plenty))
    const forget = redis === 'without Redis' ? () => forgetLiveQuiz(started.sessionId) : undefined
    const { questions } = await ada.finish(started, undefined, forget)
    expect(new Set(questions.map(({ id }) => id)).size).toBe(10)
    expect(await sourcesOf(started.sessionId)).toEqual(['bank', ...Array(9).fill('llm')])
  })

  it('that join twice, also after they were asked, are asked once', async () => {
    const ada = student(platform, 'twice@school.example')
    const started = await ada.start({ topicId: await stockTopic(platform, 3) })
    const made = await make(started.sessionId, everyLevel)
    await join(started.sessionId, made)
    const { questions } = await ada.finish(started, undefined, () => join(started.sessionId, made))
    expect(new Set(questions.map(({ id }) => id)).size).toBe(10)
    expect(await platform.collections.attempts.countDocuments({ sessionId: toId(started.sessionId) })).toBe(10)
  })

  it('are marked as served when they are, and the rest come first in the next quiz, none twice', async () => {
    const ada = student(platform, 'next@school.example')
    const topicId = await stockTopic(platform)
    const started = await ada.start({ topicId })
    await join(started.sessionId, await make(started.sessionId, plenty))
    await ada.finish(started)
    const states = await platform.collections.generatedQuestions.find({ sessionId: toId(started.sessionId) }).toArray()
    expect(states.filter(({ status }) => status === 'served')).toHaveLength(9)
    expect(states.filter(({ status }) => status === 'ready')).toHaveLength(41)

    const again = await ada.start({ topicId })
    await ada.finish(again)
    const sources = await sourcesOf(again.sessionId)
    expect(sources[0]).toBe('pool')
    const asked = await platform.collections.questions
      .find({ userId: states[0]!.forUser!, servedAt: { $ne: null }, source: { $ne: 'bank' } })
      .toArray()
    expect(new Set(asked.map(({ itemId }) => itemId.toHexString())).size).toBe(asked.length)
    const served = await platform.collections.generatedQuestions.countDocuments({
      forUser: states[0]!.forUser,
      status: 'served',
    })
    expect(served).toBe(asked.length)
  })

  it('that come after the quiz has ended are kept for the next, and nobody else gets them', async () => {
    const [ada, ben] = [student(platform, 'late@school.example'), student(platform, 'other@school.example')]
    const topicId = await stockTopic(platform)
    const started = await ada.start({ topicId })
    await ada.finish(started)
    const made = await make(started.sessionId, [3])
    await join(started.sessionId, made)
    expect(await platform.collections.questions.countDocuments({ itemId: made[0]!._id })).toBe(0)
    const other = await ben.start({ topicId })
    expect(
      await platform.collections.questions.countDocuments({ sessionId: toId(other.sessionId), source: 'pool' }),
    ).toBe(0)
    const again = await ada.start({ topicId })
    expect(
      await platform.collections.questions.countDocuments({ sessionId: toId(again.sessionId), source: 'pool' }),
    ).toBe(1)
  })

  it('made for the topic at large are for everybody, as the bank’s are; those for review for nobody', async () => {
    const topicId = await stockTopic(platform, 0)
    const of = { topicId: toId(topicId), level: 3 }
    await platform.collections.generatedQuestions.insertMany([
      ...Array.from({ length: 3 }, () => generatedQuestion({ ...of, audience: 'topic' })),
      generatedQuestion({ ...of, audience: 'review' }),
    ])
    for (const name of ['shared-1@school.example', 'shared-2@school.example']) {
      const started = await student(platform, name).start({ topicId })
      expect(await platform.collections.questions.countDocuments({ sessionId: toId(started.sessionId) })).toBe(3)
    }
  })
})

describe('a quiz whose pool is empty', () => {
  it('waits while a job is open, and goes on with what comes', async () => {
    const ada = student(platform, 'waits@school.example')
    const started = await ada.start({ topicId: await stockTopic(platform, 1), length: 10 })
    const { questions, replies } = await ada.finish(started)
    expect(questions).toHaveLength(5)
    expect(replies.at(-1)).toMatchObject({ nextQuestion: null, status: 'preparing' })
    await join(started.sessionId, await make(started.sessionId, everyLevel))
    const { body } = await call(getQuizRoute, { token: ada.token, params: { sessionId: started.sessionId } })
    if (!('question' in body) || !body.question) throw new Error('a question has been chosen')
    const rest = await ada.finish({ sessionId: started.sessionId, question: body.question })
    expect(rest.replies.at(-1)).toMatchObject({ completed: true, total: 10 })
  })

  it('is not held up by a job that its provider has put off', async () => {
    const ada = student(platform, 'deferred@school.example')
    const started = await ada.start({ topicId: await stockTopic(platform, 1), length: 10 })
    await closeJobs(started.sessionId, 'deferred')
    const { replies } = await ada.finish(started)
    expect(replies.at(-1)).toMatchObject({ completed: true, total: 5, result: { stopReason: 'exhausted' } })
  })

  it('serves what joined behind its back, though no job is open any more', async () => {
    const ada = student(platform, 'behind@school.example')
    const started = await ada.start({ topicId: await stockTopic(platform, 1), length: 10 })
    // Into MongoDB alone, as when Redis was being written anew meanwhile.
    const made = await make(started.sessionId, everyLevel)
    await join(started.sessionId, made)
    await closeJobs(started.sessionId)
    const { replies } = await ada.finish(started)
    expect(replies.at(-1)).toMatchObject({ completed: true, total: 10 })
  })
})

describe('a topic that has nothing', () => {
  it('serves the first question that is made while the start waits', async () => {
    const ada = student(platform, 'first@school.example')
    const topicId = await stockTopic(platform, 0)
    const starting = call(startQuizRoute, { token: ada.token, body: { topicId } })
    let session = null
    while (!session) session = await platform.collections.quizSessions.findOne({ topicId: toId(topicId) })
    await join(session._id.toHexString(), await make(session._id.toHexString(), everyLevel))
    await closeJobs(session._id.toHexString())
    const { status, body } = await starting
    expect(status).toBe(201)
    if (!('question' in body)) throw new Error('a question was asked')
    const { replies } = await ada.finish(body)
    expect(replies.at(-1)).toMatchObject({ completed: true, total: 10 })
  })

  it('is started once by two tabs: the other one gets the active quiz, 200 (faults seed 1078)', async () => {
    const { token } = student(platform, 'two-tabs@school.example')
    const topicId = await stockTopic(platform, 0)
    const start = (key: string) =>
      call(startQuizRoute, { token, headers: { 'idempotency-key': key }, body: { topicId } })
    const starting = start('one')
    let session = null
    while (!session) session = await platform.collections.quizSessions.findOne({ topicId: toId(topicId) })
    const joining = start('other')
    // Long enough for it to wait as well.
    await new Promise((resolve) => setTimeout(resolve, 500))
    await join(session._id.toHexString(), await make(session._id.toHexString(), everyLevel))
    const [one, other] = [await starting, await joining]
    expect([one.status, other.status]).toEqual([201, 200])
    expect(other.body).toEqual(one.body)
  })
})

describe('the sweeper', () => {
  it('gives a job up that nobody has closed for half an hour, put off or not', async () => {
    const old = new Date(Date.now() - 31 * 60_000)
    const jobs = (['open', 'deferred'] as const).map((status, index) => ({
      _id: `${new ObjectId()}:${index}`,
      kind: 'generate-questions' as const,
      parentId: 'p',
      audience: 'review' as const,
      sessionId: null,
      userId: null,
      topicId: new ObjectId(),
      level: 3,
      count: 1,
      status,
      outcome: null,
      problems: [],
      createdAt: old,
      closedAt: null,
    }))
    await platform.collections.jobs.insertMany(jobs)
    await sweepQuizzes(await quizDeps())
    const closed = await platform.collections.jobs.find({ _id: { $in: jobs.map(({ _id }) => _id) } }).toArray()
    expect(closed.map(({ status, outcome }) => [status, outcome])).toEqual(Array(2).fill(['failed', 'given-up']))
  })
})
