import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { expect, it, onTestFinished } from 'vitest'
import { uploadWeb } from '../../tools/upload-web/upload-web.ts'

const config = { apiUrl: 'https://api.example', googleClientId: 'id.example' }
const files = {
  'index.html': '<!doctype html>',
  'config.json': '{}',
  'icon.svg': '<svg/>',
  'assets/index-1.js': '1',
  'docs/index.html': '<!doctype html>',
}

it('puts every file where it is hosted, assets for good, pages last, with the config of the stage', async () => {
  const s3 = new S3Client({ forcePathStyle: true })
  onTestFinished(() => s3.destroy())
  const bucket = `web-${crypto.randomUUID()}`
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  const directory = mkdtempSync(join(tmpdir(), 'upload-web-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  const order: string[] = []
  s3.middlewareStack.add(
    (next) => (request) => {
      if ('Key' in request.input) order.push(String(request.input.Key))
      return next(request)
    },
    { step: 'initialize' },
  )

  expect(await uploadWeb(s3, { bucket, directory, config })).toBe(5)
  expect(order.slice(-2).toSorted()).toEqual(['docs/index.html', 'index.html'])
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
  expect(Contents.map(({ Key }) => Key).toSorted()).toEqual(Object.keys(files).toSorted())
  const look = async (key: string) => {
    const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return [found.ContentType, found.CacheControl, await found.Body?.transformToString()]
  }
  expect(await look('assets/index-1.js')).toEqual([
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    '1',
  ])
  expect(await look('index.html')).toEqual(['text/html; charset=utf-8', 'no-cache', '<!doctype html>'])
  expect(await look('config.json')).toEqual(['application/json', 'no-cache', JSON.stringify(config)])
})
