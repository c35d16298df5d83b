/** The queue's worker as SQS calls it, on a real queue with its dead-letter queue. */
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/queue/check-code.ts'
import { toId } from '../../lib/platform/ids.ts'
import { long, patientDeps, programs, stockCodingTopic } from '../support/coding.ts'
import { logsOf, testPlatform } from '../support/platform.ts'
import { student } from '../support/quiz.ts'

const platform = testPlatform()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { answerQuestion } = await import('../../lib/quiz/answer-question.ts')
const { sweepQuizzes } = await import('../../lib/quiz/sweep.ts')

const sqs = new SQSClient({})
let [queueUrl, deadLettersUrl, topicId] = ['', '', '']

beforeAll(async () => {
  topicId = await stockCodingTopic(platform)
  const name = `${platform.db.databaseName}-redriven`
  const create = async (QueueName: string, Attributes = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? ''
  deadLettersUrl = await create(`${name}-dlq`)
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: ['QueueArn'] }),
  )
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 })
  queueUrl = await create(name, { RedrivePolicy, VisibilityTimeout: '1' })
})
afterAll(() => sqs.destroy())

/** A program that nobody has judged. */
async function handIn(name: string, source: string) {
  const taker = student(platform, name)
  const { sessionId, question } = await taker.start({ topicId })
  const session = await platform.collections.quizSessions.findOne({ _id: toId(sessionId) })
  const message = { sessionId, questionId: question.id }
  await answerQuestion(patientDeps(await quizDeps()), { ...message, sub: session!.sub, answer: source })
  return message
}

const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }))

/** As the event source mapping does: a batch, and what did not fail is deleted. Gives the bodies received. */
async function deliver(): Promise<string[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }))
  const Records = Messages.map(({ MessageId: messageId, Body: body, ReceiptHandle: receiptHandle }) => ({
    ...{ messageId, body, receiptHandle, attributes: { ApproximateReceiveCount: '1' } },
  }))
  const { batchItemFailures } = await handler({ Records } as SQSEvent)
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  for (const { MessageId, ReceiptHandle } of Messages) {
    if (!failed.includes(MessageId ?? ''))
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }))
  }
  return Messages.map(({ Body = '' }) => Body)
}

describe('a batch with poison in it', () => {
  it('is done but for the poison, which ends in the dead-letter queue', async () => {
    const messages = await Promise.all(
      Array.from({ length: 6 }, (_, index) => handIn(`batch-${index}@school.example`, long(programs.right))),
    )
    const poison = JSON.stringify({ sessionId: 'not an id', questionId: 'canary-words' })
    const [first, ...others] = messages.map((message) => JSON.stringify(message))
    const logs = await logsOf(async () => {
      for (const body of [first ?? '', poison, ...others]) await send(body)
      await vi.waitFor(
        async () => {
          await deliver()
          const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLettersUrl }))
          expect(Messages.map(({ Body }) => Body)).toEqual([poison])
        },
        { timeout: 20_000, interval: 300 },
      )
    })
    expect(await deliver()).toEqual([])
    for (const { questionId } of messages) {
      const attempt = await platform.collections.attempts.findOne({ questionId: toId(questionId) })
      expect(attempt).toMatchObject({ verdict: 'correct', isCorrect: true })
    }
    expect(logs).toContain('poison message')
    expect(logs).not.toMatch(/canary|n \+ n/)
  })

  it('that is a good message whose work fails is tried again, by itself', async () => {
    const [good, bad] = [
      await handIn('good@school.example', long(programs.right)),
      await handIn('bad@school.example', long(programs.right)),
    ]
    const question = { _id: toId(bad.questionId) }
    const before = await platform.collections.questions.findOne(question)
    await platform.collections.questions.updateOne(question, { $unset: { solutionPattern: '' } })
    for (const message of [bad, good]) await send(JSON.stringify(message))
    await vi.waitFor(async () => {
      await deliver()
      const attempt = await platform.collections.attempts.findOne({ questionId: toId(good.questionId) })
      expect(attempt).toMatchObject({ verdict: 'correct' })
    })
    await platform.collections.questions.replaceOne(question, before!)
    await vi.waitFor(
      async () => {
        await deliver()
        const attempt = await platform.collections.attempts.findOne({ questionId: toId(bad.questionId) })
        expect(attempt).toMatchObject({ verdict: 'correct' })
      },
      { timeout: 10_000, interval: 300 },
    )
  })
})

describe('a message redriven after its answer was given up', () => {
  it('is a regrade, and the quiz stays as it is', async () => {
    const message = await handIn('redriven@school.example', programs.slow)
    const deps = await quizDeps()
    await sweepQuizzes({ ...deps, clock: () => new Date(Date.now() + 6 * 60_000) })
    const questionId = toId(message.questionId)
    const attempt = await platform.collections.attempts.findOne({ questionId })
    expect(attempt).toMatchObject({ verdict: 'unknown', isCorrect: null })
    await send(JSON.stringify(message))
    await vi.waitFor(
      async () => {
        await deliver()
        expect(await platform.collections.regrades.findOne({ questionId })).toMatchObject({ verdict: 'correct' })
      },
      { timeout: 10_000, interval: 300 },
    )
    expect(await platform.collections.attempts.findOne({ questionId })).toEqual(attempt)
  })
})
