/** How many documents each collection has, once what workers do behind replies has been done. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Db } from 'mongodb'
import * as z from 'zod'
import { clientSettings } from '../../../local/emulator.ts'

/** What the local platform says of itself, at `/local`. */
const platformSchema = z.object({
  mongodbUri: z.string(),
  awsEndpoint: z.string(),
  queues: z.record(z.string(), z.string()),
})
export type RunningPlatform = z.infer<typeof platformSchema>

export const describePlatform = async (baseUrl: string): Promise<RunningPlatform> =>
  platformSchema.parse(await (await fetch(`${baseUrl}/local`)).json())

/** Looks, half a second apart, that must find the same: what is between a bus and a queue is in neither. */
const quietLooks = 4

const messageCounts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const

/** Waits until the queues are empty, dead letters aside: a night writes its stages with long pauses between them. */
export function settledCounts(
  db: Db,
  names: readonly string[],
  { awsEndpoint, queues }: RunningPlatform,
): () => Promise<Record<string, number>> {
  const sqs = new SQSClient(clientSettings(awsEndpoint))
  const working = Object.entries(queues).flatMap(([name, url]) => (name.endsWith('-dlq') ? [] : [url]))

  async function messagesIn(QueueUrl: string): Promise<number> {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...messageCounts] })
    const { Attributes = {} } = await sqs.send(asked)
    return messageCounts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
  }
  const isAtWork = async () => (await Promise.all(working.map(messagesIn))).some((count) => count > 0)
  const count = async () =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await db.collection(name).countDocuments()])))

  return async () => {
    let [before, quiet] = [await count(), 0]
    while (quiet < quietLooks) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      const [atWork, now] = [await isAtWork(), await count()]
      quiet = !atWork && JSON.stringify(now) === JSON.stringify(before) ? quiet + 1 : 0
      before = now
    }
    return before
  }
}
