/** The vetted bank as a quiz meets it: which items a student's next quiz on a topic is made of. */
import type { ObjectId } from 'mongodb'
import type { BankItemDocument } from '../contract/documents.ts'
import { type DifficultyRange, levelsOf } from '../contract/topic.ts'
import type { Collections } from '../platform/collections.ts'

type StockDeps = { collections: Pick<Collections, 'bankItems' | 'questions'> }

export type StockRequest = {
  userId: ObjectId
  topicId: ObjectId
  range: DifficultyRange
  count: number
  /** Draws lots among equals: the lower goes first. */
  lot: (itemId: ObjectId) => number
}

type Shelf = { _id: ObjectId; level: number; served: number }

/**
 * Up to `count` active items of a topic, spread evenly over its levels. Within a level the items that the student has
 * not seen come first, the least served of them leading; then the ones seen longest ago, so that a student can always
 * start.
 */
export async function takeStock(deps: StockDeps, request: StockRequest): Promise<BankItemDocument[]> {
  const { bankItems } = deps.collections
  const [shelf, seen] = await Promise.all([listShelf(deps, request), lastSeen(deps, request)])
  const chosen = spreadOverLevels(shelf, seen, request)
  const items = await bankItems.find({ _id: { $in: chosen } }, { batchSize: 1_000 }).toArray()
  const byId = new Map(items.map((item) => [item._id.toHexString(), item]))
  return chosen.flatMap((id) => byId.get(id.toHexString()) ?? [])
}

/** Counts a pool's items as served once more: exposure is what the next pools even out. */
export async function countServed(deps: StockDeps, items: readonly BankItemDocument[]): Promise<void> {
  await deps.collections.bankItems.updateMany({ _id: { $in: items.map(({ _id }) => _id) } }, { $inc: { served: 1 } })
}

const listShelf = ({ collections }: StockDeps, { topicId, range }: StockRequest) =>
  collections.bankItems
    .find({ topicId, status: 'active', level: { $in: levelsOf(range) } })
    .project<Shelf>({ level: 1, served: 1 })
    .toArray()

/** When this student last saw each item of the topic, by the item's id. */
async function lastSeen({ collections }: StockDeps, { userId, topicId }: StockRequest): Promise<Map<string, number>> {
  const seen = await collections.questions
    .find({ userId, topicId, servedAt: { $gt: new Date(0) } })
    .project<{ itemId: ObjectId; servedAt: Date }>({ _id: 0, itemId: 1, servedAt: 1 })
    .sort({ servedAt: 1 })
    .toArray()
  return new Map(seen.map(({ itemId, servedAt }) => [itemId.toHexString(), servedAt.getTime()]))
}

/** Takes the best of each level in turn until there are enough. */
export function spreadOverLevels(
  shelf: readonly Shelf[],
  seen: ReadonlyMap<string, number>,
  { count, lot }: Pick<StockRequest, 'count' | 'lot'>,
): ObjectId[] {
  const seenAt = ({ _id }: Shelf) => seen.get(_id.toHexString()) ?? 0
  const inOrder = (one: Shelf, other: Shelf) =>
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
