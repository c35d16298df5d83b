/** The real queues of one lane: what the process sent is read from them, and handed to its workers more often than once. */
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { eventSource } from '../../lib/contract/events.ts'
import { account, clientSettings, region } from '../../local/emulator.ts'

const workers = ['generate-questions', 'check-code', 'store-interactions'] as const
export type QueueWorkerName = (typeof workers)[number]

export type Queues = {
  bus: string
  /** Name of the queue of each worker. */
  names: Record<QueueWorkerName, string>
  /** Takes everything off a worker's queue. */
  take(worker: QueueWorkerName): Promise<string[]>
  /** What is left belongs to no later schedule. */
  clear(): Promise<void>
  close(): void
}

export async function createQueues(endpoint: string, own: string): Promise<Queues> {
  const sqs = new SQSClient(clientSettings(endpoint))
  const eventBridge = new EventBridgeClient(clientSettings(endpoint))
  const named = workers.map((worker) => [worker, `${own}-${worker}`] as const)
  const made = await Promise.all(
    named.map(async ([worker, name]) => {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
      return [worker, QueueUrl] as const
    }),
  )
  const urls = Object.fromEntries(made) as Record<QueueWorkerName, string>
  const names = Object.fromEntries(named) as Record<QueueWorkerName, string>
  await eventBridge.send(new CreateEventBusCommand({ Name: own }))
  const rule = { EventBusName: own, Name: 'all' }
  await eventBridge.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [eventSource] }) }))
  const target = { Id: 'queue', Arn: `arn:aws:sqs:${region}:${account}:${names['store-interactions']}` }
  await eventBridge.send(new PutTargetsCommand({ EventBusName: own, Rule: 'all', Targets: [target] }))

  return {
    bus: own,
    names,
    async take(worker) {
      const QueueUrl = urls[worker]
      const taken: string[] = []
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
        if (Messages.length === 0) return taken
        taken.push(...Messages.map(({ Body = '' }) => Body))
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
      }
    },
    async clear() {
      await Promise.all(workers.map((worker) => sqs.send(new PurgeQueueCommand({ QueueUrl: urls[worker] }))))
    },
    close() {
      sqs.destroy()
      eventBridge.destroy()
    },
  }
}
