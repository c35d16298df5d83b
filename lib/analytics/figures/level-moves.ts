/**
 * Changes of level: from each answer's own level to that of the question that came next, which the answer itself names.
 * Comparing neighbours with window functions would need memory for every answer of the day at once.
 */
import type { ObjectId } from 'mongodb'
import type { TopicDayDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Answered } from './answered.ts'

type Moves = TopicDayDocument['moves']
type Deps = Pick<Collections, 'attempts'>

const isAsked = { $eq: ['$next.kind', 'question'] }
const countIf = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } })

export async function countMoves(deps: Deps, answered: Answered): Promise<Moves> {
  const late = (await findLateMoves(deps, answered)).filter(({ from, to }) => from !== to)
  const [counted] = await deps.attempts
    .aggregate<Moves>([
      { $match: answered },
      {
        $group: {
          _id: '$sessionId',
          up: countIf({ $and: [isAsked, { $gt: ['$next.level', '$difficulty'] }] }),
          down: countIf({ $and: [isAsked, { $lt: ['$next.level', '$difficulty'] }] }),
        },
      },
      {
        $group: {
          _id: null,
          up: { $sum: '$up' },
          down: { $sum: '$down' },
          stagnant: countIf({
            $and: [
              { $eq: [{ $add: ['$up', '$down'] }, 0] },
              { $not: [{ $in: ['$_id', late.map(({ sessionId }) => sessionId)] }] },
            ],
          }),
        },
      },
      { $project: { _id: 0 } },
    ])
    .toArray()
  const { up, down, stagnant } = counted ?? { up: 0, down: 0, stagnant: 0 }
  const lateUp = late.filter(({ from, to }) => to > from).length
  return { up: up + lateUp, down: down + late.length - lateUp, stagnant }
}

type LateMove = { sessionId: ObjectId; from: number; to: number }

/** Of the few answers after which nothing could be chosen at once, the session knows what was asked next. */
const findLateMoves = ({ attempts }: Deps, answered: Answered): Promise<LateMove[]> =>
  attempts
    .aggregate<LateMove>([
      { $match: { ...answered, 'next.kind': 'waiting' } },
      { $lookup: { from: 'quizSessions', localField: 'sessionId', foreignField: '_id', as: 'session' } },
      { $unwind: '$session' },
      { $set: { asked: { $arrayElemAt: ['$session.questions', { $add: ['$seq', 1] }] } } },
      { $lookup: { from: 'questions', localField: 'asked', foreignField: '_id', as: 'question' } },
      { $unwind: '$question' },
      { $project: { _id: 0, sessionId: 1, from: '$difficulty', to: '$question.difficulty' } },
    ])
    .toArray()
