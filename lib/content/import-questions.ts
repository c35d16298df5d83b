/** Questions into a topic's bank: all that a file holds, or none, with a word on each that stands in the way. */
import { isDeepStrictEqual } from 'node:util'
import type { BankQuestion } from '../contract/bank-file.ts'
import type { BankItemDocument, TopicDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { BankFormat, ImportReply, ImportRequest, Remark } from '../contract/questions.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import { type CheckOptions, checkQuestions } from './check-questions.ts'
import { readAiken } from './formats/aiken.ts'
import { readGift } from './formats/gift.ts'
import { readJson, readQuestions } from './formats/json.ts'
import type { Reading } from './formats/reading.ts'
import { contentFields, contentOf, storeBankItems } from './store-bank-items.ts'
import { forgetCatalogue } from './topic-catalogue.ts'

export type ImportDeps = { collections: Pick<Collections, 'topics' | 'bankItems'> }

export type ImportOptions = Pick<CheckOptions, 'level' | 'skipUnsupported'> & { dryRun: boolean }

const readers: Record<BankFormat, (text: string) => Reading[]> = { json: readJson, gift: readGift, aiken: readAiken }

export const readFormat = (format: BankFormat, text: string): Reading[] => readers[format](text)

/**
 * Writes nothing when there is a problem, or in a dry run. A crash in the middle leaves some of the questions; the same
 * import again adds the rest.
 */
export async function importQuestions(
  { collections }: ImportDeps,
  topic: Pick<TopicDocument, '_id' | 'difficultyRange'>,
  readings: readonly Reading[],
  { dryRun, ...options }: ImportOptions,
): Promise<ImportReply> {
  const items = await persistently(() => collections.bankItems.find({ topicId: topic._id }).toArray())
  const checked = checkQuestions(readings, { ...options, range: topic.difficultyRange, known: items })
  const { questions, skipped, problems } = checked
  if (problems.length > 0) return { imported: 0, updated: 0, unchanged: 0, skipped, problems }
  const byKey = new Map(items.map((item) => [item.key, item]))
  const fresh = questions.filter(({ key }) => !byKey.has(key))
  const changed = questions.filter((question) => hasChanged(question, byKey.get(question.key)))
  if (!dryRun) {
    await storeBankItems({ collections }, topic._id, [...fresh, ...changed])
    forgetCatalogue()
  }
  const unchanged = questions.length - fresh.length - changed.length
  return { imported: fresh.length, updated: changed.length, unchanged, skipped, problems }
}

function hasChanged(question: BankQuestion, item: BankItemDocument | undefined): boolean {
  if (!item) return false
  const content = new Map<string, unknown>(Object.entries(contentOf(question)))
  return contentFields.some((name) => !isDeepStrictEqual(content.get(name), item[name]))
}

/** As an admin asks over HTTP. @throws Refusal unknown-topic; invalid-request with an issue for each problem */
export async function importRequested(
  deps: ImportDeps,
  { topicId, format, content, questions, level, skipUnsupported }: ImportRequest,
  dryRun: boolean,
): Promise<ImportReply> {
  const topic = await persistently(() => deps.collections.topics.findOne({ _id: toId(topicId) }))
  if (!topic) throw new Refusal('unknown-topic')
  const readings = questions ? readQuestions(questions) : readFormat(format, content ?? '')
  const reply = await importQuestions(deps, topic, readings, { level, skipUnsupported, dryRun })
  if (reply.problems.length === 0 || dryRun) return reply
  throw new Refusal('invalid-request', { issues: reply.problems.map(questions ? toIssueOfQuestion : toIssueOfLine) })
}

const toIssueOfQuestion = ({ number, message }: Remark) => ({ path: `/questions/${number - 1}`, message })
const toIssueOfLine = ({ line, message }: Remark) => ({ path: '/content', message: `line ${line}: ${message}` })
