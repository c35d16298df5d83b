/** A deployment over a running stage: one function changes, a model is plugged in, and quizzes go on as if nothing were. */
import { paginateListFunctions } from '@aws-sdk/client-lambda'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { toId } from '../../lib/platform/ids.ts'
import { findFaults } from '../../tools/drill/find-faults.ts'
import { takeQuizzes } from '../../tools/drill/take-quizzes.ts'
import { deployProd } from '../../tools/test-long/deployed/deploy-prod.ts'
import { type HttpStudent, httpStudent, tokenOf } from '../e2e/student.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { changedSource } from './changed-source.ts'
import { baseUrl, connectStores, lambda, stage } from './stage.ts'

let model: ModelServer
beforeAll(async () => {
  model = await startModelServer()
  return () => model.stop()
})

const newStudent = async (name: string) =>
  httpStudent(baseUrl, await tokenOf(baseUrl, `${name}.${crypto.randomUUID()}@school.example`))

async function artefacts(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName = '', CodeSha256 = '' } of Functions) found.set(FunctionName, CodeSha256)
  }
  return found
}

type Question = Awaited<ReturnType<HttpStudent['start']>>['question']

/** @returns the question after so many answers; null when the quiz has ended */
async function answer(student: HttpStudent, sessionId: string, question: Question, times: number) {
  let asked: Question | null = question
  for (let count = 0; asked && count < times; count += 1) {
    const reply = await student.answer(sessionId, asked)
    asked = 'nextQuestion' in reply ? reply.nextQuestion : null
  }
  return asked
}

test('a quiz under way goes on to its end, nothing is lost, and only what was changed is another', async () => {
  const { db, stores, close } = await connectStores()
  onTestFinished(close)
  const anna = await newStudent('anna')
  const [topic] = await anna.topics()
  const { sessionId, question } = await anna.start({ topicId: topic!.topicId })
  const fifth = await answer(anna, sessionId, question, 4)
  const before = await artefacts()

  let over = false
  const projectRoot = changedSource(stage.directory, 'functions/api/quiz/answer-question.ts')
  const overrides = { ...stage.overrides, openaiBaseUrl: model.url }
  const update = deployProd({ ...stage, projectRoot, overrides }).finally(() => {
    over = true
  })
  // Others take quizzes all the while, an answer a second, as often as one may.
  const [answered] = await Promise.all([takeQuizzes(baseUrl, { students: 2, paceMs: 1_100, over: () => over }), update])
  expect(answered.length).toBeGreaterThan(0)
  expect(await findFaults(db, answered)).toEqual([])

  expect(await answer(anna, sessionId, fifth!, 6)).toBeNull()
  expect(await anna.look(sessionId)).toMatchObject({ status: 'completed', total: 10 })
  expect(await stores.attempts.countDocuments({ sessionId: toId(sessionId) })).toBe(10)

  const after = await artefacts()
  expect([...after.keys()]).toEqual([...before.keys()])
  expect([...after].filter(([name, sha]) => before.get(name) !== sha).map(([name]) => name)).toEqual([
    'prod-answer-question',
  ])
  const { headers } = await anna.request('POST', '/api/quiz/answer', { sessionId, questionId: question.id, answer: '' })
  expect(headers.get('x-release')).toBe('changed')
})

test('generation is fanned out over the queue, a job a level, and its questions reach the quiz', async () => {
  const { stores, close } = await connectStores()
  onTestFinished(close)
  const ben = await newStudent('ben')
  const [topic] = await ben.topics()
  const { sessionId, question } = await ben.start({ topicId: topic!.topicId })
  await vi.waitFor(
    async () => {
      const jobs = await stores.jobs.find({ parentId: sessionId }).toArray()
      expect(jobs.map(({ level, status, outcome }) => [level, status, outcome]).toSorted()).toEqual(
        [1, 2, 3, 4, 5].map((level) => [level, 'done', 'complete']),
      )
    },
    { timeout: 120_000, interval: 250 },
  )
  expect(await answer(ben, sessionId, question, 10)).toBeNull()
  const served = await stores.questions.find({ sessionId: toId(sessionId), servedAt: { $ne: null } }).toArray()
  expect(served.map(({ source }) => source)).toContain('llm')
})
