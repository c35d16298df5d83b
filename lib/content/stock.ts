/**
 * The stock as a quiz meets it: which items a student's next quiz on a topic is made of. What was generated for this
 * student and not seen comes first; then the shelf: the vetted bank, and what was generated for the topic at large.
 */
import type { ObjectId } from 'mongodb'
import type { BankItemDocument } from '../contract/documents.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { type DifficultyRange, levelsOf } from '../contract/topic.ts'
import type { Collections } from '../platform/collections.ts'

type StockDeps = { collections: Pick<Collections, 'bankItems' | 'generatedQuestions' | 'questions'> }

export type StockRequest = {
  userId: ObjectId
  topicId: ObjectId
  range: DifficultyRange
  /** Most items from the shelf, and most of the student's own. */
  count: { shelf: number; own: number }
  /** Draws lots among equals: the lower goes first. */
  lot: (itemId: ObjectId) => number
}

/** An item of either kind, and what it is in this quiz: `llm` was made for it, `pool` generated earlier. */
export type StockItem =
  | (BankItemDocument & { source: 'bank' })
  | (GeneratedQuestionDocument & { source: 'llm' | 'pool' })

type Shelved = { _id: ObjectId; level: number; served: number }

/** In the order in which each level's should be served. */
export async function takeStock(deps: StockDeps, request: StockRequest): Promise<StockItem[]> {
  const [own, bank, shared, seen] = await Promise.all([
    listOwn(deps, request),
    listBank(deps, request),
    listShared(deps, request),
    lastSeen(deps, request),
  ])
  const { count, lot } = request
  const unseen = own.filter(({ _id }) => !seen.has(_id.toHexString()))
  const chosen = [
    ...spreadOverLevels(unseen, new Map(), { count: count.own, lot }),
    ...spreadOverLevels([...bank, ...shared], seen, { count: count.shelf, lot }),
  ]
  const found = new Map((await readItems(deps, chosen)).map((item) => [item._id.toHexString(), item]))
  return chosen.flatMap((id) => found.get(id.toHexString()) ?? [])
}

/**
 * A new pool's exposure, which the next pools even out: bank items count as served once more, and what was generated
 * counts once it is really asked.
 */
export async function countExposure(
  { collections }: StockDeps,
  items: readonly StockItem[],
  firstItem: ObjectId | undefined,
): Promise<void> {
  const bank = items.flatMap(({ source, _id }) => (source === 'bank' ? [_id] : []))
  await Promise.all([
    collections.bankItems.updateMany({ _id: { $in: bank } }, { $inc: { served: 1 } }),
    firstItem && recordServing({ collections }, firstItem),
  ])
}

export async function recordServing(
  { collections }: { collections: Pick<Collections, 'generatedQuestions'> },
  itemId: ObjectId,
): Promise<void> {
  const { filter, update } = firstServing(itemId)
  await collections.generatedQuestions.updateOne(filter, update)
}

/** What is written when a generated item is served for the first time; a bank item has no such state. */
export const firstServing = (itemId: ObjectId) => ({
  filter: { _id: itemId, status: 'ready' as const },
  update: { $set: { status: 'served' as const } },
})

const shelvedFields = { level: 1, served: 1 } as const

const listBank = ({ collections }: StockDeps, { topicId, range }: StockRequest) =>
  collections.bankItems
    .find({ topicId, status: 'active', level: { $in: levelsOf(range) } })
    .project<Shelved>(shelvedFields)
    .toArray()

async function listOwn({ collections }: StockDeps, { topicId, userId, range }: StockRequest): Promise<Shelved[]> {
  const mine = { forUser: userId, topicId, status: 'ready' } as const
  const found = await collections.generatedQuestions
    .find({ ...mine, level: { $in: levelsOf(range) } })
    .project<{ _id: ObjectId; level: number }>({ level: 1 })
    .toArray()
  return found.map((item) => ({ ...item, served: 0 }))
}

async function listShared({ collections }: StockDeps, { topicId, range }: StockRequest): Promise<Shelved[]> {
  const found = await collections.generatedQuestions
    .find({ topicId, audience: 'topic', level: { $in: levelsOf(range) } })
    .project<{ _id: ObjectId; level: number; status: GeneratedQuestionDocument['status'] }>({ level: 1, status: 1 })
    .toArray()
  // Their exposure is not counted: one that somebody has met counts as met once.
  return found
    .filter(({ status }) => status === 'ready' || status === 'served')
    .map(({ _id, level, status }) => ({ _id, level, served: status === 'served' ? 1 : 0 }))
}

/** When this student last saw each item of the topic, by the item's id. */
async function lastSeen({ collections }: StockDeps, { userId, topicId }: StockRequest): Promise<Map<string, number>> {
  const seen = await collections.questions
    .find({ userId, topicId, servedAt: { $gt: new Date(0) } })
    .project<{ itemId: ObjectId; servedAt: Date }>({ _id: 0, itemId: 1, servedAt: 1 })
    .sort({ servedAt: 1 })
    .toArray()
  return new Map(seen.map(({ itemId, servedAt }) => [itemId.toHexString(), servedAt.getTime()]))
}

/** Without what a quiz has no use for. */
const oneBatch = {
  batchSize: 1_000,
  projection: { reference: 0, alternatives: 0, wrongPrograms: 0, statusHistory: 0 },
} as const

async function readItems({ collections }: StockDeps, ids: readonly ObjectId[]): Promise<StockItem[]> {
  const wanted = { _id: { $in: [...ids] } }
  const [bank, generated] = await Promise.all([
    collections.bankItems.find(wanted, oneBatch).toArray(),
    collections.generatedQuestions.find(wanted, oneBatch).toArray(),
  ])
  return [
    ...bank.map((item) => ({ ...item, source: 'bank' as const })),
    ...generated.map((item) => ({ ...item, source: 'pool' as const })),
  ]
}

/**
 * Takes the best of each level in turn until there are enough. Within a level the items that the student has not seen
 * come first, the least served of them leading; then the ones seen longest ago, so that a student can always start.
 */
export function spreadOverLevels(
  shelf: readonly Shelved[],
  seen: ReadonlyMap<string, number>,
  { count, lot }: { count: number; lot: StockRequest['lot'] },
): ObjectId[] {
  const seenAt = ({ _id }: Shelved) => seen.get(_id.toHexString()) ?? 0
  const inOrder = (one: Shelved, other: Shelved) =>
    seenAt(one) - seenAt(other) || one.served - other.served || lot(one._id) - lot(other._id)
  const queues = [...Map.groupBy(shelf, ({ level }) => level).entries()]
    .sort(([one], [other]) => one - other)
    .map(([, items]) => items.toSorted(inOrder))
  const chosen: ObjectId[] = []
  for (let round = 0; chosen.length < count && queues.some((queue) => queue.length > round); round += 1) {
    for (const queue of queues) {
      const item = queue[round]
      if (item && chosen.length < count) chosen.push(item._id)
    }
  }
  return chosen
}
