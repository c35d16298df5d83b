/** Roles may do what they were granted and no more; what fails for that ends among the dead letters, and is redriven. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { ObjectId } from 'mongodb'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { awsVariables, noProxyVariables } from '../../local/emulator.ts'
import { httpStudent, tokenOf } from '../e2e/student.ts'
import { takeGrant } from './grants.ts'
import { invokeSample } from './invoke-sample.ts'
import { baseUrl, connectStores, sqs, stage } from './stage.ts'

describe('a function without its grant is refused', () => {
  test.each([
    ['request-night', 'events:PutEvents'],
    ['run-night', 'sqs:SendMessage'],
    ['list-topics', 'secretsmanager:GetSecretValue'],
  ])('%s without %s', async (name, action) => {
    const refusal = `is not authorized to perform: ${action}`
    expect((await invokeSample(name)).log).not.toContain(refusal)
    const giveBack = await takeGrant(`prod-${name}`, action)
    try {
      // As on AWS, it may take a moment until policies and lines are where they belong.
      await vi.waitFor(async () => expect((await invokeSample(name)).log).toContain(refusal), {
        timeout: 30_000,
        interval: 500,
      })
    } finally {
      await giveBack()
    }
    expect((await invokeSample(name)).log).not.toContain(refusal)
  })
})

async function urlOf(QueueName: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
  return QueueUrl!
}

async function waitingIn(QueueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  )
  return Number(Attributes?.ApproximateNumberOfMessages)
}

const redrive = (queue: string) =>
  promisify(execFile)('npm', ['run', '-s', 'redrive', '--', queue], {
    env: { ...process.env, ...awsVariables(stage.endpoint), ...noProxyVariables },
  })

test('messages that their worker could not do are dead letters, and done once it can; poison dies again', async () => {
  const [queue, deadLetters] = [await urlOf('prod-interactions'), await urlOf('prod-interactions-dlq')]
  const patience = { timeout: 90_000, interval: 250 }
  // Each delivery would be kept from the next for three minutes.
  const keepFor = (VisibilityTimeout: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout } }))
  await keepFor('1')
  onTestFinished(async () => {
    await keepFor('180')
    await sqs.send(new PurgeQueueCommand({ QueueUrl: deadLetters }))
  })
  const { stores, close } = await connectStores()
  onTestFinished(close)

  const giveBack = await takeGrant('prod-store-interactions', 'secretsmanager:GetSecretValue')
  try {
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'poison' }))
    const student = httpStudent(baseUrl, await tokenOf(baseUrl, `granted.${crypto.randomUUID()}@school.example`))
    const [topic] = await student.topics()
    const { sessionId } = await student.start({ topicId: topic!.topicId })
    const mine = { sessionId: ObjectId.createFromHexString(sessionId) }
    // The poison, and that a quiz was started and a question served.
    await vi.waitFor(async () => expect(await waitingIn(deadLetters)).toBeGreaterThanOrEqual(3), patience)
    expect(await stores.interactions.countDocuments(mine)).toBe(0)

    await giveBack()
    expect((await redrive('prod-interactions')).stdout).toMatch(/moved/)
    await vi.waitFor(async () => {
      const types = (await stores.interactions.find(mine).toArray()).map(({ type }) => type)
      expect(types.toSorted()).toEqual(['question.served', 'quiz.started'])
    }, patience)
    await vi.waitFor(async () => expect(await waitingIn(deadLetters)).toBe(1), patience)
  } finally {
    await giveBack()
  }
})
