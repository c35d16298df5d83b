/** Objects of the stage's bucket, read in part and in bounded time. */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { impatientClient } from './aws-client.ts'
import { config } from './config.ts'

// By path: a local server answers to no name of a bucket.
const client = new S3Client({ ...impatientClient, forcePathStyle: true })

/** The first bytes of an object, as text. @throws when there is no such object, or no answer in time */
export async function readObject(key: string, mostBytes: number): Promise<string> {
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: config().EXPORT_BUCKET, Key: key, Range: `bytes=0-${mostBytes - 1}` }),
    { abortSignal: AbortSignal.timeout(3_000) },
  )
  return (await Body?.transformToString('utf-8')) ?? ''
}
