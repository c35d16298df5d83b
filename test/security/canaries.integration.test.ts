/**
 * Canaries in whatever helps to answer, for every kind of stock: before the answer is in, no route says one to anybody but
 * admins, in body or header; no log, message or event ever does; and what stays hidden in a coding question stays so.
 */
import { describe, expect, test } from 'vitest'
import type { BankItemDocument } from '../../lib/contract/documents.ts'
import { getQuestionRoute } from '../../lib/contract/routes/questions.ts'
import { answerQuestionRoute, getQuizRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { routes } from '../../lib/contract/routes.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { long, programs, twicePattern } from '../support/coding.ts'
import { logsOf, testPlatform } from '../support/platform.ts'
import { generatedQuestion, stockTopic, student } from '../support/quiz.ts'
import { rows } from './access-rows.ts'

const platform = testPlatform({ LIMIT_STARTS_PER_MINUTE: '1000', LIMIT_ADMIN_CALLS_PER_MINUTE: '1000' })
const aws = testAws()
const { call, refused, collections, adminToken, issuer } = platform
const { currentUser } = await import('../../lib/people/current-user.ts')

const canary = /canary-/
/** Names of what helps to answer. */
const key = /solutionPattern|correctAnswer|acceptedAnswers|optionOrder/

/** Those that say it: a failure shows them alone. */
const saying = (said: readonly unknown[], what: RegExp) => said.filter((each) => what.test(JSON.stringify(each)))

type Content = Partial<BankItemDocument>

const contents: Record<string, Content> = {
  'multiple-choice': {
    // As an option, the key is seen, but not as the key.
    type: 'multiple-choice',
    options: ['right', 'wrong', 'false', 'bad'],
    correctAnswer: 'right',
    explanation: 'canary-explanation',
  },
  text: {
    type: 'text',
    options: null,
    correctAnswer: 'canary-key',
    acceptedAnswers: ['canary-accepted'],
    tolerance: 0.125,
    explanation: 'canary-explanation',
  },
  coding: {
    type: 'coding',
    options: null,
    correctAnswer: 'const twice = (n) => 2 * n // canary-reference',
    explanation: 'canary-explanation',
    solutionPattern: {
      ...twicePattern,
      tests: [...(twicePattern.tests ?? []), { args: ['canary-hidden-input'], expect: 'canary-hidden', hidden: true }],
    },
  },
}

/** Where a question may come from: the bank, or a model that made it for this student. */
const sources = ['bank', 'generated'] as const
const cases = Object.keys(contents).flatMap((type) => sources.map((source) => [type, source] as const))

async function stockWith(content: Content, source: (typeof sources)[number], userId: string): Promise<string> {
  const topicId = await stockTopic(platform, source === 'bank' ? 3 : 0)
  const ofTopic = { topicId: toId(topicId) }
  if (source === 'bank') await collections.bankItems.updateMany(ofTopic, { $set: content })
  else {
    const { key: _, served: __, status: ___, ...fields } = content
    const made = [1, 2, 3, 4, 5].flatMap((level) =>
      [1, 2, 3].map(() => generatedQuestion({ ...fields, ...ofTopic, level, forUser: toId(userId) })),
    )
    await collections.generatedQuestions.insertMany(made)
  }
  return topicId
}

/** The contract names what it does not tell. */
const userRoutes = routes.filter(
  ({ access, method, name }) => access !== 'admin' && method !== 'DELETE' && name !== 'get-openapi',
)

describe.each(cases)('a %s question of the %s', (type, source) => {
  test('gives nothing away before its answer, and nothing hidden after it', async () => {
    const ada = student(platform, `ada.${type}.${source}@school.example`)
    const eve = student(platform, `eve.${type}.${source}@school.example`)
    const identity = { sub: issuer.subOf(ada.email), email: ada.email, name: 'Test Student', hostedDomain: null }
    const user = await currentUser(identity)
    const userId = user._id.toHexString()
    const topicId = await stockWith(contents[type]!, source, userId)
    const before: unknown[] = []
    const after: unknown[] = []
    const logs = await logsOf(async () => {
      const { sessionId, question } = await ada.start({ topicId, length: 5 })
      before.push(question)
      const world = {
        topicId,
        sessionId,
        questionId: question.id,
        userId,
        email: ada.email,
        itemId: userId,
        jobId: userId,
      }
      for (const route of userRoutes) {
        const request = rows[`${route.method} ${route.path}`]!.request(world)
        const isAnswer = route.path.endsWith('/answer')
        if (route.name !== 'abandon-quiz' && !isAnswer)
          before.push(await refused(route, { ...request, token: ada.token }))
        before.push(await refused(route, { ...request, token: eve.token }), await refused(route, request))
        before.push(await refused(route, { ...request, token: ada.token, query: { unknown: 'x' } }))
        if (route.body) before.push(await refused(route, { ...request, token: ada.token, rawBody: '{"a"' }))
      }
      const other = { sessionId, questionId: topicId, answer: 'x' }
      before.push(await refused(answerQuestionRoute, { token: ada.token, body: other }))
      const answer = { sessionId, questionId: question.id, answer: type === 'coding' ? programs.wrong : 'wrong' }
      after.push(await call(answerQuestionRoute, { token: ada.token, body: answer }))
      const change = { ...answer, answer: 'another' }
      before.push(await refused(answerQuestionRoute, { token: ada.token, body: change }))
      const { lastAnswer, ...view } = (await call(getQuizRoute, { token: ada.token, params: { sessionId } })).body
      after.push(lastAnswer)
      before.push(view, await call(startQuizRoute, { token: ada.token, body: { topicId } }))
    })
    expect(saying(before, canary)).toEqual([])
    expect(saying(before, key)).toEqual([])
    expect(JSON.stringify(after)).toContain('canary-explanation')
    expect(saying(after, /canary-(hidden|reference|accepted)|solutionPattern/)).toEqual([])
    expect(logs).toContain('replied')
    expect(logs).not.toMatch(canary)

    const told = [...(await aws.messages(5)), ...(await aws.events(4))]
    expect(JSON.stringify(told)).not.toMatch(canary)

    // Admins see it all, so the canaries were there to be found.
    const copy = await collections.questions.findOne({ topicId: toId(topicId) })
    const questionId = copy!._id.toHexString()
    const story = await call(getQuestionRoute, { token: adminToken(), params: { questionId } })
    expect(JSON.stringify(story.body.content)).toMatch(canary)
  })
})

test('code that goes over the queue takes no pattern along', async () => {
  const ada = student(platform, 'ada.queue@school.example')
  const topicId = await stockWith(contents.coding!, 'bank', '')
  const { sessionId, question } = await ada.start({ topicId, length: 5 })
  const body = { sessionId, questionId: question.id, answer: long(programs.right) }
  const reply = await call(answerQuestionRoute, { token: ada.token, body })
  expect(reply.status).toBe(202)
  const sent = JSON.stringify([
    reply,
    await aws.checks(1),
    await call(getQuizRoute, { token: ada.token, params: { sessionId } }),
  ])
  expect(sent).toContain(question.id)
  expect(sent).not.toMatch(canary)
})
