/** The stage that keeps statistics of items, from the quizzes that have ended. */
import type { ObjectId } from 'mongodb'
import type { ItemStatisticsDocument } from '../../contract/analytics-documents.ts'
import { toId } from '../../platform/ids.ts'
import { type DistractorStatistics, distractorsOf } from '../distractors.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { addAnswer, type ItemAccumulator, itemStatisticsOf } from '../personal-item-statistics.ts'
import { restAbilities } from '../rest-ability.ts'
import { periodOf } from '../utc-day.ts'
import { accumulatorOf, type ByItem, rollUp, storePeriod, sumYears } from './item-answers.ts'
import { readQuizzes } from './read-quizzes.ts'
import { readSharedItems, type SharedItem } from './shared-items.ts'

export async function measureItems(deps: NightDeps, { dates, partition }: StageWork): Promise<Counts> {
  const topicId = toId(partition)
  const items = await readSharedItems(deps, topicId)
  for (const date of dates) {
    await storePeriod(deps, { topicId, kind: 'day', period: date }, await countDay(deps, topicId, date, items))
    await rollUp(deps, topicId, date)
  }
  const totals = await sumYears(deps, topicId)
  const documents = [...totals].flatMap(([item, total]) => {
    const shared = items.get(item)
    return shared ? [describe(topicId, shared, total)] : []
  })
  if (documents.length > 0) {
    await deps.collections.itemStatistics.bulkWrite(
      documents.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } })),
      { ordered: false },
    )
  }
  return { items: documents.length, answers: documents.reduce((sum, { n }) => sum + n, 0) }
}

/** A quiz counts on the day it ended: by then it is known what all its answers say of the ability. */
async function countDay(
  deps: NightDeps,
  topicId: ObjectId,
  date: string,
  items: ReadonlyMap<string, SharedItem>,
): Promise<ByItem> {
  const byItem: ByItem = new Map()
  for await (const { prior, answers } of readQuizzes(deps, { topicId, period: periodOf(date) })) {
    const records = answers.map(({ difficulty, parameters, isCorrect }) => ({
      level: difficulty,
      ...parameters,
      correct: isCorrect,
    }))
    const rests = restAbilities(prior, records)
    answers.forEach(({ itemId, answer, isCorrect }, index) => {
      const item = itemId.toHexString()
      const shared = items.get(item)
      const restAbility = rests[index] ?? null
      if (!shared || restAbility === null || isCorrect === null) return
      addAnswer(accumulatorOf(byItem, item), { correct: isCorrect, restAbility, option: optionOf(shared, answer) })
    })
  }
  return byItem
}

/** The option's place in the item's own order; null where the answer is none of them. */
function optionOf({ options }: SharedItem, answer: string): number | null {
  const place = options?.indexOf(answer) ?? -1
  return place < 0 ? null : place
}

const describe = (topicId: ObjectId, item: SharedItem, total: ItemAccumulator): ItemStatisticsDocument => ({
  _id: item._id,
  topicId,
  ...itemStatisticsOf(total),
  distractors: toStored(distractorsOfItem(item, total)),
})

export function distractorsOfItem({ options, correctAnswer }: SharedItem, total: ItemAccumulator) {
  if (!options) return null
  return distractorsOf(total, { key: options.indexOf(correctAnswer), optionCount: options.length })
}

const toStored = (distractors: DistractorStatistics | null): ItemStatisticsDocument['distractors'] =>
  distractors && { n: distractors.n, options: [...distractors.options] }
