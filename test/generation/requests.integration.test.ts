/** Questions on an admin's request, and those that a new topic gets. */
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { GenerateQuestionsMessage } from '../../lib/contract/events.ts'
import { getRequestedQuestionsRoute, requestQuestionsRoute } from '../../lib/contract/routes/generation.ts'
import { createTopicRoute, replaceTopicByPathRoute } from '../../lib/contract/routes/topics.ts'
import { testAws } from '../support/aws.ts'
import { startModelServer } from '../support/model-server.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const model = await startModelServer({ seed: 3 })
afterAll(() => model.stop())
afterEach(() => model.play('good'))
const platform = testPlatform({ OPENAI_BASE_URL: model.url, GENERATION_SECONDS: '3' })
const aws = testAws()
const { call, refused, collections } = platform
const { generationDeps } = await import('../../lib/generation/deps.ts')
const { runJob } = await import('../../lib/generation/run-job.ts')
const { readProgress } = await import('../../lib/generation/request-questions.ts')
const { toId } = await import('../../lib/platform/ids.ts')

const token = () => platform.adminToken()
const join = async () => {
  throw new Error('there is no quiz to join')
}

/** What the worker does with so many messages, once they have come. */
async function work(count: number): Promise<GenerateQuestionsMessage[]> {
  const messages = (await aws.messages(count)) as GenerateQuestionsMessage[]
  const deps = await generationDeps()
  for (const { jobId } of messages) await runJob({ ...deps, join }, jobId)
  return messages
}

const body = { title: 'Fractions', description: 'Halves and thirds.', difficultyRange: { min: 2, max: 4 } }

describe('an admin’s request', () => {
  it('gets as many questions as it asks for, of the levels it asks for, key and all', async () => {
    const topicId = await stockTopic(platform, 2, { questionTypes: ['multiple-choice', 'text'] })
    const request = { topicId, numQuestions: 7, difficultySpread: { easy: 2, medium: 2, hard: 3 } }
    const [{ status, body: reply }] = await Promise.all([
      call(requestQuestionsRoute, { token: token(), body: request }),
      work(5),
    ])
    expect(status).toBe(200)
    expect(reply.problems).toEqual([])
    expect(reply.questions.map(({ difficulty }) => difficulty).toSorted()).toEqual([1, 2, 3, 3, 4, 4, 5])
    for (const { options, correctAnswer, type } of reply.questions) {
      if (type === 'multiple-choice') expect(options).toContain(correctAnswer)
      else expect(options).toBeNull()
    }
    const stored = await collections.generatedQuestions.find({ topicId: toId(topicId) }).toArray()
    expect(stored.map(({ audience }) => audience)).toEqual(Array(7).fill('review'))
    const started = await student(platform, 'unreviewed@school.example').start({ topicId })
    const copies = { sessionId: toId(started.sessionId), source: { $ne: 'bank' as const } }
    expect(await collections.questions.countDocuments(copies)).toBe(0)
    await aws.messages(5)
  })

  it('says why there is less', async () => {
    model.play('refusal')
    const topicId = await stockTopic(platform, 2, { questionTypes: ['text'] })
    const [{ status, body: reply }] = await Promise.all([
      call(requestQuestionsRoute, { token: token(), body: { topicId, numQuestions: 2 } }),
      work(2),
    ])
    expect(status).toBe(200)
    expect(reply.questions).toEqual([])
    expect(reply.problems.join()).toContain('refused')
  })

  it('can be asked how far it has come', async () => {
    const topicId = await stockTopic(platform, 2)
    const pending = call(requestQuestionsRoute, { token: token(), body: { topicId, numQuestions: 1 } })
    const [message] = (await aws.messages(1)) as GenerateQuestionsMessage[]
    const jobId = message!.jobId.split(':')[0]!
    const deps = await generationDeps()
    expect(await readProgress(deps, jobId)).toMatchObject({ jobId, status: 'running', questions: [] })
    await runJob({ ...deps, join }, message!.jobId)
    expect((await pending).status).toBe(200)
    const done = await call(getRequestedQuestionsRoute, { token: token(), params: { jobId } })
    expect(done).toMatchObject({ status: 200, body: { jobId, status: 'done', questions: [expect.anything()] } })
    const unknown = await refused(getRequestedQuestionsRoute, { token: token(), params: { jobId: 'f'.repeat(24) } })
    expect(unknown.status).toBe(404)
  })

  it('of levels that the topic does not have is refused', async () => {
    const topicId = await stockTopic(platform, 0, { difficultyRange: { min: 1, max: 3 } })
    const difficultySpread = { easy: 0, medium: 0, hard: 2 }
    const request = { token: token(), body: { topicId, numQuestions: 2, difficultySpread } }
    const { status, body: problem } = await refused(requestQuestionsRoute, request)
    expect(status).toBe(422)
    expect(problem.issues).toMatchObject([{ path: '/difficultySpread/hard' }])
  })
})

describe('a topic', () => {
  it('that is new or changed is stocked, for everybody', async () => {
    const { body: topic } = await call(createTopicRoute, { token: token(), body })
    const messages = await work(3)
    expect(messages.map(({ audience, level }) => `${audience} ${level}`).toSorted()).toEqual([
      'topic 2',
      'topic 3',
      'topic 4',
    ])
    const ofTopic = { topicId: toId(topic.topicId), audience: 'topic' as const }
    expect(await collections.generatedQuestions.countDocuments(ofTopic)).toBe(15)
    const started = await student(platform, 'new@school.example').start({ topicId: topic.topicId, length: 5 })
    expect(started.question.total).toBe(5)
    await aws.messages(3)
    await call(replaceTopicByPathRoute, {
      token: token(),
      params: { topicId: topic.topicId },
      body: { ...body, description: 'Halves, thirds and quarters.' },
    })
    await work(3)
    expect(await collections.generatedQuestions.countDocuments(ofTopic)).toBe(30)
  })
})
