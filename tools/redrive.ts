/**
 * `npm run redrive -- QUEUE [--most 1000]`: sends a queue's dead letters back to it, once what killed them is mended.
 * QUEUE is the name on AWS (`prod-generate-questions`). Needs credentials, region and, for the local platform,
 * AWS_ENDPOINT_URL (`GET /local` says it) in the environment. Exits with 1 when a message was not taken.
 */
import { parseArgs } from 'node:util'
import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { moveMessages } from './redrive/move-messages.ts'

const argumentsSchema = z.object({
  queue: z
    .string({ error: 'a queue is missing' })
    .regex(/^[\w-]+$/)
    .refine((name) => !name.endsWith('-dlq'), 'name the queue that the messages go back to, without -dlq'),
  most: z.coerce.number().int().min(1),
})

function readArguments() {
  try {
    const options = { most: { type: 'string', default: '1000' } } as const
    const { positionals, values } = parseArgs({ options, allowPositionals: true })
    return argumentsSchema.parse({ queue: positionals[0], most: values.most })
  } catch (error) {
    console.error('usage: npm run redrive -- QUEUE [--most 1000]')
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : error)
    process.exit(2)
  }
}

const { queue, most } = readArguments()
const sqs = new SQSClient({})
const { moved, refused } = await moveMessages(sqs, { queue, most, say: console.log })
console.log(refused === 0 ? `done: ${moved} moved` : `${moved} moved, ${refused} not taken: they stay dead letters`)
process.exitCode = refused === 0 ? 0 : 1
