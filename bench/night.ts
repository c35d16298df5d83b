/** The night over 100,000 and over a million answers: its time, its own memory, which must not grow, and the database's. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { MongoClient } from 'mongodb'
import * as z from 'zod'
import { applyCollections, collections } from '../lib/platform/collections.ts'
import { awsVariables, clientSettings } from '../local/emulator.ts'
import { startServers } from '../local/servers/start-servers.ts'
import { makeTemporaryDirectory } from '../local/servers/temporary-directory.ts'
import { loadSyntheticDay } from './night/synthetic-day.ts'
import type { Report, Suite } from './report.ts'

const run = promisify(execFile)
const date = '2026-01-05'
const bucket = 'night-bench'
const day = { date, topics: 10, itemsPerTopic: 100, students: 5_000, length: 20, seed: 'bench' }
const sizes = [5_000, 50_000]
const nowhere = 'http://127.0.0.1:9'

const outcomeSchema = z.object({
  complete: z.boolean(),
  seconds: z.number(),
  stages: z.record(z.string(), z.number()),
  peakMiB: z.number(),
})

export const suite: Suite = {
  name: 'night',
  async run(report) {
    const folder = await makeTemporaryDirectory()
    const servers = await startServers({
      ...{ dataDirectory: folder.path, memory: true, aws: { environment: {} }, env: process.env },
      say: () => undefined,
    })
    try {
      if (!servers.aws) throw new Error('the servers came without AWS')
      const { endpoint } = servers.aws
      const s3 = new S3Client({ ...clientSettings(endpoint), forcePathStyle: true })
      await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      s3.destroy()
      report.note(`The database is ${servers.mongodb.name} ${servers.mongodb.version}; everything shares this machine.`)
      for (const [index, quizzes] of sizes.entries()) {
        report.progress(index / sizes.length, `${quizzes.toLocaleString('en')} quizzes`)
        await measure(report, servers.mongodb.uri, endpoint, quizzes)
      }
    } finally {
      await servers.stop()
      await folder.remove()
    }
  },
}

async function measure(report: Report, uri: string, awsEndpoint: string, quizzes: number): Promise<void> {
  const client = new MongoClient(uri, { ignoreUndefined: true })
  const db = client.db(`night-${quizzes}`)
  try {
    await applyCollections(db)
    await loadSyntheticDay(collections(db), { ...day, quizzes })
    // As `npm run night` is run.
    const flags = ['--max-semi-space-size=8', '--max-old-space-size=256']
    const { stdout } = await run(process.execPath, [...flags, 'bench/night/work-night.ts', date], {
      env: { ...process.env, ...environment(uri, db.databaseName, awsEndpoint) },
    })
    const { complete, seconds, stages, peakMiB } = outcomeSchema.parse(JSON.parse(stdout))
    if (!complete) throw new Error('a partition of the night failed')
    const answers = (quizzes * day.length).toLocaleString('en')
    const of = (what: string) => `${what}, ${answers} answers`
    const isLargest = quizzes === Math.max(...sizes)
    report.row({ what: of('a whole night'), value: seconds, unit: 's', ...(isLargest && { atMost: 300 }) })
    report.row({ what: of('the night’s own memory, peak'), value: peakMiB, unit: 'MiB', atMost: 512 })
    const database = databaseMemory(await processIdOf(db))
    if (database !== null) report.row({ what: of('the database’s memory, peak'), value: database, unit: 'MiB' })
    for (const [stage, value] of Object.entries(stages)) report.row({ what: of(`stage ${stage}`), value, unit: 's' })
  } finally {
    await db.dropDatabase()
    await client.close()
  }
}

const environment = (uri: string, name: string, awsEndpoint: string) => ({
  ...awsVariables(awsEndpoint),
  POWERTOOLS_METRICS_DISABLED: 'true',
  ...{ STAGE: 'bench', LOG_LEVEL: 'SILENT', MONGODB_URI: uri, MONGODB_NAME: name, EXPORT_BUCKET: bucket },
  ...{ EVENT_BUS_NAME: 'default', GOOGLE_CLIENT_ID: 'none' },
  ...{ GENERATE_QUESTIONS_QUEUE_URL: nowhere, CHECK_CODE_QUEUE_URL: nowhere, NIGHT_QUEUE_URL: nowhere },
  ...{ UPSTASH_REDIS_REST_URL: nowhere, UPSTASH_REDIS_REST_TOKEN: 'none' },
})

async function processIdOf(db: ReturnType<MongoClient['db']>): Promise<number | null> {
  const status = await db.admin().command({ serverStatus: 1 })
  return z.object({ pid: z.coerce.number() }).safeParse(status).data?.pid ?? null
}

/** Its peak, where Linux tells; null elsewhere, or when it runs on another machine. */
function databaseMemory(pid: number | null): number | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return peak === undefined ? null : Math.round(Number(peak) / 1_024)
  } catch {
    return null
  }
}
