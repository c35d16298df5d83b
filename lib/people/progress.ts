/** Somebody's progress, from MongoDB: two finds, whatever they have done. */
import type { ObjectId } from 'mongodb'
import type { Progress } from '../contract/people.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { database, persistently } from '../platform/mongo.ts'
import { progressRows, type QuizSummary } from './progress-rows.ts'

export type ProgressDeps = { collections: Pick<Collections, 'quizSessions' | 'topics'> }

export const progressDeps = async (): Promise<ProgressDeps> => ({ collections: collections(await database()) })

const summaryFields = {
  _id: 0,
  topicId: 1,
  status: 1,
  lastActivity: 1,
  endTime: 1,
  length: 1,
  totalAnswered: 1,
  correctCount: 1,
  score: 1,
  total: 1,
  'result.ability': 1,
}

export async function progressOf({ collections }: ProgressDeps, userId: ObjectId): Promise<Progress> {
  return persistently(async () => {
    const quizzes = await collections.quizSessions.find({ userId }).project<QuizSummary>(summaryFields).toArray()
    const topicIds = [...new Map(quizzes.map(({ topicId }) => [topicId.toHexString(), topicId])).values()]
    const topics = await collections.topics
      .find({ _id: { $in: topicIds } })
      .project<{ _id: ObjectId; title: string }>({ title: 1 })
      .toArray()
    const titles = new Map(topics.map(({ _id, title }) => [_id.toHexString(), title]))
    return { userId: userId.toHexString(), topics: progressRows(quizzes, titles) }
  })
}
