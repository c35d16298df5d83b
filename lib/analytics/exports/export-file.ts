/**
 * A file of a night's export, streamed to S3: what is written is hashed and kept until it is a part of a multipart upload,
 * so that a file of any size needs a few megabytes.
 */
import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { ExportDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'

export type ExportDeps = { collections: Pick<Collections, 'exports'>; s3: S3Client; bucket: string }

export type ExportFile = {
  /** Adds a row, its end of line included. */
  write(line: string): Promise<void>
  /** Adds what is no row, such as a header. */
  writeHeader(line: string): Promise<void>
  /** The object is there, whole, only after this; and only then it is listed. */
  close(about?: Partial<Pick<ExportDocument, 'problems' | 'details'>>): Promise<ExportDocument>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** S3 takes no part below 5 MiB but the last. */
const partBytes = 8 * 1024 * 1024

/** In the bucket: under the date. */
export const keyOf = (date: string, name: string) => `${date}/${name}`

function openExport({ collections, s3, bucket }: ExportDeps, date: string, name: string): ExportFile {
  const object = { Bucket: bucket, Key: keyOf(date, name) }
  const ContentType = contentTypes[name.slice(name.lastIndexOf('.') + 1)]
  const hash = createHash('sha256')
  let [rows, bytes, waiting] = [0, 0, 0]
  let chunks: Buffer[] = []
  let UploadId: string | undefined
  const parts: { PartNumber: number; ETag: string | undefined }[] = []

  async function add(text: string): Promise<void> {
    const chunk = Buffer.from(text)
    hash.update(chunk)
    chunks.push(chunk)
    bytes += chunk.length
    waiting += chunk.length
    if (waiting >= partBytes) await sendPart()
  }

  async function sendPart(): Promise<void> {
    UploadId ??= (await s3.send(new CreateMultipartUploadCommand({ ...object, ContentType }))).UploadId
    const PartNumber = parts.length + 1
    const Body = Buffer.concat(chunks)
    chunks = []
    waiting = 0
    const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }))
    parts.push({ PartNumber, ETag })
  }

  return {
    writeHeader: add,
    async write(line) {
      rows += 1
      await add(line)
    },
    async close({ problems = [], details = {} } = {}) {
      if (UploadId === undefined) {
        await s3.send(new PutObjectCommand({ ...object, ContentType, Body: Buffer.concat(chunks) }))
      } else {
        if (waiting > 0) await sendPart()
        await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }))
      }
      const _id = keyOf(date, name)
      const document = { _id, date, name, rows, bytes, sha256: hash.digest('hex'), problems, details }
      await collections.exports.replaceOne({ _id }, document, { upsert: true })
      return document
    },
    async discard() {
      if (UploadId !== undefined) await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }))
    },
  }
}

const contentTypes: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl',
}

/** Opens files, and leaves nothing of any when the work on them fails. */
export async function withExports<T>(
  deps: ExportDeps,
  date: string,
  names: readonly string[],
  work: (files: ReadonlyMap<string, ExportFile>) => Promise<T>,
): Promise<T> {
  const files = new Map(names.map((name) => [name, openExport(deps, date, name)]))
  try {
    return await work(files)
  } catch (error) {
    await Promise.allSettled([...files.values()].map((file) => file.discard()))
    throw error
  }
}
