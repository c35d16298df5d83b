/** When a question was served, which is how later quizzes know that the student has seen it. The first time stands. */
import type { ObjectId } from 'mongodb'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'

/** One question's, as part of a larger write. */
export const servingOf = (sessionId: ObjectId, questionId: ObjectId, at: Date) => ({
  filter: { _id: questionId, sessionId, servedAt: null },
  update: { $set: { servedAt: at } },
})

/** Of all that were served, whatever became of the write that follows each answer. */
export async function markServed(
  { collections }: Pick<QuizDeps, 'collections'>,
  sessionId: ObjectId,
  served: ObjectId[],
  at: Date,
): Promise<void> {
  if (served.length === 0) return
  const unmarked = { _id: { $in: served }, sessionId, servedAt: null }
  await persistently(() => collections.questions.updateMany(unmarked, { $set: { servedAt: at } }))
}
