/** Dead letters go back where they came from, whatever breaks on the way. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { config } from '../../lib/platform/config.ts'
import { moveMessages } from '../../tools/redrive/move-messages.ts'

const queue = `${config().EVENT_BUS_NAME}-redrive`
const sqs = new SQSClient({})
let source = ''
let deadLetters = ''

beforeAll(async () => {
  source = await create(queue)
  deadLetters = await create(`${queue}-dlq`)
})
beforeEach(async () => {
  for (const QueueUrl of [source, deadLetters]) await sqs.send(new PurgeQueueCommand({ QueueUrl }))
})
afterAll(() => sqs.destroy())

async function create(QueueName: string): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? ''
}

const bury = async (count: number) => {
  for (let number = 0; number < count; number += 1) {
    const MessageAttributes = { cause: { DataType: 'String', StringValue: `fault ${number}` } }
    await sqs.send(
      new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: `message ${number}`, MessageAttributes }),
    )
  }
}

/** Takes everything off a queue. */
async function drain(QueueUrl: string) {
  const drained: { body: string | undefined; cause: string | undefined }[] = []
  for (;;) {
    const asked = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] })
    const { Messages = [] } = await sqs.send(asked)
    if (Messages.length === 0) return drained
    for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
      drained.push({ body: Body, cause: MessageAttributes?.cause?.StringValue })
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
  }
}

const quiet = () => undefined
const bodies = (drained: Awaited<ReturnType<typeof drain>>) => drained.map(({ body }) => body).toSorted()
const messages = (count: number) => Array.from({ length: count }, (_, number) => `message ${number}`).toSorted()

describe('redriving', () => {
  it('moves every message, as it was, and leaves the dead-letter queue empty', async () => {
    await bury(23)
    expect(await moveMessages(sqs, { queue, most: 1_000, say: quiet })).toEqual({ moved: 23, refused: 0 })
    const arrived = await drain(source)
    expect(bodies(arrived)).toEqual(messages(23))
    for (const { body, cause } of arrived) expect(cause).toBe(body?.replace('message', 'fault'))
    expect(await drain(deadLetters)).toEqual([])
  })

  it('moves no more than it is told', async () => {
    await bury(12)
    expect(await moveMessages(sqs, { queue, most: 11, say: quiet })).toEqual({ moved: 11, refused: 0 })
    expect(await drain(source)).toHaveLength(11)
  })

  it('moves no message twice that fails again meanwhile: it ends', async () => {
    await bury(3)
    const send = sqs.send.bind(sqs) as (command: unknown) => Promise<unknown>
    const failing = { send: vi.fn(send) }
    failing.send.mockImplementation(async (command) => {
      const reply = await send(command)
      // The worker is faster than we, and its message dies again.
      if (command instanceof SendMessageBatchCommand) await bury(command.input.Entries?.length ?? 0)
      return reply
    })
    const moved = await moveMessages(failing as unknown as SQSClient, { queue, most: 1_000, say: quiet })
    expect(moved).toEqual({ moved: 3, refused: 0 })
    expect(await drain(deadLetters)).toHaveLength(3)
  })

  it('broken off between sending and deleting loses nothing', async () => {
    await bury(2)
    const send = sqs.send.bind(sqs) as (command: unknown) => Promise<unknown>
    const breaking = {
      send: async (command: unknown) => {
        if (command instanceof DeleteMessageBatchCommand) throw new Error('interrupted')
        return send(command)
      },
    }
    await expect(moveMessages(breaking as unknown as SQSClient, { queue, most: 1_000, say: quiet })).rejects.toThrow(
      'interrupted',
    )
    expect(bodies(await drain(source))).toEqual(messages(2))
  })

  it('broken off before sending leaves the messages where they are', async () => {
    await bury(2)
    const send = sqs.send.bind(sqs) as (command: unknown) => Promise<unknown>
    const refusing = {
      send: async (command: unknown) => (command instanceof SendMessageBatchCommand ? { Failed: [] } : send(command)),
    }
    const moved = await moveMessages(refusing as unknown as SQSClient, { queue, most: 1_000, say: quiet })
    expect(moved).toEqual({ moved: 0, refused: 2 })
    expect(await drain(source)).toEqual([])
  })

  it('is one command', async () => {
    await bury(4)
    const child = spawn(process.execPath, ['tools/redrive.ts', queue], { stdio: ['ignore', 'pipe', 'inherit'] })
    const printed: string[] = []
    child.stdout.on('data', (chunk) => printed.push(String(chunk)))
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(printed.join('')).toContain('done: 4 moved')
    expect(bodies(await drain(source))).toEqual(messages(4))
  })

  it('refuses the name of a dead-letter queue, and one that there is not', async () => {
    for (const [name, code] of [
      [`${queue}-dlq`, 2],
      ['no-such-queue', 1],
    ] as const) {
      const child = spawn(process.execPath, ['tools/redrive.ts', name], { stdio: 'ignore' })
      expect((await once(child, 'exit'))[0]).toBe(code)
    }
  })
})
