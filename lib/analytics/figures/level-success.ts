/** How many answers to each level are right, and the item that is hardest in fact; both from one pass over the answers. */
import type { ObjectId } from 'mongodb'
import type { TopicDayDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Answered } from './answered.ts'

/** Answers below which a success rate says too little. */
const fewestAnswers = 5
/** Above every rate. */
const noRate = 2

type Row = {
  _id: number
  answered: number
  correct: number
  hardest: { itemId: ObjectId; n: number; correct: number; rate: number }
}

export async function countByLevel(
  { attempts }: Pick<Collections, 'attempts'>,
  answered: Answered,
): Promise<Pick<TopicDayDocument, 'levels' | 'hardest'>> {
  const rows = await attempts
    .aggregate<Row>([
      { $match: answered },
      {
        $group: {
          _id: { itemId: '$itemId', level: '$difficulty' },
          n: { $sum: 1 },
          correct: { $sum: { $cond: ['$isCorrect', 1, 0] } },
        },
      },
      { $set: { rate: { $cond: [{ $gte: ['$n', fewestAnswers] }, { $divide: ['$correct', '$n'] }, noRate] } } },
      {
        $group: {
          _id: '$_id.level',
          answered: { $sum: '$n' },
          correct: { $sum: '$correct' },
          hardest: {
            $top: {
              sortBy: { rate: 1, n: -1, '_id.itemId': 1 },
              output: { itemId: '$_id.itemId', n: '$n', correct: '$correct', rate: '$rate' },
            },
          },
        },
      },
      { $sort: { _id: 1 } },
    ])
    .toArray()
  const [hardest] = rows
    .map((row) => row.hardest)
    .filter(({ rate }) => rate < noRate)
    .sort((one, other) => one.rate - other.rate || other.n - one.n)
  return {
    levels: rows.map(({ _id, answered: n, correct }) => ({ level: _id, answered: n, correct })),
    hardest: hardest ? { itemId: hardest.itemId, n: hardest.n, correct: hardest.correct } : null,
  }
}
