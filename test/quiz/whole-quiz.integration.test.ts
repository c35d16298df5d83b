import { beforeAll, describe, expect, it } from 'vitest'
import { getMyProgressRoute } from '../../lib/contract/routes/people.ts'
import {
  abandonQuizRoute,
  answerSessionQuestionRoute,
  getQuizRoute,
  reportQuestionRoute,
  startQuizRoute,
} from '../../lib/contract/routes/quiz.ts'
import { collectionDefinitions } from '../../lib/platform/collections.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const { call, refused } = platform

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

describe('a whole quiz', () => {
  it('asks as many questions as it should, none twice, and ends with score and result', async () => {
    const anna = student(platform, 'anna@school.example')
    const { questions, replies } = await anna.finish(await anna.start({ topicId }))
    expect(questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(new Set(questions.map(({ id }) => id)).size).toBe(10)
    expect(questions.every(({ total, options }) => total === 10 && options?.length === 4)).toBe(true)
    const last = replies.at(-1)
    expect(last).toMatchObject({ completed: true, score: 5, total: 10 })
    if (!last || !('completed' in last)) throw new Error('the quiz did not end')
    expect(last.result).toMatchObject({ policy: 'irt', stopReason: 'length' })
    expect(last.result.path.map(({ correct }) => correct)).toEqual(
      Array.from({ length: 10 }, (_, index) => index % 2 === 0),
    )
  })

  it('gives each answer its verdict, feedback and explanation', async () => {
    const ben = student(platform, 'ben@school.example')
    const { sessionId, question } = await ben.start({ topicId })
    const reply = await ben.answer(sessionId, question.id, 'wrong')
    expect(reply).toMatchObject({ correct: false, feedback: [{ severity: 'essential' }] })
    expect(reply.explanation).toMatch(/^Explanation of/)
  })

  it('takes the letter of an option as shown', async () => {
    const cleo = student(platform, 'cleo@school.example')
    const { sessionId, question } = await cleo.start({ topicId })
    const letter = 'ABCD'.charAt(question.options?.indexOf('right') ?? -1)
    expect(await cleo.answer(sessionId, question.id, letter)).toMatchObject({ correct: true })
    const [attempt] = await platform.collections.attempts.find({ answer: 'right' }).toArray()
    expect(attempt).toBeDefined()
  })

  it('goes up after right answers and down after wrong ones', async () => {
    const levelsOf = async (email: string, correct: boolean) => {
      const taker = student(platform, email)
      const { replies } = await taker.finish(await taker.start({ topicId, policy: 'rolling' }), () => correct)
      const last = replies.at(-1)
      return last && 'completed' in last ? last.result.path.map(({ level }) => level) : []
    }
    expect(await levelsOf('up@school.example', true)).toEqual([3, 4, 5, 5, 5, 5, 5, 4, 4, 4])
    expect((await levelsOf('down@school.example', false)).slice(0, 3)).toEqual([3, 2, 1])
  })

  it('can be as short as one question, and as long as the pool', async () => {
    const dora = student(platform, 'dora@school.example')
    const { replies } = await dora.finish(await dora.start({ topicId, length: 1 }), () => true)
    expect(replies).toMatchObject([{ completed: true, score: 1, total: 1 }])
    const long = await dora.start({ topicId, length: 50 })
    await platform.collections.jobs.updateMany({}, { $set: { status: 'done' } })
    const all = await dora.finish(long)
    expect(all.replies.at(-1)).toMatchObject({ completed: true, total: 25, result: { stopReason: 'exhausted' } })
  })

  it('uses another selection next time: questions not seen before come first', async () => {
    const topic = await stockTopic(platform, 25)
    const emil = student(platform, 'emil@school.example')
    const first = await emil.finish(await emil.start({ topicId: topic }))
    const second = await emil.finish(await emil.start({ topicId: topic }))
    const texts = (quiz: typeof first) => quiz.questions.map(({ text }) => text)
    expect(texts(first).filter((text) => texts(second).includes(text))).toEqual([])
  })

  it('starts from what the last one has shown', async () => {
    const finn = student(platform, 'finn@school.example')
    await finn.finish(await finn.start({ topicId }), () => true)
    const { sessionId } = await finn.start({ topicId })
    const sessions = await platform.collections.quizSessions.find({ sub: { $exists: true } }).toArray()
    const session = sessions.find(({ _id }) => _id.toHexString() === sessionId)
    expect(session?.prior.mean).toBeGreaterThan(1)
    expect(session?.prior.sd).toBeLessThan(1)
  })

  it('leaves only documents of the declared form', async () => {
    for (const [name, { schema }] of Object.entries(collectionDefinitions)) {
      for (const document of await platform.db.collection(name).find().toArray()) {
        const parsed = schema.safeParse(document)
        expect(parsed.error?.message, `${name} ${document._id}`).toBeUndefined()
      }
    }
    expect(await platform.collections.attempts.countDocuments()).toBeGreaterThan(50)
  })
})

describe('leaving and coming back', () => {
  it('gives the same quiz at the same question', async () => {
    const gina = student(platform, 'gina@school.example')
    const { sessionId, question } = await gina.start({ topicId })
    const reply = await gina.answer(sessionId, question.id, 'right')
    const next = 'nextQuestion' in reply ? reply.nextQuestion : null
    const again = await call(startQuizRoute, { token: gina.token, body: { topicId } })
    expect(again).toMatchObject({ status: 200, body: { sessionId, question: next } })
    const view = await call(getQuizRoute, { token: gina.token, params: { sessionId } })
    expect(view.body).toMatchObject({
      sessionId,
      topicId,
      status: 'active',
      question: next,
      answered: 1,
      totalQuestions: 10,
      correctCount: 1,
      lastAnswer: { questionId: question.id, verdict: 'correct', correct: true },
    })
    expect(view.body).not.toHaveProperty('score')
    expect(view.body).not.toHaveProperty('result')
  })

  it('shows a finished quiz with its result', async () => {
    const hugo = student(platform, 'hugo@school.example')
    const started = await hugo.start({ topicId, length: 3 })
    await hugo.finish(started)
    const { body } = await call(getQuizRoute, { token: hugo.token, params: { sessionId: started.sessionId } })
    expect(body).toMatchObject({ status: 'completed', question: null, score: 2, total: 3, answered: 3 })
  })

  it('abandons one quiz and starts another on request', async () => {
    const ines = student(platform, 'ines@school.example')
    const first = await ines.start({ topicId })
    const second = await call(startQuizRoute, { token: ines.token, body: { topicId, restart: true } })
    expect(second.status).toBe(201)
    expect('sessionId' in second.body && second.body.sessionId).not.toBe(first.sessionId)
    const view = await call(getQuizRoute, { token: ines.token, params: { sessionId: first.sessionId } })
    expect(view.body).toMatchObject({ status: 'abandoned', question: null })
  })

  it('ends an abandoned quiz: no answer, and abandoning again changes nothing', async () => {
    const jack = student(platform, 'jack@school.example')
    const { sessionId, question } = await jack.start({ topicId })
    const params = { sessionId }
    const abandoned = await call(abandonQuizRoute, { token: jack.token, params })
    expect(abandoned).toMatchObject({ status: 200, body: { status: 'abandoned' } })
    expect(await call(abandonQuizRoute, { token: jack.token, params })).toEqual(abandoned)
    const body = { questionId: question.id, answer: 'right' }
    const late = await refused(answerSessionQuestionRoute, { token: jack.token, params, body })
    expect(late).toMatchObject({ status: 400, body: { type: 'urn:adaptive-quiz:problem:quiz-ended' } })
  })

  it('does not abandon a completed quiz', async () => {
    const kate = student(platform, 'kate@school.example')
    const started = await kate.start({ topicId, length: 1 })
    await kate.finish(started)
    const params = { sessionId: started.sessionId }
    expect(await refused(abandonQuizRoute, { token: kate.token, params })).toMatchObject({ status: 400 })
  })

  it('shows in one’s progress', async () => {
    const luca = student(platform, 'luca@school.example')
    const started = await luca.start({ topicId, length: 2 })
    const rows = async () => (await call(getMyProgressRoute, { token: luca.token })).body.topics
    expect(await rows()).toMatchObject([{ topicId, completed: false, status: 'in-progress', answered: 0 }])
    await luca.finish(started, () => true)
    expect(await rows()).toMatchObject([{ topicId, completed: true, score: 2, total: 2, attempts: 1 }])
  })
})

describe('an idempotency key', () => {
  it('starts one quiz, and gets the same reply each time', async () => {
    const mia = student(platform, 'mia@school.example')
    const request = { token: mia.token, body: { topicId }, headers: { 'idempotency-key': 'k-1' } }
    const first = await call(startQuizRoute, request)
    expect(first.status).toBe(201)
    if (!('question' in first.body)) throw new Error('nothing was started')
    await mia.answer(first.body.sessionId, first.body.question.id, 'right')
    const again = await call(startQuizRoute, request)
    expect(again).toMatchObject({ status: 201, body: first.body })
  })

  it('belongs to one request', async () => {
    const nora = student(platform, 'nora@school.example')
    const headers = { 'idempotency-key': 'k-1' }
    await call(startQuizRoute, { token: nora.token, body: { topicId }, headers })
    const other = await refused(startQuizRoute, { token: nora.token, body: { topicId, length: 5 }, headers })
    expect(other).toMatchObject({ status: 422, body: { type: 'urn:adaptive-quiz:problem:idempotency-key-reused' } })
  })

  it('belongs to one user', async () => {
    const olaf = student(platform, 'olaf@school.example')
    const { status } = await call(startQuizRoute, {
      token: olaf.token,
      body: { topicId, length: 7 },
      headers: { 'idempotency-key': 'k-1' },
    })
    expect(status).toBe(201)
  })
})

describe('reporting', () => {
  it('puts a served question on record, once per reason', async () => {
    const paul = student(platform, 'paul@school.example')
    const { question } = await paul.start({ topicId })
    const body = { questionId: question.id, reason: 'ambiguous' as const, comment: 'Two readings.' }
    const first = await call(reportQuestionRoute, { token: paul.token, body })
    expect(first.status).toBe(201)
    expect(await call(reportQuestionRoute, { token: paul.token, body })).toMatchObject({
      status: 200,
      body: first.body,
    })
    const reports = await platform.collections.reports.find({ comment: 'Two readings.' }).toArray()
    expect(reports).toHaveLength(1)
  })

  it('takes no question that has not been served to the one who reports', async () => {
    const [quin, rosa] = [student(platform, 'quin@school.example'), student(platform, 'rosa@school.example')]
    const { sessionId, question } = await quin.start({ topicId })
    const pool = await platform.collections.questions.find({ servedAt: null }).toArray()
    const unserved = pool.find((each) => each.sessionId.toHexString() === sessionId)
    const report = (token: string, questionId = '') =>
      refused(reportQuestionRoute, { token, body: { questionId, reason: 'other' } })
    expect(await report(rosa.token, question.id)).toMatchObject({ status: 400 })
    expect(await report(quin.token, unserved?._id.toHexString())).toMatchObject({ status: 400 })
    expect(await report(quin.token, 'f'.repeat(24))).toMatchObject({ status: 400 })
  })
})
