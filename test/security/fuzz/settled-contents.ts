/** What each collection holds, once what workers do behind replies has been done. */
import { createHash } from 'node:crypto'
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

/** By collection and id, what stands for a document's content. */
export type Contents = ReadonlyMap<string, string>

/** Each document that has come, gone or changed. */
export function changesBetween(before: Contents, after: Contents): string[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return [...ids].filter((id) => before.get(id) !== after.get(id))
}

/** Waits until the queues are empty, dead letters aside: a night writes its stages with long pauses between them. */
export function settledContents(
  db: Db,
  names: readonly string[],
  { awsEndpoint, queues }: RunningPlatform,
): () => Promise<Contents> {
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

  async function read(): Promise<Contents> {
    const contents = new Map<string, string>()
    for (const name of names) {
      for await (const document of db.collection(name).find()) {
        contents.set(`${name} ${document._id}`, createHash('sha256').update(JSON.stringify(document)).digest('base64'))
      }
    }
    return contents
  }

  return async () => {
    let [before, quiet] = [await count(), 0]
    while (quiet < quietLooks) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      const [atWork, now] = [await isAtWork(), await count()]
      quiet = !atWork && JSON.stringify(now) === JSON.stringify(before) ? quiet + 1 : 0
      before = now
    }
    return read()
  }
}
