/** One topic's figures of one UTC day, counted inside MongoDB; they are kept apart, so that a day can be put together. */
import type { ObjectId } from 'mongodb'
import type { TopicDayDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { toId } from '../../platform/ids.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { type Period, periodOf, within } from '../utc-day.ts'
import { measureLatency } from './latency.ts'
import { countMoves } from './level-moves.ts'
import { countByLevel } from './level-success.ts'

type Deps = { collections: Collections }

/** The stage: writes the topic's figures of each day that this night makes. */
export async function topicDay(deps: NightDeps, { dates, partition }: StageWork): Promise<Counts> {
  const counts = { days: 0, quizzes: 0, answers: 0 }
  for (const date of dates) {
    const figures = await computeTopicDay(deps, toId(partition), date)
    await deps.collections.topicDays.replaceOne({ _id: figures._id }, figures, { upsert: true })
    counts.days += 1
    counts.quizzes += figures.quizzes.taken
    counts.answers += figures.levels.reduce((sum, { answered }) => sum + answered, 0)
  }
  return counts
}

export async function computeTopicDay(deps: Deps, topicId: ObjectId, date: string): Promise<TopicDayDocument> {
  const period = periodOf(date)
  const { collections } = deps
  const answered = { topicId, timestamp: within(period), isCorrect: { $in: [true, false] } }
  const [quizzes, { levels, hardest }] = await Promise.all([
    countQuizzes(deps, topicId, period),
    countByLevel(collections, answered),
  ])
  const [moves, latencyMs] = await Promise.all([
    countMoves(collections, answered),
    measureLatency(collections, [answered]),
  ])
  const [served, questionsGenerated] = await Promise.all([
    countServed(deps, topicId, period),
    collections.generatedQuestions.countDocuments({
      topicId,
      generatedAt: within(period),
      status: { $ne: 'rejected' },
    }),
  ])
  const _id = `${date}:${topicId.toHexString()}`
  return { _id, date, topicId, quizzes, levels, hardest, moves, latencyMs, served, questionsGenerated }
}

/** Finished quizzes, and the sum of score / total over those with a verdict at all. */
async function countQuizzes({ collections }: Deps, topicId: ObjectId, period: Period) {
  const scored = { $gt: ['$total', 0] }
  const [quizzes = { taken: 0, scored: 0, scoreSum: 0 }] = await collections.quizSessions
    .aggregate<TopicDayDocument['quizzes']>([
      { $match: { topicId, endTime: within(period), status: 'completed' } },
      {
        $group: {
          _id: null,
          taken: { $sum: 1 },
          scored: { $sum: { $cond: [scored, 1, 0] } },
          scoreSum: { $sum: { $cond: [scored, { $divide: ['$score', '$total'] }, 0] } },
        },
      },
      { $project: { _id: 0 } },
    ])
    .toArray()
  return quizzes
}

async function countServed({ collections }: Deps, topicId: ObjectId, period: Period) {
  const sources = await collections.questions
    .aggregate<{ _id: 'llm' | 'pool' | 'bank'; n: number }>([
      { $match: { topicId, servedAt: within(period) } },
      { $group: { _id: '$source', n: { $sum: 1 } } },
    ])
    .toArray()
  const countOf = (source: string) => sources.find(({ _id }) => _id === source)?.n ?? 0
  return { llm: countOf('llm'), pool: countOf('pool'), bank: countOf('bank') }
}
