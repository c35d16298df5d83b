/** The end of a quiz. Whoever finds the last answer in without the session completed calls this; twice is once. */
import type { SessionDocument } from '../contract/documents.ts'
import type { StopReason } from '../contract/quiz.ts'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { tell } from './interactions.ts'
import { forgetLiveQuiz } from './live-session.ts'
import { liveAnswersOf, type QuizRecord, servedIds, settingsOf } from './record.ts'
import { type Outcome, outcomeOf } from './result.ts'

type Completion = Required<Pick<SessionDocument, 'status' | 'endTime' | 'score' | 'total' | 'result' | 'stopReason'>>

export const completionOf = (
  { score, total, result, stopReason }: Outcome & { stopReason: StopReason },
  endTime: Date,
): Completion => ({ status: 'completed', endTime, score, total, result, stopReason })

/** Completes the session from its attempts; its end is the time of the last one. Gives the session as it then is. */
export async function finishQuiz(deps: QuizDeps, record: QuizRecord, stopReason: StopReason): Promise<SessionDocument> {
  const { collections } = deps
  const { session, attempts } = record
  const answers = liveAnswersOf(record)
  const endTime = attempts.at(-1)?.timestamp ?? session.lastActivity
  const outcome = { ...outcomeOf(settingsOf(session), answers, stopReason), stopReason }
  const completed = {
    ...completionOf(outcome, endTime),
    currentIndex: answers.length,
    totalAnswered: answers.length,
    correctCount: outcome.score,
    questions: servedIds(record, null),
    lastActivity: endTime,
  }
  // The user first: a crash in between leaves the session open, and the next one here completes both.
  await persistently(() =>
    collections.users.updateOne(
      { _id: session.userId },
      { $addToSet: { 'progress.topicsCompleted': session.topicId } },
    ),
  )
  const { matchedCount } = await persistently(() =>
    collections.quizSessions.updateOne({ _id: session._id, status: 'active' }, { $set: completed }),
  )
  if (matchedCount === 0) return (await collections.quizSessions.findOne({ _id: session._id })) ?? session
  await Promise.all([
    forgetLiveQuiz(session._id.toHexString()),
    tell(settingsOf(session), [
      { type: 'quiz.completed', at: endTime, data: { score: outcome.score, total: outcome.total, stopReason } },
    ]),
  ])
  return { ...session, ...completed }
}
