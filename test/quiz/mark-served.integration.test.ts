/** A student has seen what was served, even if the process died before it wrote that down (found by faults seed 5). */
import { beforeAll, expect, it } from 'vitest'
import { abandonQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
testAws()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { answerQuestion } = await import('../../lib/quiz/answer-question.ts')

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

/** Answers, and writes none of what follows an answer. @returns the next question's id */
async function answerInVain(sub: string, sessionId: string, questionId: string): Promise<string> {
  const deps = await quizDeps()
  const client = new Proxy(deps.client, {
    get: (target, name) =>
      name === 'bulkWrite' ? () => Promise.reject(new Error('killed')) : Reflect.get(target, name),
  })
  const reply = await answerQuestion({ ...deps, client }, { sub, sessionId, questionId, answer: 'right' })
  if (!('nextQuestion' in reply) || !reply.nextQuestion) throw new Error('the quiz ended early')
  return reply.nextQuestion.id
}

const unmarked = async (sessionId: string, answered: number) => {
  const attempts = await platform.collections.attempts.find({ sessionId: toId(sessionId) }).toArray()
  expect(attempts).toHaveLength(answered)
  const ids = attempts.map(({ questionId }) => questionId)
  return platform.collections.questions.countDocuments({ _id: { $in: ids }, servedAt: null })
}

async function begin(name: string) {
  const taker = student(platform, name)
  const { sessionId, question } = await taker.start({ topicId, length: 4 })
  const session = await platform.collections.quizSessions.findOne({ _id: toId(sessionId) })
  return { taker, sessionId, question, sub: session!.sub }
}

it('the next answer marks the question that it answers', async () => {
  const { taker, sessionId, question, sub } = await begin('next@school.example')
  await taker.answer(sessionId, await answerInVain(sub, sessionId, question.id), 'wrong')
  expect(await unmarked(sessionId, 2)).toBe(0)
})

it.each(['completes', 'abandons'])('whoever %s the quiz marks them all', async (how) => {
  const { taker, sessionId, question, sub } = await begin(`${how}@school.example`)
  const second = await answerInVain(sub, sessionId, question.id)
  const third = await answerInVain(sub, sessionId, second)
  const reply = await taker.answer(sessionId, third, 'right')
  if (how === 'abandons') {
    await platform.call(abandonQuizRoute, { token: taker.token, params: { sessionId } })
  } else if ('nextQuestion' in reply && reply.nextQuestion) {
    await taker.answer(sessionId, reply.nextQuestion.id, 'right')
  }
  expect(await unmarked(sessionId, how === 'abandons' ? 3 : 4)).toBe(0)
})
