/** The end of a quiz. Whoever finds the last answer in without the session completed calls this; twice is once. */
import type { SessionDocument } from '../contract/documents.ts'
import type { StopReason } from '../contract/quiz.ts'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { tell } from './interactions.ts'
import { forgetLiveQuiz } from './live-session.ts'
import { markServed } from './mark-served.ts'
import { liveAnswersOf, loadRecord, type QuizRecord, servedIds, settingsOf, standingOf } from './record.ts'
import { type Outcome, outcomeOf } from './result.ts'

type Completion = Required<Pick<SessionDocument, 'status' | 'endTime' | 'score' | 'total' | 'result' | 'stopReason'>>

export const completionOf = (
  { score, total, result, stopReason }: Outcome & { stopReason: StopReason },
  endTime: Date,
): Completion => ({ status: 'completed', endTime, score, total, result, stopReason })

/**
 * Completes the session from its attempts; its end is the time of the last one. An abandonment that crossed the last
 * answer gives way.
 */
export async function finishQuiz(deps: QuizDeps, record: QuizRecord, stopReason: StopReason): Promise<QuizRecord> {
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
  await markServed(deps, session._id, completed.questions, endTime)
  // The user first: a crash in between leaves the session as it was, and the next one here completes both.
  await persistently(() =>
    collections.users.updateOne(
      { _id: session.userId },
      { $addToSet: { 'progress.topicsCompleted': session.topicId } },
    ),
  )
  const { matchedCount } = await persistently(() =>
    collections.quizSessions.updateOne({ _id: session._id, status: { $ne: 'completed' } }, { $set: completed }),
  )
  if (matchedCount === 0) return reloaded(deps, record)
  await Promise.all([
    forgetLiveQuiz(session._id.toHexString()),
    tell(settingsOf(session), [
      { type: 'quiz.completed', at: endTime, data: { score: outcome.score, total: outcome.total, stopReason } },
    ]),
  ])
  return { ...record, session: { ...session, ...completed } }
}

/** Abandons an open session; one that has ended in the meantime stays as it is. */
export async function endUnfinished(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const { session } = record
  const endTime = deps.clock()
  const abandoned = { status: 'abandoned' as const, endTime }
  const open = { _id: session._id, status: { $in: ['active' as const, 'preparing' as const] } }
  const standing = standingOf(record)
  const served = servedIds(record, standing.kind === 'asking' ? standing.current : null)
  await markServed(deps, session._id, served, endTime)
  const { matchedCount } = await persistently(() => deps.collections.quizSessions.updateOne(open, { $set: abandoned }))
  if (matchedCount === 0) return reloaded(deps, record)
  await Promise.all([
    forgetLiveQuiz(session._id.toHexString()),
    tell(settingsOf(session), [{ type: 'quiz.abandoned', at: endTime, data: { answered: record.attempts.length } }]),
  ])
  return { ...record, session: { ...session, ...abandoned } }
}

const reloaded = async (deps: QuizDeps, record: QuizRecord) => (await loadRecord(deps, record.session._id)) ?? record
