/**
 * The pipeline of every SQS consumer. A message that is not what it should be is poison: it is reported as failed each
 * time and so ends in the dead-letter queue. A message whose work fails is tried again. The rest of a batch is done.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod'
import { ending } from './invocation.ts'
import { beginLog, faultOf, log } from './log.ts'

export type Message<T> = { messageId: string; body: T }

/** @param work does the batch's good messages; answers the ids of those to be tried again. A throw fails them all. */
export function queueHandler<S extends z.ZodType>(
  schema: S,
  work: (messages: Message<z.output<S>>[]) => Promise<readonly string[]>,
) {
  return ending(async (event: SQSEvent, context?: Context): Promise<SQSBatchResponse> => {
    beginLog({ requestId: context?.awsRequestId })
    const good: Message<z.output<S>>[] = []
    const failed: string[] = []
    for (const record of event.Records) {
      const parsed = parseBody(schema, record)
      if (parsed.success) good.push({ messageId: record.messageId, body: parsed.data })
      else {
        log.error('poison message', {
          messageId: record.messageId,
          receives: record.attributes.ApproximateReceiveCount,
        })
        failed.push(record.messageId)
      }
    }
    if (good.length > 0) failed.push(...(await tryWork(work, good)))
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  })
}

async function tryWork<T>(work: (messages: Message<T>[]) => Promise<readonly string[]>, good: Message<T>[]) {
  try {
    return await work(good)
  } catch (error) {
    log.error('batch failed, to be tried again', { messages: good.length, error: faultOf(error) })
    return good.map(({ messageId }) => messageId)
  }
}

function parseBody<S extends z.ZodType>(schema: S, { body }: SQSRecord) {
  try {
    return schema.safeParse(JSON.parse(body))
  } catch {
    return { success: false } as const
  }
}
