/** Fresh questions join a quiz under way: copied for its student, in MongoDB first, then in the live session. */
import type { ObjectId } from 'mongodb'
import { hasOpenJob } from '../content/generation-jobs.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { insertEach, persistently } from '../platform/mongo.ts'
import { copyItems } from './copy-questions.ts'
import type { QuizDeps } from './deps.ts'
import { joinLiveQuiz } from './live-session.ts'
import { isOpen, toLiveQuestion } from './record.ts'

type JoinDeps = Pick<QuizDeps, 'collections' | 'clock'>

/** Does nothing for a quiz that has ended: its student's next one on the topic takes them. Twice is once. */
export async function joinPool(
  { collections, clock }: JoinDeps,
  sessionId: ObjectId,
  questions: readonly GeneratedQuestionDocument[],
): Promise<void> {
  const session = await persistently(() => collections.quizSessions.findOne({ _id: sessionId }))
  if (!session || !isOpen(session) || questions.length === 0) return
  const items = questions.map((question) => ({ ...question, source: 'llm' as const }))
  const copies = copyItems(items, { ...session, sessionId, now: clock() })
  await insertEach(collections.questions, copies)
  await persistently(() =>
    collections.quizSessions.updateOne(
      { _id: sessionId },
      { $addToSet: { pool: { $each: copies.map(({ _id }) => _id) } } },
    ),
  )
  await joinLiveQuiz(sessionId.toHexString(), copies.map(toLiveQuestion))
}

/**
 * Whether a quiz whose pool looked empty will get more: a job is open, or has put its questions there since. In this
 * order: a job closes after its questions have joined.
 */
export async function isMoreToServe(
  deps: JoinDeps,
  sessionId: ObjectId,
  served: readonly ObjectId[],
): Promise<boolean> {
  if (await hasOpenJob(deps, sessionId)) return true
  const joined = { sessionId, _id: { $nin: [...served] } }
  return (await deps.collections.questions.findOne(joined, { projection: { _id: 1 } })) !== null
}
