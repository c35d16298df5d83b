/** The stage that takes items out of circulation which do more harm than good, with the evidence for it. */
import type { ObjectId } from 'mongodb'
import type { QuarantineDocument } from '../../contract/analytics-documents.ts'
import { toId } from '../../platform/ids.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { itemStatisticsOf } from '../personal-item-statistics.ts'
import { evidenceForQuarantine, type QuarantineInput } from '../quarantine.ts'
import { periodOf } from '../utc-day.ts'
import { sumDaysAfter } from './item-answers.ts'
import { distractorsOfItem } from './item-statistics-stage.ts'
import { readSharedItems, type SharedItem } from './shared-items.ts'

export async function quarantineItems(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { quarantines } = deps.collections
  const topicId = toId(partition)
  const items = await readSharedItems(deps, topicId)
  await completeEarlier(deps, topicId, items)
  const earlier = new Map(
    (await quarantines.find({ topicId }).toArray()).map((found) => [found._id.toHexString(), found]),
  )
  const statistics = new Map(
    (await deps.collections.itemStatistics.find({ topicId }).toArray()).map((found) => [
      found._id.toHexString(),
      found,
    ]),
  )
  for (const [id, item] of items) {
    if (!item.inCirculation) continue
    const before = earlier.get(id)
    const revertedSince = before?.applied ? before.date : null
    const input = revertedSince
      ? await freshInput(deps, item, revertedSince)
      : { statistics: statistics.get(id) ?? noAnswers, distractors: statistics.get(id)?.distractors ?? null }
    const reports = await countReports(deps, item._id, revertedSince, date)
    const evidence = evidenceForQuarantine({ ...input, reports })
    if (evidence)
      await quarantine(deps, item, { _id: item._id, topicId, date, evidence: [...evidence], applied: false })
  }
  return { quarantined: await quarantines.countDocuments({ topicId, date }) }
}

const noAnswers = { n: 0, discriminationIndex: null }

/** Of a reverted item, what came after the quarantine: the same evidence does not count twice. */
async function freshInput(deps: NightDeps, item: SharedItem, since: string): Promise<Omit<QuarantineInput, 'reports'>> {
  const accumulator = await sumDaysAfter(deps, item._id, since)
  return { statistics: itemStatisticsOf(accumulator), distractors: distractorsOfItem(item, accumulator) }
}

/** Students who reported the item, and students who were asked it. */
async function countReports(
  { collections: { reports, questions } }: NightDeps,
  itemId: ObjectId,
  since: string | null,
  date: string,
): Promise<QuarantineInput['reports']> {
  const at = { ...(since !== null && { $gte: periodOf(since).to }), $lt: periodOf(date).to }
  const reporters = await reports.distinct('userId', { itemId, at })
  if (reporters.length === 0) return { reporters: 0, served: 0 }
  const asked = { $gte: since === null ? new Date(1) : periodOf(since).to, $lt: periodOf(date).to }
  const students = await questions.distinct('userId', { itemId, servedAt: asked })
  return { reporters: reporters.length, served: students.length }
}

/** The evidence first: no item is ever out of circulation without a reason on record. */
async function quarantine(
  { collections: { quarantines, bankItems, generatedQuestions } }: NightDeps,
  { promptVersion }: SharedItem,
  found: QuarantineDocument,
): Promise<void> {
  const { _id } = found
  await quarantines.replaceOne({ _id }, found, { upsert: true })
  if (promptVersion === null) {
    await bankItems.updateOne({ _id, status: 'active' }, { $set: { status: 'quarantined' } })
  } else {
    const inUse = { _id, status: { $in: ['ready' as const, 'served' as const] } }
    await generatedQuestions.updateOne(inUse, { $set: { status: 'quarantined' } })
  }
  await quarantines.updateOne({ _id }, { $set: { applied: true } })
}

/** What a crash left between the item and its record. */
async function completeEarlier(
  { collections: { quarantines } }: NightDeps,
  topicId: ObjectId,
  items: ReadonlyMap<string, SharedItem>,
): Promise<void> {
  const out = [...items.values()].flatMap(({ _id, inCirculation }) => (inCirculation ? [] : [_id]))
  await quarantines.updateMany({ topicId, applied: false, _id: { $in: out } }, { $set: { applied: true } })
}
