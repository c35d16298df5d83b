/** Code answers through the front door, over SQS and its worker, and back within the request. */
import { randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import * as z from 'zod'
import { answerReplySchema } from '../../lib/contract/quiz.ts'
import { type Collections, collections } from '../../lib/platform/collections.ts'
import { toId } from '../../lib/platform/ids.ts'
import { long, programs, stockCodingTopic } from '../support/coding.ts'
import { httpStudent, tokenOf } from './student.ts'

const baseUrl = inject('baseUrl')
const run = randomUUID().slice(0, 8)
/** Whose database can be given a topic of its own. */
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

describe.runIf(local)('a code answer', () => {
  let client: MongoClient
  let stores: Collections
  let topicId = ''
  beforeAll(async () => {
    const { mongodbUri } = z.object({ mongodbUri: z.string() }).parse(await (await fetch(`${baseUrl}/local`)).json())
    client = new MongoClient(mongodbUri)
    stores = collections(client.db())
    topicId = await stockCodingTopic({ collections: stores }, 3)
  })
  afterAll(() => client.close())

  it.each([
    ['of 5 KiB', long(programs.right), true],
    ['of 5 KiB that is wrong', long(programs.wrong), false],
    ['that takes more than 200,000 steps', programs.slow, true],
    ['that never ends', programs.endless, false],
  ])('%s goes over the queue, and its verdict comes with the reply', async (name, answer, correct) => {
    const taker = httpStudent(
      baseUrl,
      await tokenOf(baseUrl, `coder-${name.replaceAll(/\W/g, '-')}.${run}@school.example`),
    )
    const { sessionId, question } = await taker.start({ topicId, length: 2 })
    const reply = await taker.request('POST', '/api/quiz/answer', { sessionId, questionId: question.id, answer })
    expect(reply).toMatchObject({ status: 200, body: { correct } })
    const { nextQuestion } = z.object({ nextQuestion: z.object({ id: z.string() }) }).parse(reply.body)
    // Only an answer that was waited for has a time of its verdict.
    const attempt = await stores.attempts.findOne({ questionId: toId(question.id) })
    expect(attempt).toMatchObject({ gradedAt: expect.any(Date) })
    expect(await taker.look(sessionId)).toMatchObject({ answered: 1, question: { id: nextQuestion.id } })
    const last = await taker.request('POST', '/api/quiz/answer', { sessionId, questionId: nextQuestion.id, answer })
    expect(answerReplySchema.parse(last.body)).toMatchObject({ correct, completed: true, total: 2 })
  })
})
