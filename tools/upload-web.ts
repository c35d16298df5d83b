/**
 * `npm run web:upload -- --bucket NAME --api https://... --google-client-id ID`: builds the web client and puts it into the
 * bucket of a stage that hosts it (outputs `WebBucketName` and `ApiUrl`), with a config.json that says where the API is.
 * Needs credentials and region in the environment. `--files FOLDER` takes a build that is there.
 */
import { parseArgs } from 'node:util'
import { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { buildWebClient } from '../local/web-client/build-web-client.ts'
import { uploadWeb } from './upload-web/upload-web.ts'

const argumentsSchema = z.object({
  bucket: z.string({ error: '--bucket is missing' }).min(1),
  api: z.url({ protocol: /^https?$/, error: '--api must be the address of the API' }),
  'google-client-id': z.string({ error: '--google-client-id is missing' }).min(1),
  files: z.string().optional(),
})

function readArguments() {
  try {
    const text = { type: 'string' } as const
    const options = { bucket: text, api: text, 'google-client-id': text, files: text }
    return argumentsSchema.parse(parseArgs({ options }).values)
  } catch (error) {
    console.error('usage: npm run web:upload -- --bucket NAME --api https://... --google-client-id ID')
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : error)
    process.exit(2)
  }
}

const { bucket, api, 'google-client-id': googleClientId, files } = readArguments()
const { signal } = new AbortController()
const directory = files ?? (await buildWebClient({ projectRoot: process.cwd(), signal, say: console.log }))
if (directory === null) process.exit(1)
// By path, so that it works with an emulator too.
const s3 = new S3Client({ forcePathStyle: true })
const count = await uploadWeb(s3, { bucket, directory, config: { apiUrl: api, googleClientId } })
console.log(`done: ${count} files in ${bucket}`)
