/** A queue and a bus of the test file's own, on a real SQS and EventBridge, and what was sent to them. */
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, vi } from 'vitest'
import { eventSource } from '../../lib/contract/events.ts'
import { config } from '../../lib/platform/config.ts'

export type TestAws = {
  /** Takes the messages off the generation queue, parsed, once there are `count` of them. */
  messages(count: number): Promise<unknown[]>
  /** The same of the queue of code answers to be judged. */
  checks(count: number): Promise<unknown[]>
  /** Takes the events off the bus, as EventBridge delivers them, once there are `count` of them. */
  events(count: number): Promise<{ 'detail-type': string; detail: unknown }[]>
}

/** Call it at the top of a test file, beside testPlatform(): what it makes is what the handlers send to. */
export function testAws(): TestAws {
  const sqs = new SQSClient({})
  const eventBridge = new EventBridgeClient({})
  const { EVENT_BUS_NAME, GENERATE_QUESTIONS_QUEUE_URL, CHECK_CODE_QUEUE_URL } = config()
  const eventsQueue = `${EVENT_BUS_NAME}-events`
  let queueUrl = ''
  let checksUrl = ''
  let eventsUrl = ''

  beforeAll(async () => {
    queueUrl = await createQueue(sqs, nameOf(GENERATE_QUESTIONS_QUEUE_URL))
    checksUrl = await createQueue(sqs, nameOf(CHECK_CODE_QUEUE_URL))
    eventsUrl = await createQueue(sqs, eventsQueue)
    const bus = { EventBusName: EVENT_BUS_NAME }
    await eventBridge.send(new CreateEventBusCommand({ Name: EVENT_BUS_NAME }))
    await eventBridge.send(
      new PutRuleCommand({ ...bus, Name: 'all', EventPattern: JSON.stringify({ source: [eventSource] }) }),
    )
    const target = { Id: 'queue', Arn: `arn:aws:sqs:us-east-1:000000000000:${eventsQueue}` }
    await eventBridge.send(new PutTargetsCommand({ ...bus, Rule: 'all', Targets: [target] }))
  })
  afterAll(() => {
    sqs.destroy()
    eventBridge.destroy()
  })

  return {
    messages: (count) => receive(sqs, queueUrl, count),
    checks: (count) => receive(sqs, checksUrl, count),
    events: async (count) => (await receive(sqs, eventsUrl, count)) as { 'detail-type': string; detail: unknown }[],
  }
}

const nameOf = (queueUrl: string) => queueUrl.split('/').at(-1) ?? ''

async function createQueue(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  return QueueUrl ?? ''
}

async function receive(sqs: SQSClient, QueueUrl: string, count: number): Promise<unknown[]> {
  const received: unknown[] = []
  await vi.waitFor(
    async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
      for (const { Body = 'null', ReceiptHandle } of Messages) {
        received.push(JSON.parse(Body))
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      }
      if (received.length < count) throw new Error(`${received.length} of ${count} messages have come`)
    },
    { timeout: 10_000, interval: 50 },
  )
  return received
}
