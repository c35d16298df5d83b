/** From a quiz's start over the queue's message and a model on a real wire to questions that the student is asked. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { JobDocument } from '../../lib/contract/documents.ts'
import type { GenerateQuestionsMessage } from '../../lib/contract/events.ts'
import { collectionDefinitions } from '../../lib/platform/collections.ts'
import { testAws } from '../support/aws.ts'
import { startModelServer } from '../support/model-server.ts'
import { testPlatform } from '../support/platform.ts'
import { type Student, stockTopic, student } from '../support/quiz.ts'

const model = await startModelServer({ seed: 7 })
afterAll(() => model.stop())
const platform = testPlatform({ OPENAI_BASE_URL: model.url, GENERATION_SECONDS: '3' })
const aws = testAws()
const { handler: generateQuestions } = await import('../../functions/queue/generate-questions.ts')
const { toId } = await import('../../lib/platform/ids.ts')

const { collections } = platform

beforeEach(() => model.play('good'))

const eventOf = (messages: readonly unknown[]) => ({
  Records: messages.map((body, index) => ({
    messageId: `m-${index}`,
    receiptHandle: 'r',
    body: JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn',
    awsRegion: 'eu-central-1',
  })),
})

const work = async (messages: readonly unknown[]) =>
  expect(await generateQuestions(eventOf(messages))).toEqual({ batchItemFailures: [] })

/** A new quiz, and the messages that its start has sent. */
async function startQuiz(ada: Student, topicId: string, length = 10) {
  const started = await ada.start({ topicId, length })
  const messages = (await aws.messages(5)) as GenerateQuestionsMessage[]
  const jobsOf = () => collections.jobs.find({ sessionId: toId(started.sessionId) }).toArray()
  const made = () => collections.generatedQuestions.find({ sessionId: toId(started.sessionId) }).toArray()
  return { started, messages, jobsOf, made }
}

const outcomesOf = (jobs: JobDocument[]) => [...new Set(jobs.map(({ status, outcome }) => `${status}: ${outcome}`))]

describe('a quiz with a model behind it', () => {
  it('asks the questions that were made for it, each of them stored, logged and right', async () => {
    const ada = student(platform, 'ada@school.example')
    const topicId = await stockTopic(platform, 5, { questionTypes: ['multiple-choice', 'text'] })
    const { started, messages, jobsOf, made } = await startQuiz(ada, topicId)
    await work(messages)
    expect(outcomesOf(await jobsOf())).toEqual(['done: complete'])
    const questions = await made()
    expect(questions).toHaveLength(15)
    for (const question of questions) collectionDefinitions.generatedQuestions.schema.parse(question)

    const logs = await collections.generationLogs.find({ sessionId: toId(started.sessionId) }).toArray()
    for (const log of logs) {
      collectionDefinitions.generationLogs.schema.parse(log)
      expect(log.calls.map(({ purpose }) => purpose)).toEqual(['generate', 'verify'])
      expect(log.outcome).toBe('done')
    }
    const accepted = logs.flatMap(({ candidates }) => candidates.flatMap(({ itemId }) => itemId?.toHexString() ?? []))
    expect(accepted.toSorted()).toEqual(questions.map(({ _id }) => _id.toHexString()).toSorted())

    await ada.finish(started)
    const served = await collections.questions
      .find({ sessionId: toId(started.sessionId), servedAt: { $ne: null } })
      .toArray()
    expect(served.filter(({ source }) => source === 'llm').length).toBeGreaterThanOrEqual(4)
  })

  it('has each question once, however often the messages come', async () => {
    const { messages, made } = await startQuiz(student(platform, 'twice@school.example'), await stockTopic(platform))
    await work([...messages, ...messages])
    await Promise.all([work(messages), work(messages.toReversed())])
    const questions = await made()
    expect(questions).toHaveLength(15)
    expect(new Set(questions.map(({ fingerprint }) => fingerprint)).size).toBe(15)
  })

  it('goes on where a worker died between storing and joining', async () => {
    const { messages, made, started } = await startQuiz(
      student(platform, 'died@school.example'),
      await stockTopic(platform),
    )
    const { runJob } = await import('../../lib/generation/run-job.ts')
    const { generationDeps } = await import('../../lib/generation/deps.ts')
    const deps = await generationDeps()
    const dying = async () => {
      throw new Error('killed')
    }
    for (const { jobId } of messages) await expect(runJob({ ...deps, join: dying }, jobId)).rejects.toThrow('killed')
    const before = await made()
    const asked = model.requests.length
    await work(messages)
    expect(model.requests).toHaveLength(asked)
    expect(await made()).toEqual(before)
    const copies = { sessionId: toId(started.sessionId), source: 'llm' as const }
    expect(await collections.questions.countDocuments(copies)).toBe(15)
  })

  it('has coding questions with programs that its own grader has tried', async () => {
    const topicId = await stockTopic(platform, 5, { questionTypes: ['coding'] })
    const { messages, made } = await startQuiz(student(platform, 'code@school.example'), topicId, 5)
    await work(messages)
    const questions = await made()
    expect(questions.length).toBeGreaterThan(0)
    for (const { type, solutionPattern, reference, correctAnswer } of questions) {
      expect(type).toBe('coding')
      expect(solutionPattern?.tests?.length).toBeGreaterThan(2)
      expect(correctAnswer).toBe(reference)
    }
  })
})

describe('whatever the provider does', () => {
  it.each([
    ['refusal', 'refused'],
    ['content-filter', 'content-filtered'],
    ['no-choices', 'empty'],
    ['html', 'not-json'],
    ['error-in-200', 'provider-error'],
    ['closed-early', 'cut-off'],
    ['hang', 'timed-out'],
    ['hang-in-body', 'timed-out'],
    ['server-error', 'provider-error'],
    ['no-quota', 'quota-exhausted'],
    ['prose-only', 'nothing-usable'],
    ['answers-none', 'nothing-usable'],
  ] as const)('%s: the job fails as %s, is logged, and the bank serves', async (behaviour, outcome) => {
    model.play(
      behaviour === 'answers-none' ? ({ ask }) => (ask.kind === 'verification' ? 'answers-none' : 'good') : behaviour,
    )
    const ada = student(platform, `${behaviour}@school.example`)
    const { started, messages, jobsOf, made } = await startQuiz(ada, await stockTopic(platform))
    await Promise.all(messages.map((message) => work([message])))
    expect(outcomesOf(await jobsOf())).toEqual([`failed: ${outcome}`])
    expect(await made()).toEqual([])
    const log = await collections.generationLogs.findOne({ sessionId: toId(started.sessionId) })
    expect(log).toMatchObject({ outcome, questionsGenerated: 0 })
    const { replies } = await ada.finish(started)
    expect(replies.at(-1)).toMatchObject({ completed: true, total: 10 })
  })

  it.each(['retry-after', 'retry-after-ms', 'retry-after-date', 'too-many'] as const)(
    '%s: the message is put off, not burnt, and the quiz is not held up',
    async (behaviour) => {
      model.play(behaviour)
      const ada = student(platform, `${behaviour}@school.example`)
      const { started, messages, jobsOf, made } = await startQuiz(ada, await stockTopic(platform))
      await Promise.all(messages.map((message) => work([message])))
      for (const { status } of await jobsOf()) expect(['open', 'deferred']).toContain(status)
      const { replies } = await ada.finish(started)
      expect(replies.at(-1)).toMatchObject({ completed: true, total: 10 })
      model.play('good')
      await work(messages)
      expect(outcomesOf(await jobsOf())).toEqual(['done: complete'])
      expect(await made()).toHaveLength(15)
    },
  )

  it('what cannot be verified because the provider wants to be left alone is put off as well', async () => {
    model.play(({ ask }) => (ask.kind === 'verification' ? 'retry-after' : 'good'))
    const ada = student(platform, 'verify-later@school.example')
    const { messages, jobsOf, made } = await startQuiz(ada, await stockTopic(platform))
    await work(messages)
    for (const { status } of await jobsOf()) expect(['open', 'deferred']).toContain(status)
    expect(await made()).toEqual([])
    model.play('good')
    await work(messages)
    expect(await made()).toHaveLength(15)
  })

  it('a reply that is cut off gives what is whole, and asks once more for the rest', async () => {
    model.play(({ ask }) => (ask.kind === 'questions' && ask.count > 1 ? 'length' : 'good'))
    const { messages, jobsOf, started } = await startQuiz(
      student(platform, 'length@school.example'),
      await stockTopic(platform, 5, { questionTypes: ['multiple-choice'] }),
    )
    await work(messages)
    expect((await jobsOf()).every(({ status }) => status === 'done')).toBe(true)
    const logs = await collections.generationLogs.find({ sessionId: toId(started.sessionId) }).toArray()
    expect(logs.some(({ calls }) => calls.some(({ purpose }) => purpose === 're-ask'))).toBe(true)
  })
})

describe('wrong keys', () => {
  it('of 200 planted ones, at least 95 % are never served', async () => {
    const cheat = await startModelServer({ seed: 11, wrongKeys: 1 })
    const { makeOfModel } = await import('./with-model.ts')
    const topicId = toId(await stockTopic(platform))
    let planted = 0
    let served = 0
    for (let round = 0; planted < 200; round += 1) {
      const questions = await makeOfModel(cheat, { topicId, level: 1 + (round % 5), count: 12 })
      planted = cheat.planted.size
      served += questions.filter(({ text }) => cheat.planted.has(text)).length
    }
    await cheat.stop()
    expect(planted).toBeGreaterThanOrEqual(200)
    expect(served / planted).toBeLessThanOrEqual(0.05)
  })
})
