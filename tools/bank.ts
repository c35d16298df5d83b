/**
 * The vetted bank in and out of files (docs/authoring-bank.md).
 *
 * Usage: npm run -s bank -- import FILE --topic TOPIC [--format F] [--level N] [--skip-unsupported] [--dry-run]
 *        npm run -s bank -- export --topic TOPIC [--format F] > FILE
 *   TOPIC               its slug, as in lib/content/bank, or its id
 *   --format F          json, gift or aiken; without it, by the file's name (.json, .gift, .aiken), json for an export
 *   --level N           of questions that name none
 *   --skip-unsupported  leaves out what the format can say and no quiz can serve
 *   --dry-run           checks, and writes nothing
 *   --data .local       the running local platform that is meant; MONGODB_URI names another database
 *   --database NAME     in it, where the URI names none (default adaptive-quiz)
 * Exit code 1: there are problems, and nothing was written; 2: it could not be tried.
 */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import { exportQuestions } from '../lib/content/export-questions.ts'
import { importQuestions, readFormat } from '../lib/content/import-questions.ts'
import { topicIdOf } from '../lib/content/seed-bank.ts'
import type { TopicDocument } from '../lib/contract/documents.ts'
import { levelSchema } from '../lib/contract/level-and-type.ts'
import { idSchema } from '../lib/contract/primitives.ts'
import { type BankFormat, bankFormatSchema, type Remark } from '../lib/contract/questions.ts'
import { type Collections, collections } from '../lib/platform/collections.ts'
import { toId } from '../lib/platform/ids.ts'
import { databaseAddress } from '../local/database-address.ts'
import { findRunningPlatform } from '../local/running-platform.ts'

const usage = `Usage: npm run -s bank -- import FILE --topic TOPIC [--format json|gift|aiken] [--level N] [--skip-unsupported] [--dry-run]
       npm run -s bank -- export --topic TOPIC [--format json|gift|aiken] > FILE`

type Options = ReturnType<typeof readOptions>['values']

const readOptions = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      topic: { type: 'string' },
      format: { type: 'string' },
      level: { type: 'string' },
      'skip-unsupported': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      data: { type: 'string', default: '.local' },
      database: { type: 'string', default: 'adaptive-quiz' },
    },
  })

/** Answers the exit code. @throws Error with what is wrong */
async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args)
  const [command, file, ...others] = positionals
  if (values.topic === undefined) throw new Error('--topic is missing')
  if (command === 'export' && file === undefined) return exportFile(values, values.topic)
  if (command !== 'import' || file === undefined || others.length > 0) throw new Error('import one FILE, or export')
  return importFile(file, values, values.topic)
}

async function importFile(file: string, values: Options, topicName: string): Promise<number> {
  const format = formatOf(values.format ?? extname(file).slice(1))
  const level = values.level === undefined ? undefined : levelOf(values.level)
  const readings = readFormat(format, await readFile(file, 'utf8'))
  const dryRun = values['dry-run']
  const { imported, updated, unchanged, skipped, problems } = await withBank(values, async (bank) =>
    importQuestions({ collections: bank }, await findTopic(bank, topicName), readings, {
      level,
      skipUnsupported: values['skip-unsupported'],
      dryRun,
    }),
  )
  const say = (remarks: Remark[], kind: string) => {
    for (const { line, number, message } of remarks) {
      console.error(`${file}:${line ?? 1}: ${kind}: question ${number}: ${message}`)
    }
  }
  say(skipped, 'left out')
  say(problems, 'problem')
  if (problems.length > 0) {
    console.error(`nothing ${dryRun ? 'would be' : 'was'} imported: ${problems.length} problems`)
    return 1
  }
  console.log(
    `${dryRun ? 'would be ' : ''}imported ${imported}, updated ${updated}, unchanged ${unchanged}, left out ${skipped.length}`,
  )
  return 0
}

async function exportFile(values: Options, topicName: string): Promise<number> {
  const format = formatOf(values.format ?? 'json')
  const slug = isId(topicName) ? undefined : topicName
  const { text, leftOut } = await withBank(values, async (bank) =>
    exportQuestions({ collections: bank }, await findTopic(bank, topicName), { format, slug }),
  )
  for (const { key, reason } of leftOut) console.error(`left out: ${key} ${reason}`)
  process.stdout.write(text)
  return 0
}

/** In the database that MONGODB_URI names, or that of the local platform. */
async function withBank<T>({ data, database }: Options, work: (bank: Collections) => Promise<T>): Promise<T> {
  const given = process.env.MONGODB_URI ?? (await findRunningPlatform(data)).mongodbUri
  const { name, uri } = databaseAddress(given, database)
  const client = new MongoClient(uri, { ignoreUndefined: true })
  try {
    return await work(collections(client.db(name)))
  } finally {
    await client.close()
  }
}

const isId = (name: string) => idSchema.safeParse(name).success

/** @throws Error when there is none */
async function findTopic({ topics }: Collections, name: string): Promise<TopicDocument> {
  const topic = await topics.findOne({ _id: isId(name) ? toId(name) : topicIdOf(name) })
  if (topic) return topic
  throw new Error(`there is no topic ${name}: give the slug of a topic of the bank, or a topic's id`)
}

/** @throws Error */
function formatOf(name: string): BankFormat {
  const { success, data } = bankFormatSchema.safeParse(name)
  if (!success) throw new Error(`--format is json, gift or aiken${name === '' ? '' : `, not ${name}`}`)
  return data
}

/** @throws Error */
function levelOf(word: string): number {
  const { success, data } = levelSchema.safeParse(Number(word))
  if (!success) throw new Error(`--level is 1 to 5, not ${word}`)
  return data
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  console.error(`bank: ${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exitCode = 2
}
