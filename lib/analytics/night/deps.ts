/** What the night works with; assembled once per execution environment. */
import type { S3Client } from '@aws-sdk/client-s3'
import type { NightMessage } from '../../contract/events.ts'
import { systemClock, systemSleep } from '../../platform/clock.ts'
import { collections } from '../../platform/collections.ts'
import { type Config, config } from '../../platform/config.ts'
import { database } from '../../platform/mongo.ts'
import { sendMessages } from '../../platform/queue.ts'
import { systemSeed } from '../../platform/random.ts'
import type { closeIdleQuizzes } from '../../quiz/sweep.ts'
import { s3Client } from '../s3-client.ts'

export type NightDeps = Parameters<typeof closeIdleQuizzes>[0] & {
  config: Pick<Config, 'PROMPT_POLICY'>
  s3: S3Client
  bucket: string
  /** Has a worker begin each of these. A message that is lost is sent again (resume-nights.ts). */
  wake(messages: readonly NightMessage[]): Promise<unknown>
}

const s3 = s3Client()

export async function nightDeps(): Promise<NightDeps> {
  const db = await database()
  const settings = config()
  return {
    collections: collections(db),
    client: db.client,
    clock: systemClock,
    sleep: systemSleep,
    newSeed: systemSeed,
    config: settings,
    s3,
    bucket: settings.EXPORT_BUCKET,
    wake: (messages) => sendMessages(settings.NIGHT_QUEUE_URL, messages),
  }
}
