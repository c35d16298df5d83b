/** Links to a day's files that work for a while without a token. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Collections } from '../../platform/collections.ts'
import { keyOf } from './export-file.ts'

type Deps = { collections: Pick<Collections, 'exports'>; s3: S3Client; bucket: string }

const lifetimeSeconds = 15 * 60

/** File name -> link, by name. */
export async function signDownloads(deps: Deps, date: string): Promise<Record<string, string>> {
  const files = await deps.collections.exports
    .find({ date }, { projection: { name: 1 } })
    .sort({ _id: 1 })
    .toArray()
  return Object.fromEntries(await Promise.all(files.map(async ({ name }) => [name, await signFile(deps, date, name)])))
}

export const signFile = ({ s3, bucket }: Omit<Deps, 'collections'>, date: string, name: string): Promise<string> =>
  getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: keyOf(date, name) }), { expiresIn: lifetimeSeconds })
