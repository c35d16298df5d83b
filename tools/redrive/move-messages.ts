/**
 * Moves messages from a dead-letter queue back to where they came from: receive, send, and only then delete. Broken off at
 * any point it loses nothing; at worst a message is in both queues, and every worker takes a message twice for once.
 */
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

export type Redrive = {
  /** Name of the queue that has a dead-letter queue `<name>-dlq`. */
  queue: string
  /** At most so many; never more than there are at the start, so that what fails again is not moved again. */
  most: number
  say(line: string): void
}

export type Redriven = { moved: number; refused: number }

/** While we hold a message, nobody else gets it; afterwards it is back in the dead-letter queue by itself. */
const holdSeconds = 60

/** @throws QueueDoesNotExist when one of the two queues is not there */
export async function moveMessages(sqs: SQSClient, { queue, most, say }: Redrive): Promise<Redriven> {
  const [source, deadLetters] = await Promise.all([urlOf(sqs, queue), urlOf(sqs, `${queue}-dlq`)])
  const waiting = await countOf(sqs, deadLetters)
  const goal = Math.min(waiting, most)
  say(`${queue}-dlq holds ${waiting} messages; moving ${goal} of them`)
  const total: Redriven = { moved: 0, refused: 0 }
  while (total.moved + total.refused < goal) {
    const batch = await receive(sqs, deadLetters, Math.min(10, goal - total.moved - total.refused))
    // Fewer than the count, which SQS calls approximate, or somebody else has them.
    if (batch.length === 0) break
    const sent = await send(sqs, source, batch)
    await remove(sqs, deadLetters, sent)
    total.moved += sent.length
    total.refused += batch.length - sent.length
    say(`${total.moved} moved`)
  }
  return total
}

async function urlOf(sqs: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
  if (!QueueUrl) throw new Error(`SQS gives no address for ${QueueName}`)
  return QueueUrl
}

async function countOf(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
  const { Attributes } = await sqs.send(asked)
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
}

async function receive(sqs: SQSClient, QueueUrl: string, most: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: most,
      MessageAttributeNames: ['All'],
      VisibilityTimeout: holdSeconds,
      // Long polling asks every server of the queue: an empty answer is one.
      WaitTimeSeconds: 2,
    }),
  )
  return Messages
}

/** @returns those that the queue has taken */
async function send(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<Message[]> {
  const Entries = messages.map(({ Body, MessageAttributes }, index) => ({
    Id: String(index),
    MessageBody: Body,
    ...(MessageAttributes && { MessageAttributes }),
  }))
  const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  const taken = new Set(Successful.map(({ Id }) => Id))
  return messages.filter((_, index) => taken.has(String(index)))
}

async function remove(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
}
