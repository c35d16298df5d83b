/** Whole quizzes through the front door: of this machine's platform, of its bundles, or of a stage on AWS. */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { MongoClient, ObjectId } from 'mongodb'
import { describe, expect, inject, it, vi } from 'vitest'
import * as z from 'zod'
import { topicIdOf } from '../../lib/content/seed-bank.ts'
import { type HttpStudent, httpStudent, tokenOf } from './student.ts'

const baseUrl = inject('baseUrl')
const run = randomUUID().slice(0, 8)
const newStudent = async (name: string) => httpStudent(baseUrl, await tokenOf(baseUrl, `${name}.${run}@school.example`))

const bankFiles = readdirSync(new URL('../../lib/content/bank/', import.meta.url)).filter((file) =>
  file.endsWith('.json'),
)
const shipped = new Set(bankFiles.map((file) => topicIdOf(basename(file, '.json')).toHexString()))

/** Of the bank that comes with the platform: what other tests make there is theirs, and may go at any time. */
const topicsOf = async (student: HttpStudent) => (await student.topics()).filter(({ topicId }) => shipped.has(topicId))

async function play(taker: HttpStudent, topicId: string, length = 10) {
  const { sessionId, question } = await taker.start({ topicId, length })
  const questions = [question]
  for (;;) {
    const reply = await taker.answer(sessionId, questions.at(-1)!)
    if ('completed' in reply) return { sessionId, questions, last: reply }
    if (!reply.nextQuestion) throw new Error('the bank ran out')
    questions.push(reply.nextQuestion)
  }
}

describe('the topics', () => {
  it('are at least six, each with its title, description and range', async () => {
    const topics = await topicsOf(await newStudent('looker'))
    expect(topics.map(({ topicId }) => topicId).toSorted()).toEqual([...shipped].toSorted())
    expect(topics.length).toBeGreaterThanOrEqual(6)
    expect(topics.map(({ title }) => title)).toEqual(topics.map(({ title }) => title).toSorted())
    for (const { difficultyRange } of topics) expect(difficultyRange).toEqual({ min: 1, max: 5 })
  })
})

describe('a student', () => {
  it('takes quizzes to their end, one of them on each topic, and sees them in their progress', async () => {
    // A student may start ten a minute.
    const students = [await newStudent('anna'), await newStudent('zoe')]
    const topics = await topicsOf(students[0]!)
    for (const [turn, taker] of students.entries()) {
      const mine = topics.filter((_, index) => index % students.length === turn).map(({ topicId }) => topicId)
      for (const topicId of mine) {
        const { questions, last, sessionId } = await play(taker, topicId, 5)
        expect(new Set(questions.map(({ id }) => id)).size).toBe(5)
        expect(last).toMatchObject({ completed: true, total: 5, result: { policy: 'irt', stopReason: 'length' } })
        expect(await taker.look(sessionId)).toMatchObject({ status: 'completed', score: last.score, total: 5 })
      }
      const { body } = await taker.request('GET', '/api/user/progress')
      const rows = z
        .object({ topics: z.array(z.object({ topicId: z.string(), completed: z.literal(true) })) })
        .parse(body)
      expect(rows.topics.map(({ topicId }) => topicId).toSorted()).toEqual(mine.toSorted())
    }
  })

  it('leaves, comes back to the same question, and answers it once', async () => {
    const ben = await newStudent('ben')
    const [topic] = await topicsOf(ben)
    const { topicId } = topic!
    const { sessionId, question } = await ben.start({ topicId })
    const first = await ben.answer(sessionId, question)
    expect(await ben.answer(sessionId, question)).toEqual(first)
    const next = 'nextQuestion' in first ? first.nextQuestion : null
    expect(await ben.start({ topicId })).toEqual({ sessionId, question: next })
    expect(await ben.look(sessionId)).toMatchObject({ status: 'active', answered: 1, question: next })
    const other = await ben.request('POST', `/api/quiz/${sessionId}/answer`, {
      questionId: question.id,
      answer: 'another',
    })
    expect(other).toMatchObject({ status: 409, body: { type: 'urn:adaptive-quiz:problem:already-answered' } })
  })

  it('cannot touch somebody else’s quiz', async () => {
    const [cleo, dora] = [await newStudent('cleo'), await newStudent('dora')]
    const [topic] = await topicsOf(cleo)
    const { sessionId, question } = await cleo.start({ topicId: topic!.topicId })
    const answer = { sessionId, questionId: question.id, answer: 'x' }
    expect(await dora.request('GET', `/api/quiz/${sessionId}`)).toMatchObject({ status: 401 })
    expect(await dora.request('POST', '/api/quiz/answer', answer)).toMatchObject({ status: 401 })
    expect(await dora.request('POST', `/api/quiz/${sessionId}/abandon`)).toMatchObject({ status: 401 })
    expect(await cleo.look(sessionId)).toMatchObject({ status: 'active', answered: 0 })
  })

  it('is told to slow down after ten starts a minute, and when to come back', async () => {
    const emil = await newStudent('emil')
    const [topic] = await topicsOf(emil)
    const body = { topicId: topic!.topicId, restart: true }
    const replies = []
    // Across the turn of a minute there may be twice ten.
    for (let start = 0; start < 21; start += 1) replies.push(await emil.request('POST', '/api/quiz/start', body))
    expect(replies.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(201))
    const refused = replies.find(({ status }) => status === 429)
    expect(refused).toMatchObject({ body: { type: 'urn:adaptive-quiz:problem:too-many-requests' } })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  })

  it('is one of thirty who take quizzes at the same time, without an error', async () => {
    const students = await Promise.all(Array.from({ length: 30 }, (_, index) => newStudent(`crowd-${index}`)))
    const topics = await topicsOf(students[0]!)
    const played = await Promise.all(
      students.map((each, index) => play(each, topics[index % topics.length]!.topicId, 5)),
    )
    for (const { last } of played) expect(last).toMatchObject({ completed: true, total: 5 })
  })

  it('gets problem details for what is wrong with a request', async () => {
    const finn = await newStudent('finn')
    const start = (body: unknown) => finn.request('POST', '/api/quiz/start', body)
    expect(await start({ topicId: 'f'.repeat(24) })).toMatchObject({ status: 404 })
    expect(await start({ topicId: { $ne: null } })).toMatchObject({
      status: 422,
      body: { issues: [{ path: '/topicId' }] },
    })
    expect(await start({ topicId: 'f'.repeat(24), surprise: 1 })).toMatchObject({ status: 422 })
    const anonymous = await fetch(`${baseUrl}/api/topics`)
    expect(anonymous.status).toBe(401)
  })
})

/** What a database tells of a quiz; a stage on AWS keeps its own to itself. */
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

describe.runIf(local)('behind the front door', () => {
  it('interactions arrive by bus and queue, each once, and generation jobs are closed by their worker', async () => {
    const { mongodbUri } = z.object({ mongodbUri: z.string() }).parse(await (await fetch(`${baseUrl}/local`)).json())
    const client = new MongoClient(mongodbUri)
    const gina = await newStudent('gina')
    const [topic] = await topicsOf(gina)
    const { sessionId } = await play(gina, topic!.topicId, 3)
    const mine = { sessionId: new ObjectId(sessionId) }
    try {
      await vi.waitFor(
        async () => {
          const types = (await client.db().collection('interactions').find(mine).toArray()).map(({ type }) => type)
          expect(types.toSorted()).toEqual([
            ...Array(3).fill('answer.graded'),
            ...Array(3).fill('answer.submitted'),
            ...Array(3).fill('question.served'),
            'quiz.completed',
            'quiz.started',
          ])
          const jobs = await client.db().collection('jobs').find(mine).toArray()
          expect(jobs.map(({ level, status, outcome }) => [level, status, outcome]).toSorted()).toEqual(
            [1, 2, 3, 4, 5].map((level) => [level, 'done', 'no-model']),
          )
        },
        { timeout: 30_000, interval: 250 },
      )
    } finally {
      await client.close()
    }
  })

  it('the night can be called at once', async () => {
    const reply = await fetch(`${baseUrl}/local/schedule/nightly`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(reply.status).toBe(202)
  })
})
