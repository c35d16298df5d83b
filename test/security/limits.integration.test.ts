/** Over the limit, start, answer, report and every admin route say 429, and in Retry-After exactly when it is over. */
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import type { Route } from '../../lib/contract/route.ts'
import {
  answerQuestionRoute,
  getQuizRoute,
  reportQuestionRoute,
  startQuizRoute,
} from '../../lib/contract/routes/quiz.ts'
import { routes } from '../../lib/contract/routes.ts'
import { testAws } from '../support/aws.ts'
import type { CallOptions } from '../support/call.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const limit = 3
const platform = testPlatform({
  LIMIT_STARTS_PER_MINUTE: String(limit),
  LIMIT_ANSWERS_PER_MINUTE: String(limit),
  LIMIT_REPORTS_PER_MINUTE: String(limit),
  LIMIT_ADMIN_CALLS_PER_MINUTE: String(limit),
})
testAws()
const { call, refused, issuer, collections, counts } = platform
const { currentUser, forgetUser } = await import('../../lib/people/current-user.ts')

/** Every test begins so far into a minute of its own. */
const secondsIn = 17
let minute = Math.ceil(Date.now() / 60_000)
const turnTo = (seconds: number) => vi.setSystemTime(minute * 60_000 + seconds * 1_000)
beforeEach(() => {
  minute += 1
  vi.useFakeTimers({ toFake: ['Date'] })
  turnTo(secondsIn)
})
afterAll(() => {
  vi.useRealTimers()
})

async function expectLimited(route: Route, options: CallOptions) {
  const before = await counts()
  const { status, headers, body } = await refused(route, options)
  expect([status, body.type]).toEqual([429, problemUrn('too-many-requests')])
  expect(headers['retry-after']).toBe(String(60 - secondsIn))
  expect(await counts()).toEqual(before)
}

/** So many calls of whatever outcome are taken; the next is not, nor is one a moment before the minute is over. */
async function expectLimit(route: Route, optionsOf: (number: number) => CallOptions) {
  for (let number = 1; number <= limit; number += 1) {
    expect((await refused(route, optionsOf(number))).status).not.toBe(429)
  }
  await expectLimited(route, optionsOf(limit + 1))
  turnTo(59.9)
  expect((await refused(route, optionsOf(limit + 1))).headers['retry-after']).toBe('1')
  turnTo(60)
  expect((await refused(route, optionsOf(limit + 1))).status).not.toBe(429)
}

test('starts', async () => {
  const topicId = await stockTopic(platform)
  const { token } = student(platform, 'starter@school.example')
  await expectLimit(startQuizRoute, () => ({ token, body: { topicId } }))
})

test('starts that are refused', async () => {
  const { token } = student(platform, 'prober@school.example')
  await expectLimit(startQuizRoute, () => ({ token, body: { topicId: 'f'.repeat(24) } }))
})

test('reports that are refused', async () => {
  const { token } = student(platform, 'reporter@school.example')
  await expectLimit(reportQuestionRoute, (number) => ({
    token,
    body: { questionId: String(number).padStart(24, '0'), reason: 'other' },
  }))
})

test('answers: distinct questions count, an answer sent again does not, and a look never does', async () => {
  const topicId = await stockTopic(platform)
  const eager = student(platform, 'eager@school.example')
  const { token } = eager
  const started = await eager.start({ topicId, length: 10 })
  const { sessionId } = started
  let { question } = started
  const bodies = []
  for (let number = 1; number <= limit; number += 1) {
    const body = { sessionId, questionId: question.id, answer: 'right' }
    bodies.push(body)
    const reply = await call(answerQuestionRoute, { token, body })
    if (!('nextQuestion' in reply.body) || !reply.body.nextQuestion) throw new Error('the quiz ended early')
    question = reply.body.nextQuestion
  }
  const next = { sessionId, questionId: question.id, answer: 'right' }
  await expectLimited(answerQuestionRoute, { token, body: next })
  for (const body of bodies) expect((await call(answerQuestionRoute, { token, body })).status).toBe(200)
  expect((await call(getQuizRoute, { token, params: { sessionId } })).body).toMatchObject({ answered: limit })
  turnTo(60)
  expect((await call(answerQuestionRoute, { token, body: next })).status).toBe(200)
})

test("one person's calls are not another's", async () => {
  const topicId = await stockTopic(platform)
  const [one, other] = ['one', 'other'].map((name) => student(platform, `${name}@school.example`).token)
  for (let number = 0; number < limit; number += 1) await call(startQuizRoute, { token: one!, body: { topicId } })
  await expectLimited(startQuizRoute, { token: one!, body: { topicId } })
  expect((await call(startQuizRoute, { token: other!, body: { topicId } })).status).toBe(201)
})

const forAdmins = routes.filter(({ access }) => access === 'admin')

describe.each(forAdmins.map((route, index) => [`${route.method} ${route.path}`, route, index] as const))(
  '%s',
  (_, route, index) => {
    test('is limited before the request is looked at', async () => {
      const email = `${platform.db.databaseName}.admin-${index}@school.example`
      const sub = issuer.subOf(email)
      await currentUser({ sub, email, name: 'Test Student', hostedDomain: null })
      await collections.users.updateOne({ googleId: sub }, { $set: { roles: ['student', 'admin'] } })
      forgetUser(sub)
      await expectLimit(route, () => ({ token: issuer.mint({ email }), query: { unknown: '1' }, body: {} }))
    })
  },
)
