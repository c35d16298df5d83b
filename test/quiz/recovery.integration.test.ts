import { beforeAll, describe, expect, it } from 'vitest'
import { getMyProgressRoute } from '../../lib/contract/routes/people.ts'
import { getQuizRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const aws = testAws()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { answerQuestion } = await import('../../lib/quiz/answer-question.ts')
const { closeIdleQuizzes, sweepQuizzes } = await import('../../lib/quiz/sweep.ts')
const { forgetLiveQuiz } = await import('../../lib/quiz/live-session.ts')

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

const minutes = (count: number) => count * 60_000
const later = async (ms: number) => ({ ...(await quizDeps()), clock: () => new Date(Date.now() + ms) })
const sessionOf = (sessionId: string) => platform.collections.quizSessions.findOne({ _id: toId(sessionId) })

/** An answer whose process dies right after the commit point: nothing that follows from it is written anywhere. */
async function answerAndDie(token: { sub: string }, sessionId: string, questionId: string) {
  const deps = await quizDeps()
  const client = new Proxy(deps.client, {
    get: (target, name) =>
      name === 'bulkWrite' ? () => Promise.reject(new Error('killed')) : Reflect.get(target, name),
  })
  const reply = await answerQuestion({ ...deps, client }, { sub: token.sub, sessionId, questionId, answer: 'right' })
  await forgetLiveQuiz(sessionId)
  return reply
}

async function begin(name: string, length = 10) {
  const taker = student(platform, name)
  const { sessionId, question } = await taker.start({ topicId, length })
  const { sub } = (await sessionOf(sessionId))!
  return { taker, sessionId, question, sub }
}

describe('a process that dies right after an answer was recorded', () => {
  it('loses nothing: the same answer gets the same reply, and the quiz goes on', async () => {
    const { taker, sessionId, question, sub } = await begin('anna@school.example')
    const reply = await answerAndDie({ sub }, sessionId, question.id)
    expect(await taker.answer(sessionId, question.id, 'right')).toEqual(reply)
    if (!('nextQuestion' in reply) || !reply.nextQuestion) throw new Error('the quiz ended early')
    const { replies } = await taker.finish({ sessionId, question: reply.nextQuestion }, () => true)
    expect(replies.at(-1)).toMatchObject({ completed: true, score: 10, total: 10 })
  })

  it.each(['a look at the quiz', 'a new start', 'the sweeper', 'the night'])('is made good by %s', async (who) => {
    const { taker, sessionId, question, sub } = await begin(`${who.replaceAll(' ', '-')}@school.example`, 1)
    const reply = await answerAndDie({ sub }, sessionId, question.id)
    expect(reply).toMatchObject({ completed: true })
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'active', totalAnswered: 0 })
    if (who === 'a look at the quiz') {
      const { body } = await platform.call(getQuizRoute, { token: taker.token, params: { sessionId } })
      expect(body).toMatchObject({ status: 'completed', score: 1, total: 1 })
    }
    if (who === 'a new start') expect((await taker.start({ topicId })).sessionId).not.toBe(sessionId)
    if (who === 'the sweeper') expect(await sweepQuizzes(await later(minutes(2)))).toMatchObject({ settled: 1 })
    if (who === 'the night') {
      const closed = await closeIdleQuizzes(await quizDeps(), new Date(Date.now() + minutes(60 * 24 * 8)))
      expect(closed.completed).toBeGreaterThanOrEqual(1)
    }
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'completed', score: 1, total: 1, totalAnswered: 1 })
    const progress = await platform.call(getMyProgressRoute, { token: taker.token })
    expect(progress.body.topics).toMatchObject([{ topicId, best: { score: 1, total: 1 } }])
    const user = await platform.collections.users.findOne({ email: taker.email })
    expect(user?.progress.topicsCompleted.map(String)).toEqual([topicId])
  })

  it('and then is restarted completes before it abandons', async () => {
    const { taker, sessionId, question, sub } = await begin('restart@school.example', 1)
    await answerAndDie({ sub }, sessionId, question.id)
    await platform.call(startQuizRoute, { token: taker.token, body: { topicId, restart: true } })
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'completed', score: 1 })
  })

  it('has its session caught up by the sweeper, the next question’s time included', async () => {
    const { sessionId, question, sub } = await begin('behind@school.example')
    const reply = await answerAndDie({ sub }, sessionId, question.id)
    await sweepQuizzes(await later(minutes(2)))
    const session = await sessionOf(sessionId)
    const next = 'nextQuestion' in reply ? reply.nextQuestion?.id : undefined
    expect(session).toMatchObject({ totalAnswered: 1, correctCount: 1, currentIndex: 1 })
    expect(session?.questions.map(String)).toEqual([question.id, next])
    const served = await platform.collections.questions.findOne({ _id: toId(next ?? '') })
    expect(served?.servedAt).toEqual(expect.any(Date))
  })
})

describe('the sweeper', () => {
  it('sends generation messages again whose job has stayed open, and gives up in the end', async () => {
    await platform.collections.jobs.deleteMany({})
    const { sessionId } = await begin('jobs@school.example')
    const first = await sweepQuizzes(await later(minutes(3)))
    expect(first).toMatchObject({ resent: 5, givenUp: 0 })
    // Those of the start, and the same once more.
    const mine: unknown[] = []
    while (mine.length < 10) {
      mine.push(...(await aws.messages(1)).filter((message) => JSON.stringify(message).includes(sessionId)))
    }
    const sent = mine.map((message) => JSON.stringify(message)).toSorted()
    expect(sent.filter((_, index) => index % 2 === 0)).toEqual(sent.filter((_, index) => index % 2 === 1))
    expect(new Set(sent).size).toBe(5)
    expect(await sweepQuizzes(await later(minutes(31)))).toMatchObject({ resent: 0, givenUp: 5 })
  })

  it('leaves quizzes alone that are as they should be', async () => {
    const { sessionId } = await begin('fine@school.example')
    const before = await sessionOf(sessionId)
    await sweepQuizzes(await later(minutes(2)))
    expect(await sessionOf(sessionId)).toEqual(before)
  })
})

describe('a pool that runs empty', () => {
  it('makes the student wait while questions are coming, serves them, and ends when none will', async () => {
    const small = await stockTopic(platform, 0)
    await platform.collections.bankItems.insertOne({
      ...(await platform.collections.bankItems.findOne())!,
      _id: toId('a'.repeat(24)),
      topicId: toId(small),
    })
    const taker = student(platform, 'waiting@school.example')
    const { sessionId, question } = await taker.start({ topicId: small })
    expect(await taker.answer(sessionId, question.id, 'right')).toMatchObject({
      nextQuestion: null,
      status: 'preparing',
    })
    const look = async () => (await platform.call(getQuizRoute, { token: taker.token, params: { sessionId } })).body
    expect(await look()).toMatchObject({ status: 'preparing', question: null, answered: 1 })

    // What a generation worker does: another copy joins the pool.
    const served = await platform.collections.questions.findOne({ _id: toId(question.id) })
    const fresh = toId('b'.repeat(24))
    await platform.collections.questions.insertOne({
      ...served!,
      _id: fresh,
      preference: 0,
      source: 'llm',
      servedAt: null,
    })
    const seen = await look()
    expect(seen).toMatchObject({ status: 'active', question: { id: fresh.toHexString(), number: 2 } })
    expect(await look()).toEqual(seen)

    await platform.collections.jobs.updateMany({ sessionId: toId(sessionId) }, { $set: { status: 'done' } })
    expect(await taker.answer(sessionId, fresh.toHexString(), 'wrong')).toMatchObject({
      completed: true,
      score: 1,
      total: 2,
      result: { stopReason: 'exhausted' },
    })
  })
})

describe('the night', () => {
  it('abandons quizzes without an answer for seven days, and no others', async () => {
    const old = await begin('idle@school.example')
    const fresh = await begin('busy@school.example')
    const longAgo = new Date(Date.now() - minutes(60 * 24 * 8))
    await platform.collections.quizSessions.updateOne({ _id: toId(old.sessionId) }, { $set: { lastActivity: longAgo } })
    await closeIdleQuizzes(await quizDeps(), new Date())
    expect(await sessionOf(old.sessionId)).toMatchObject({ status: 'abandoned' })
    expect(await sessionOf(fresh.sessionId)).toMatchObject({ status: 'active' })
  })
})

describe('what somebody does', () => {
  it('is told to the bus, each deed under an id of its own', async () => {
    await aws.events(1)
    const taker = student(platform, 'told@school.example')
    const started = await taker.start({ topicId, length: 2 })
    await taker.finish(started, () => true)
    const { sessionId } = started
    const mine: { id: string; type: string }[] = []
    while (mine.length < 8) {
      for (const { detail } of await aws.events(1)) {
        const interaction = detail as { id: string; type: string; sessionId: string }
        if (interaction.sessionId === sessionId) mine.push(interaction)
      }
    }
    expect(mine.map(({ type }) => type).toSorted()).toEqual([
      'answer.graded',
      'answer.graded',
      'answer.submitted',
      'answer.submitted',
      'question.served',
      'question.served',
      'quiz.completed',
      'quiz.started',
    ])
    expect(new Set(mine.map(({ id }) => id)).size).toBe(8)
    expect(JSON.stringify(mine)).not.toContain('"right"')
  })
})
