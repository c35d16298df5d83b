/** Ending a quiz before its end. A quiz whose last answer is in is completed instead. */
import { Refusal } from '../contract/problem.ts'
import type { QuizView } from '../contract/quiz.ts'
import type { QuizDeps } from './deps.ts'
import { endUnfinished } from './finish.ts'
import { toQuizView } from './quiz-view.ts'
import { isOpen, loadOwnRecord, loadRecord, type QuizRecord } from './record.ts'
import { settleQuiz } from './settle.ts'

/** @throws Refusal unknown-session, or quiz-ended when it is completed; a quiz abandoned before stays as it is */
export async function abandonQuiz(deps: QuizDeps, request: { sessionId: string; sub: string }): Promise<QuizView> {
  const record = await settleQuiz(deps, await loadOwnRecord(deps, request.sessionId, request.sub))
  const ended = isOpen(record.session) ? await abandonRecord(deps, record) : record
  if (ended.session.status === 'completed') throw new Refusal('quiz-ended')
  return toQuizView(ended)
}

/** @param record of an open quiz; what comes back is completed where its last answer crossed the abandonment */
export async function abandonRecord(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const ended = await endUnfinished(deps, record)
  const latest = await loadRecord(deps, record.session._id)
  return latest ? settleQuiz(deps, latest) : ended
}
