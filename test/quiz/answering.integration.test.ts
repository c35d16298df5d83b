import { beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../lib/contract/problem.ts'
import { answerQuestionRoute, answerSessionQuestionRoute, getQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const { call, refused } = platform
const problem = (name: string) => `urn:adaptive-quiz:problem:${name}`

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

const attemptsOf = (sessionId: string) => platform.collections.attempts.find({ sessionId: toId(sessionId) }).toArray()

describe('an answer given again', () => {
  it('gets the stored reply, at once and after the quiz has moved on', async () => {
    const anna = student(platform, 'anna@school.example')
    const { sessionId, question } = await anna.start({ topicId })
    const first = await anna.answer(sessionId, question.id, 'right')
    expect(await anna.answer(sessionId, question.id, 'right')).toEqual(first)
    if (!('nextQuestion' in first) || !first.nextQuestion) throw new Error('the quiz has ended')
    await anna.answer(sessionId, first.nextQuestion.id, 'wrong')
    expect(await anna.answer(sessionId, question.id, 'right')).toEqual(first)
    expect(await attemptsOf(sessionId)).toHaveLength(2)
  })

  it('may come as a letter or as the text', async () => {
    const ben = student(platform, 'ben@school.example')
    const { sessionId, question } = await ben.start({ topicId })
    const first = await ben.answer(sessionId, question.id, 'right')
    const letter = 'ABCD'.charAt(question.options?.indexOf('right') ?? -1)
    expect(await ben.answer(sessionId, question.id, letter)).toEqual(first)
  })

  it('gets the stored reply when the quiz has ended', async () => {
    const cleo = student(platform, 'cleo@school.example')
    const started = await cleo.start({ topicId, length: 2 })
    const { questions, replies } = await cleo.finish(started, () => true)
    expect(await cleo.answer(started.sessionId, questions[1]!.id, 'right')).toEqual(replies[1])
    expect(await cleo.answer(started.sessionId, questions[0]!.id, 'right')).toEqual(replies[0])
  })

  it('is refused with the verdict on record when it is another one', async () => {
    const dora = student(platform, 'dora@school.example')
    const { sessionId, question } = await dora.start({ topicId })
    await dora.answer(sessionId, question.id, 'wrong')
    const body = { sessionId, questionId: question.id, answer: 'right' }
    expect(await refused(answerQuestionRoute, { token: dora.token, body })).toMatchObject({
      status: 409,
      body: { type: problem('already-answered'), recorded: { correct: false } },
    })
  })
})

describe('one question answered 200 times at once', () => {
  it('has one attempt and one verdict; the others replay it or are told so, and nobody is held up', async () => {
    const emil = student(platform, 'emil@school.example')
    const { sessionId, question } = await emil.start({ topicId })
    const answers = Array.from({ length: 200 }, (_, index) => question.options?.[index % 4] ?? '')
    const replies = await Promise.all(
      answers.map((answer) =>
        call(answerQuestionRoute, { token: emil.token, body: { sessionId, questionId: question.id, answer } }),
      ),
    )
    const [attempt, ...others] = await attemptsOf(sessionId)
    expect(others).toEqual([])
    for (const [index, reply] of replies.entries()) {
      if (answers[index] === attempt?.answer) expect(reply).toMatchObject({ status: 200, body: attempt?.reply })
      else expect(reply).toMatchObject({ status: 409, body: { recorded: { correct: attempt?.isCorrect } } })
    }
    const view = await call(getQuizRoute, { token: emil.token, params: { sessionId } })
    expect(view.body).toMatchObject({ answered: 1, question: { number: 2 } })
  })
})

describe('an answer is refused, and nothing is written,', () => {
  const anna = () => student(platform, 'refused@school.example')
  const other = () => student(platform, 'other@school.example')
  const unknownId = 'f'.repeat(24)
  let open = { sessionId: '', questionId: '' }
  let ended = { sessionId: '', questionId: '' }

  beforeAll(async () => {
    const first = await anna().start({ topicId })
    open = { sessionId: first.sessionId, questionId: first.question.id }
    const topic = await stockTopic(platform)
    const second = await anna().start({ topicId: topic, length: 1 })
    await anna().finish(second)
    ended = { sessionId: second.sessionId, questionId: second.question.id }
  })

  const rows: [string, number, string, () => { token: string; body: unknown }][] = [
    [
      'to somebody else’s quiz',
      401,
      'unknown-session',
      () => ({ token: other().token, body: { ...open, answer: 'x' } }),
    ],
    [
      'to a quiz that does not exist',
      401,
      'unknown-session',
      () => ({ token: anna().token, body: { ...open, sessionId: unknownId, answer: 'x' } }),
    ],
    [
      'to a question that was never served',
      400,
      'question-not-served',
      () => ({ token: anna().token, body: { ...open, questionId: unknownId, answer: 'x' } }),
    ],
    [
      'to a new question of a quiz that has ended',
      400,
      'quiz-ended',
      () => ({ token: anna().token, body: { ...ended, questionId: unknownId, answer: 'x' } }),
    ],
    [
      'of more than 16 KiB',
      413,
      'payload-too-large',
      () => ({ token: anna().token, body: { ...open, answer: 'x'.repeat(16 * 1024 + 1) } }),
    ],
    [
      'in a body of more than 64 KiB',
      413,
      'payload-too-large',
      () => ({ token: anna().token, body: { ...open, answer: 'x'.repeat(65 * 1024) } }),
    ],
    ['without a token', 401, 'missing-token', () => ({ token: '', body: { ...open, answer: 'x' } })],
    [
      'with an operator for an answer',
      422,
      'invalid-request',
      () => ({ token: anna().token, body: { ...open, answer: { $ne: null } } }),
    ],
    [
      'with an operator for an id',
      422,
      'invalid-request',
      () => ({ token: anna().token, body: { ...open, questionId: { $gt: '' }, answer: 'x' } }),
    ],
    [
      'with an unknown key',
      422,
      'invalid-request',
      () => ({ token: anna().token, body: { ...open, answer: 'x', correct: true } }),
    ],
    ['without an answer', 422, 'invalid-request', () => ({ token: anna().token, body: open })],
    [
      'with a number for an answer',
      422,
      'invalid-request',
      () => ({ token: anna().token, body: { ...open, answer: 5 } }),
    ],
    ['that is no object', 422, 'invalid-request', () => ({ token: anna().token, body: ['x'] })],
  ]

  it.each(rows)('%s: %i', async (_, status, name, request) => {
    const before = await platform.counts()
    const { token, body } = request()
    const reply = await refused(answerQuestionRoute, { ...(token && { token }), body })
    expect(reply).toMatchObject({ status, body: { type: problem(name), status } })
    expect(await platform.counts()).toEqual(before)
  })

  it('when the session in the path is another one than in the body: 422', async () => {
    const body = { ...open, sessionId: unknownId, answer: 'x' }
    const params = { sessionId: open.sessionId }
    const reply = await refused(answerSessionQuestionRoute, { token: anna().token, params, body })
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: '/sessionId' }] } })
  })

  it('and tells where the request is wrong', async () => {
    const body = { sessionId: 'short', questionId: 7 }
    const { body: said } = await refused(answerQuestionRoute, { token: anna().token, body })
    expect(said.issues?.map(({ path }) => path).toSorted()).toEqual(['/answer', '/questionId', '/sessionId'])
  })
})

describe('an earlier question', () => {
  it('that was skipped in the order is out of order', async () => {
    const finn = student(platform, 'finn@school.example')
    const { sessionId } = await finn.start({ topicId })
    const pool = await platform.collections.questions.find({ sessionId: toId(sessionId), servedAt: null }).toArray()
    const body = { sessionId, questionId: pool[0]!._id.toHexString(), answer: 'right' }
    const reply = await call<typeof answerQuestionRoute, Problem>(answerQuestionRoute, { token: finn.token, body })
    expect(reply).toMatchObject({ status: 400, body: { type: problem('question-not-served') } })
  })
})

describe('the limit', () => {
  it('counts distinct questions answered, over all quizzes, and says when to come back', async () => {
    const gina = student(platform, 'gina@school.example')
    const limit = 60
    let answered = 0
    let refusal: Awaited<ReturnType<typeof refused>> | undefined
    for (let quiz = 0; quiz < 3 && !refusal; quiz += 1) {
      const topic = await stockTopic(platform, 6)
      let { sessionId, question } = await gina.start({ topicId: topic, length: 30 })
      for (;;) {
        const body = { sessionId, questionId: question.id, answer: 'right' }
        const reply = await call<typeof answerQuestionRoute, unknown>(answerQuestionRoute, { token: gina.token, body })
        if (reply.status === 429) {
          refusal = reply as Awaited<ReturnType<typeof refused>>
          break
        }
        answered += 1
        // Retries never count.
        await gina.answer(sessionId, question.id, 'right')
        const said = reply.body as { nextQuestion?: typeof question; completed?: true }
        if (!said.nextQuestion) break
        question = said.nextQuestion
      }
    }
    // The window is a calendar minute: the run may have crossed into a new one.
    expect(answered).toBeGreaterThanOrEqual(limit)
    if (answered < 90) {
      expect(refusal).toMatchObject({ status: 429, body: { type: problem('too-many-requests') } })
      const seconds = Number(refusal?.headers['retry-after'])
      expect(seconds).toBeGreaterThanOrEqual(1)
      expect(seconds).toBeLessThanOrEqual(60)
    }
  })
})

describe('starting at the same time', () => {
  it('makes one quiz, which all the requests get', async () => {
    const hugo = student(platform, 'hugo@school.example')
    const started = await Promise.all(Array.from({ length: 8 }, () => hugo.start({ topicId })))
    expect(new Set(started.map(({ sessionId }) => sessionId)).size).toBe(1)
    const sessions = await platform.collections.quizSessions.find({ _id: toId(started[0]!.sessionId) }).toArray()
    expect(sessions).toHaveLength(1)
    const leftovers = await platform.collections.questions.distinct('sessionId', { userId: sessions[0]!.userId })
    expect(leftovers).toHaveLength(1)
  })
})
