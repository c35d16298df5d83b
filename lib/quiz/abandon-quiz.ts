/** Ending a quiz before its end. A quiz whose last answer is in is completed instead. */
import { Refusal } from '../contract/problem.ts'
import type { QuizView } from '../contract/quiz.ts'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { tell } from './interactions.ts'
import { forgetLiveQuiz } from './live-session.ts'
import { toQuizView } from './quiz-view.ts'
import { loadOwnRecord, type QuizRecord, settingsOf } from './record.ts'
import { isOpen, settleQuiz } from './settle.ts'

/** @throws Refusal unknown-session, or quiz-ended when it is completed; a quiz abandoned before stays as it is */
export async function abandonQuiz(deps: QuizDeps, request: { sessionId: string; sub: string }): Promise<QuizView> {
  const record = await settleQuiz(deps, await loadOwnRecord(deps, request.sessionId, request.sub))
  if (record.session.status === 'completed') throw new Refusal('quiz-ended')
  return toQuizView(await abandonRecord(deps, record))
}

/** @param record settled */
export async function abandonRecord(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const { session } = record
  if (!isOpen(session)) return record
  const endTime = deps.clock()
  const abandoned = { status: 'abandoned' as const, endTime }
  await persistently(() =>
    deps.collections.quizSessions.updateOne({ _id: session._id, status: session.status }, { $set: abandoned }),
  )
  await Promise.all([
    forgetLiveQuiz(session._id.toHexString()),
    tell(settingsOf(session), [{ type: 'quiz.abandoned', at: endTime, data: { answered: record.attempts.length } }]),
  ])
  return { ...record, session: { ...session, ...abandoned } }
}
