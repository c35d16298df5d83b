/** Questions of the stock as admins find them: by page, or one by its id or by that of a copy that was served. */
import type { ObjectId } from 'mongodb'
import type * as z from 'zod'
import { type BankItemDocument, bankStatusSchema } from '../contract/documents.ts'
import { type GeneratedQuestionDocument, generatedStatusSchema } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { QuestionList, QuestionQuery } from '../contract/questions.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { database, persistently } from '../platform/mongo.ts'

/** Of all that admins do to the stock. */
export type StockDeps = { collections: Collections; clock: Clock }

export const stockDeps = async (): Promise<StockDeps> => ({
  collections: collections(await database()),
  clock: systemClock,
})

export type FoundItem =
  | { source: 'bank'; item: BankItemDocument }
  | { source: 'generated'; item: GeneratedQuestionDocument }

/** @param id of the item, or of a student's copy of it. @throws Refusal unknown-question */
export async function findItem(deps: StockDeps, id: string): Promise<FoundItem> {
  const { questions } = deps.collections
  const found = await findById(deps, toId(id))
  if (found) return found
  const copy = await persistently(() => questions.findOne({ _id: toId(id) }, { projection: { itemId: 1 } }))
  const original = copy && (await findById(deps, copy.itemId))
  if (!original) throw new Refusal('unknown-question')
  return original
}

async function findById(
  { collections: { bankItems, generatedQuestions } }: StockDeps,
  _id: ObjectId,
): Promise<FoundItem | undefined> {
  const [bank, generated] = await persistently(() =>
    Promise.all([bankItems.findOne({ _id }), generatedQuestions.findOne({ _id })]),
  )
  if (bank) return { source: 'bank', item: bank }
  return generated ? { source: 'generated', item: generated } : undefined
}

const pageSize = 50

/** By id. A status that the source does not know finds nothing. */
export async function listItems({ collections }: StockDeps, query: QuestionQuery): Promise<QuestionList> {
  const { source, status, topicId, cursor } = query
  const where = {
    ...(topicId !== undefined && { topicId: toId(topicId) }),
    ...(cursor !== undefined && { _id: { $gt: toId(cursor) } }),
  }
  const order = { sort: { _id: 1 }, limit: pageSize + 1 } as const
  const items = await persistently<(BankItemDocument | GeneratedQuestionDocument)[]>(() =>
    source === 'bank'
      ? collections.bankItems.find({ ...where, ...ofStatus(bankStatusSchema, status) }, order).toArray()
      : collections.generatedQuestions.find({ ...where, ...ofStatus(generatedStatusSchema, status) }, order).toArray(),
  )
  const page = items.slice(0, pageSize)
  const last = items.length > pageSize ? page.at(-1) : undefined
  const statistics = await readStatistics(collections, page)
  const questions = page.map((item) => ({
    ...summarise(item),
    statistics: statistics.get(item._id.toHexString()) ?? null,
  }))
  return { questions, next: last?._id.toHexString() ?? null }
}

async function readStatistics({ itemStatistics }: Collections, items: readonly { _id: ObjectId }[]) {
  const found = await persistently(() => itemStatistics.find({ _id: { $in: items.map(({ _id }) => _id) } }).toArray())
  return new Map(
    found.map(({ _id, n, facility, discriminationIndex }) => [_id.toHexString(), { n, facility, discriminationIndex }]),
  )
}

const ofStatus = <S extends string>(known: z.ZodType<S>, status: string | undefined) =>
  status === undefined ? {} : { status: { $in: known.safeParse(status).success ? [known.parse(status)] : [] } }

/** What a list shows of an item, and a story begins with. */
export const summarise = (
  item: BankItemDocument | GeneratedQuestionDocument,
): Omit<QuestionList['questions'][number], 'statistics'> => ({
  id: item._id.toHexString(),
  source: 'key' in item ? 'bank' : 'generated',
  topicId: item.topicId.toHexString(),
  level: item.level,
  status: item.status,
  key: 'key' in item ? item.key : null,
  type: item.type,
  text: item.text,
})
