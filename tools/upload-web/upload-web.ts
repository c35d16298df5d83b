/**
 * Puts a build of the web client where it is hosted. What pages refer to goes first, so that no page names a file that is
 * not there yet; what an older page refers to stays, for those who have it open.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { cacheControlOf, mediaTypeOf } from '../../lib/contract/web-client-headers.ts'

export type WebUpload = {
  bucket: string
  /** Of the built files. */
  directory: string
  /** What the client reads of its stage. */
  config: { apiUrl: string; googleClientId: string }
}

/** @returns how many files there are */
export async function uploadWeb(s3: S3Client, { bucket, directory, config }: WebUpload): Promise<number> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(directory.length + 1)
        .replaceAll(sep, '/'),
    )
  const put = (name: string, body: Uint8Array | string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: name,
        Body: body,
        ContentType: mediaTypeOf(name),
        CacheControl: cacheControlOf(`/${name}`),
      }),
    )
  const isPage = (name: string) => name.endsWith('.html')
  for (const name of names.toSorted((one, other) => Number(isPage(one)) - Number(isPage(other)))) {
    if (name === 'config.json') await put(name, JSON.stringify(config))
    else await put(name, readFileSync(join(directory, name)))
  }
  return names.length
}
