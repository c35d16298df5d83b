/** Messages to SQS. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { impatientClient } from './aws-client.ts'
import { faultOf, log } from './log.ts'

const client = new SQSClient(impatientClient)

/** SQS takes at most ten messages a request. */
const batchSize = 10

/**
 * Sends JSON messages; answers how many were taken. What SQS does not take is logged and left to the sweeper.
 * @param options.delaySeconds before a worker may see them, 0 to 900
 */
export async function sendMessages(
  queueUrl: string,
  messages: readonly unknown[],
  { delaySeconds = 0 }: { delaySeconds?: number } = {},
): Promise<number> {
  let taken = 0
  for (let start = 0; start < messages.length; start += batchSize) {
    const batch = messages.slice(start, start + batchSize)
    try {
      const reply = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((message, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(message),
            DelaySeconds: delaySeconds,
          })),
        }),
      )
      taken += reply.Successful?.length ?? 0
      for (const failed of reply.Failed ?? []) log.error('SQS refused a message', { queueUrl, code: failed.Code })
    } catch (error) {
      log.error('SQS is not answering', { queueUrl, error: faultOf(error) })
    }
  }
  return taken
}
