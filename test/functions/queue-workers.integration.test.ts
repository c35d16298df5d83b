import { beforeAll, describe, expect, it } from 'vitest'
import { handler as generateQuestions } from '../../functions/queue/generate-questions.ts'
import { handler as storeInteractions } from '../../functions/queue/store-interactions.ts'
import type { Interaction } from '../../lib/contract/events.ts'
import { requestQuestionsRoute } from '../../lib/contract/routes/generation.ts'
import { collectionDefinitions } from '../../lib/platform/collections.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testPlatform } from '../support/platform.ts'

const platform = testPlatform()
const id = (digit: string) => digit.repeat(24)

const interaction = (name: string): Interaction => ({
  id: `${id('1')}:answer.submitted:${name}`,
  type: 'answer.submitted',
  userId: id('2'),
  sessionId: id('1'),
  topicId: id('3'),
  questionId: id('4'),
  at: new Date(0).toISOString(),
  data: { seq: 0 },
})

const envelope = (detail: unknown) =>
  JSON.stringify({ source: 'adaptive-quiz', 'detail-type': 'answer.submitted', detail })

const batch = (bodies: readonly string[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m-${index}`,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:q',
    awsRegion: 'us-east-1',
  })),
})

describe('storing interactions', () => {
  beforeAll(async () => {
    await platform.collections.users.insertOne({
      _id: toId(id('2')),
      googleId: 'sub-2',
      name: 'Two',
      email: 'two@school.example',
      roles: ['student'],
      progress: { topicsCompleted: [] },
      createdAt: new Date(0),
    })
  })

  it('lets go what comes after its person has been erased', async () => {
    const late = { ...interaction('late'), userId: id('9') }
    expect(await storeInteractions(batch([envelope(late), envelope(interaction('in-time'))]))).toEqual({
      batchItemFailures: [],
    })
    expect(await platform.collections.interactions.distinct('_id')).toEqual([interaction('in-time').id])
    await platform.collections.interactions.deleteMany({})
  })

  it('keeps each once, however often and in whatever company it is delivered', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map((name) => envelope(interaction(name)))
    expect(await storeInteractions(batch([one!, two!]))).toEqual({ batchItemFailures: [] })
    expect(await storeInteractions(batch([two!, three!, one!, three!]))).toEqual({ batchItemFailures: [] })
    const stored = await platform.collections.interactions.find().sort({ _id: 1 }).toArray()
    expect(stored.map(({ _id }) => _id)).toEqual(['a', 'b', 'c'].map((name) => interaction(name).id))
    for (const document of stored) collectionDefinitions.interactions.schema.parse(document)
  })

  it('reports poison as failed, and does the rest', async () => {
    const bodies = [envelope(interaction('d')), 'no JSON', envelope({ ...interaction('e'), userId: 'short' }), '{}']
    expect(await storeInteractions(batch(bodies))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }, { itemIdentifier: 'm-3' }],
    })
    expect(await platform.collections.interactions.countDocuments({ _id: interaction('d').id })).toBe(1)
  })
})

describe('generating questions without a model', () => {
  it('is refused to an admin', async () => {
    const request = { token: platform.adminToken(), body: { topicId: id('3') } }
    const { status, headers } = await platform.refused(requestQuestionsRoute, request)
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('300')
  })

  it('closes the job, once, and leaves the bank to serve', async () => {
    const message = {
      jobId: `${id('1')}:2`,
      audience: 'student',
      sessionId: id('1'),
      userId: id('2'),
      topicId: id('3'),
      level: 2,
      count: 3,
    }
    const { sessionId, userId, topicId, ...fields } = message
    await platform.collections.jobs.insertOne({
      _id: fields.jobId,
      kind: 'generate-questions',
      parentId: sessionId,
      audience: 'student',
      sessionId: toId(sessionId),
      userId: toId(userId),
      topicId: toId(topicId),
      level: 2,
      count: 3,
      status: 'open',
      outcome: null,
      problems: [],
      createdAt: new Date(),
      closedAt: null,
    })
    expect(await generateQuestions(batch([JSON.stringify(message)]))).toEqual({ batchItemFailures: [] })
    const closed = await platform.collections.jobs.findOne({ _id: fields.jobId })
    expect(closed).toMatchObject({ status: 'done', outcome: 'no-model' })
    expect(await generateQuestions(batch([JSON.stringify(message)]))).toEqual({ batchItemFailures: [] })
    expect(await platform.collections.jobs.findOne({ _id: fields.jobId })).toEqual(closed)
  })
})
