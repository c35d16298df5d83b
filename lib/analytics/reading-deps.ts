/** What those who only look at the night's results work with. */
import type { S3Client } from '@aws-sdk/client-s3'
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { config } from '../platform/config.ts'
import { database } from '../platform/mongo.ts'
import { s3Client } from './s3-client.ts'

export type ReadingDeps = { collections: Collections; clock: Clock; s3: S3Client; bucket: string }

const s3 = s3Client()

export const readingDeps = async (): Promise<ReadingDeps> => ({
  collections: collections(await database()),
  clock: systemClock,
  s3,
  bucket: config().EXPORT_BUCKET,
})
