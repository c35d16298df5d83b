/** Reference material: what lies in the bucket's folder is read, and nothing else is asked for. */
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, expect, test } from 'vitest'
import { excerptsOf, readReferences } from '../../lib/generation/read-references.ts'
import { config } from '../../lib/platform/config.ts'

const s3 = new S3Client({ forcePathStyle: true })
const put = (Key: string, Body: string | Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: config().EXPORT_BUCKET, Key, Body }))

beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: config().EXPORT_BUCKET }))
  await put('reference/sets.md', 'A set has no order.\n\nNor has it repetitions.')
  await put('reference/long.md', 'ä'.repeat(50_000))
  await put('reference/photo', new Uint8Array([0x89, 0x50, 0, 1]))
  await put('exports/secret.json', '{"secret": true}')
})

test('a text is read', async () => {
  expect(await readReferences('reference/sets.md')).toEqual(['A set has no order.\n\nNor has it repetitions.'])
})

test('a long one only at its beginning', async () => {
  const excerpts = await readReferences('reference/long.md')
  expect(excerpts.join('')).toBe('ä'.repeat(6_000))
})

test.each([
  undefined,
  'reference/not-there.md',
  'reference/photo',
  'exports/secret.json',
  'https://example.com/sets.md',
  'http://169.254.169.254/latest/meta-data/',
  's3://another-bucket/reference/sets.md',
  'file:///etc/passwd',
])('%s gives nothing', async (contentRef) => {
  expect(await readReferences(contentRef)).toEqual([])
})

test('excerpts end where paragraphs do', () => {
  const [one, two] = ['a'.repeat(3_000), 'b'.repeat(3_000)]
  expect(excerptsOf(`${one}\n\n${two}`)).toEqual([one, two])
  expect(excerptsOf('')).toEqual([])
})
