/** The bucket of the test file's own, on a real S3. */
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import { config } from '../../lib/platform/config.ts'

export type TestBucket = {
  s3: S3Client
  bucket: string
  /** Key -> text of everything in it. */
  read(): Promise<Record<string, string>>
}

/** Call it at the top of a test file: what it makes is where the handlers export to. */
export function testBucket(): TestBucket {
  const s3 = new S3Client({ forcePathStyle: true })
  const bucket = config().EXPORT_BUCKET
  beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: bucket })))
  afterAll(() => s3.destroy())
  return {
    s3,
    bucket,
    async read() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
      const keys = Contents.flatMap(({ Key }) => Key ?? [])
      const texts = keys.map(async (Key) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
        return [Key, (await Body?.transformToString()) ?? ''] as const
      })
      return Object.fromEntries(await Promise.all(texts))
    },
  }
}
