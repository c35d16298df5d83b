/** Wrong answers of the last 90 days to the questions of a topic that many students get. */
import type { ObjectId } from 'mongodb'
import type { Collections } from '../../platform/collections.ts'
import { readSharedItems } from '../items/shared-items.ts'
import type { WrongAnswer } from '../misconceptions.ts'
import { dayMs } from '../utc-day.ts'

type Deps = { collections: Pick<Collections, 'attempts' | 'bankItems' | 'generatedQuestions'> }

const days = 90

type Row = { _id: { item: ObjectId; answer: string; student: ObjectId } }

/** Item by item, so that only one item's answers are held at a time. */
export async function* readWrongAnswers(
  deps: Deps,
  topicId: ObjectId,
  to: Date,
): AsyncGenerator<[itemId: ObjectId, answers: WrongAnswer[]]> {
  const items = [...(await readSharedItems(deps, topicId)).values()].map(({ _id }) => _id)
  const rows = deps.collections.attempts.aggregate<Row>(
    [
      {
        $match: {
          topicId,
          timestamp: { $gte: new Date(to.getTime() - days * dayMs), $lt: to },
          isCorrect: false,
          itemId: { $in: items },
        },
      },
      { $group: { _id: { item: '$itemId', answer: '$answer', student: '$userId' } } },
      { $sort: { '_id.item': 1 } },
    ],
    { allowDiskUse: true, batchSize: 5_000 },
  )
  let current: [ObjectId, WrongAnswer[]] | undefined
  for await (const { _id } of rows) {
    if (!current?.[0].equals(_id.item)) {
      if (current) yield current
      current = [_id.item, []]
    }
    current[1].push({ student: _id.student.toHexString(), answer: _id.answer })
  }
  if (current) yield current
}
