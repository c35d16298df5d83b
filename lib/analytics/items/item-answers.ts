/**
 * What `itemAnswers` holds: sufficient statistics of each item for each day, and their sums for each month and year. A day
 * may be counted again, in any order with others, and a total costs the same after years as in the first week.
 */
import type { ObjectId } from 'mongodb'
import type { ItemAnswersDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { toId } from '../../platform/ids.ts'
import { emptyAccumulator, type ItemAccumulator } from '../personal-item-statistics.ts'
import { addAccumulator } from './sum-accumulators.ts'

type Deps = { collections: Pick<Collections, 'itemAnswers'> }

type Kind = ItemAnswersDocument['kind']

/** By the item's id. */
export type ByItem = Map<string, ItemAccumulator>

export function accumulatorOf(byItem: ByItem, item: string): ItemAccumulator {
  const existing = byItem.get(item) ?? emptyAccumulator()
  byItem.set(item, existing)
  return existing
}

/** In the place of what the topic had for this period. */
export async function storePeriod(
  { collections: { itemAnswers } }: Deps,
  { topicId, kind, period }: { topicId: ObjectId; kind: Kind; period: string },
  byItem: ByItem,
): Promise<void> {
  const documents = [...byItem].map(([item, accumulator]): ItemAnswersDocument => {
    return { _id: `${item}:${period}`, itemId: toId(item), topicId, kind, period, ...accumulator }
  })
  await itemAnswers.deleteMany({ topicId, kind, period, itemId: { $nin: documents.map(({ itemId }) => itemId) } })
  if (documents.length === 0) return
  await itemAnswers.bulkWrite(
    documents.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } })),
    { ordered: false },
  )
}

/** Sums a day's month and year anew. */
export async function rollUp(deps: Deps, topicId: ObjectId, date: string): Promise<void> {
  const [month, year] = [date.slice(0, 7), date.slice(0, 4)]
  const days = Array.from({ length: 31 }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`)
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  await storePeriod(deps, { topicId, kind: 'month', period: month }, await sumPeriods(deps, topicId, 'day', days))
  await storePeriod(deps, { topicId, kind: 'year', period: year }, await sumPeriods(deps, topicId, 'month', months))
}

/** Of all time. */
export async function sumYears(deps: Deps, topicId: ObjectId): Promise<ByItem> {
  const years = await deps.collections.itemAnswers.distinct('period', { topicId, kind: 'year' })
  return sumPeriods(deps, topicId, 'year', years.sort())
}

/** One item's days after a date. */
export async function sumDaysAfter({ collections }: Deps, itemId: ObjectId, date: string): Promise<ItemAccumulator> {
  const sum = emptyAccumulator()
  const days = collections.itemAnswers.find({ itemId, kind: 'day', period: { $gt: date } }).sort({ period: 1 })
  for await (const day of days) addAccumulator(sum, day)
  return sum
}

/** Period by period, so that sums of fractions come out the same every time. */
async function sumPeriods({ collections }: Deps, topicId: ObjectId, kind: Kind, periods: readonly string[]) {
  const byItem: ByItem = new Map()
  for (const period of periods) {
    for await (const part of collections.itemAnswers.find({ topicId, kind, period })) {
      addAccumulator(accumulatorOf(byItem, part.itemId.toHexString()), part)
    }
  }
  return byItem
}
