/**
 * The proxies before the stores, and an AWS that takes every event and message, in a process of their own. Over the
 * channel: where the stores are, then settings, each answered by the round trips since the last.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import * as z from 'zod'
import { proxiesSettingSchema, proxiesTargetSchema } from './proxies-messages.ts'
import { startSlowProxy, type Wire } from './slow-proxy.ts'

if (!process.send) throw new Error('proxies.ts is started by stage.ts only')
const tell = process.send.bind(process)

const wire: Wire = { milliseconds: { mongodb: 0, redis: 0, aws: 0 }, trips: null }

const requestSchema = z.looseObject({
  Entries: z.array(z.looseObject({ Id: z.string().optional(), MessageBody: z.string().optional() })),
})

/** EventBridge's PutEvents and SQS' SendMessageBatch, both in JSON. */
const aws = createServer(async (request, response) => {
  const { Entries } = requestSchema.parse(await json(request))
  const isQueue = String(request.headers['x-amz-target']).endsWith('SendMessageBatch')
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const body = isQueue
    ? {
        Successful: Entries.map(({ Id, MessageBody = '' }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: md5(MessageBody),
        })),
      }
    : { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
})
aws.keepAliveTimeout = 60_000
aws.listen(0, '127.0.0.1')
await once(aws, 'listening')
const awsPort = z.object({ port: z.int() }).parse(aws.address()).port

process.once('disconnect', () => process.exit())
process.once('message', async (message) => {
  const { mongodb, redis } = proxiesTargetSchema.parse(message)
  process.on('message', (next) => {
    const { milliseconds, isRecording } = proxiesSettingSchema.parse(next)
    tell({ trips: wire.trips ?? [] })
    wire.milliseconds = milliseconds
    wire.trips = isRecording ? [] : null
  })
  tell({
    mongodb: await startSlowProxy('mongodb', mongodb, wire),
    redis: await startSlowProxy('redis', redis, wire),
    aws: await startSlowProxy('aws', awsPort, wire),
  })
})
tell('ready')
