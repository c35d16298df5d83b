/**
 * `MONGODB_URI=mongodb://...?replicaSet=rs0 npm run drill:stepdown -- [--students 10] [--stepdowns 3]`: students take
 * quizzes while the primary is made to step down, again and again. Every answer that was confirmed must be on record,
 * once, with the verdict that the student was told.
 *
 * Needs a replica set of real MongoDB servers (docker-compose.yml has one) and a user who may step it down. The servers
 * that the tests bring along cannot hold elections, so this runs in CI (.github/workflows/ci.yml) and wherever Docker is.
 */
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import * as z from 'zod'
import { findFaults } from './drill/find-faults.ts'
import { takeQuizzes } from './drill/take-quizzes.ts'
import { withPlatform } from './test-long/platform.ts'

const argumentsSchema = z.object({
  students: z.coerce.number().int().min(1),
  stepdowns: z.coerce.number().int().min(1),
})
const { values } = parseArgs({
  options: { students: { type: 'string', default: '10' }, stepdowns: { type: 'string', default: '3' } },
})
const { students, stepdowns } = argumentsSchema.parse(values)
const uri = process.env.MONGODB_URI
if (!uri) {
  console.error('MONGODB_URI is not set: docker compose up --wait, then see docs/operations.md')
  process.exit(2)
}

const describedSchema = z.object({ mongodbUri: z.string() })

/** Seconds between two elections: one takes up to twelve, and quizzes shall run in calm as well. */
const pauseSeconds = 20

async function stepDown(admin: MongoClient): Promise<void> {
  for (let count = 1; count <= stepdowns; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1_000))
    const before = await primaryOf(admin)
    await admin.db('admin').command({ replSetStepDown: 15, secondaryCatchUpPeriodSecs: 10 })
    console.log(`election ${count}: ${before} has stepped down, ${await newPrimary(admin, before)} is primary`)
  }
}

const helloSchema = z.object({ primary: z.string().optional() })

const primaryOf = async (admin: MongoClient) => helloSchema.parse(await admin.db('admin').command({ hello: 1 })).primary

async function newPrimary(admin: MongoClient, before: string | undefined): Promise<string> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const primary = await primaryOf(admin).catch(() => undefined)
    if (primary !== undefined && primary !== before) return primary
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('no other primary within 30 s: is this a replica set of three?')
}

process.exitCode = await withPlatform([], process.env, async (url) => {
  const { mongodbUri } = describedSchema.parse(await (await fetch(`${url}/local`)).json())
  const admin = await new MongoClient(uri).connect()
  const record = await new MongoClient(mongodbUri).connect()
  try {
    let over = false
    const drill = stepDown(admin).finally(() => {
      over = true
    })
    const [answered] = await Promise.all([takeQuizzes(url, { students, paceMs: 1_000, over: () => over }), drill])
    const faults = await findFaults(record.db(), answered)
    for (const fault of faults) console.error(fault)
    console.log(`${answered.length} answers confirmed through ${stepdowns} elections, ${faults.length} faults`)
    return faults.length === 0 && answered.length > 0 ? 0 : 1
  } finally {
    await Promise.all([admin.close(), record.close()])
  }
})
