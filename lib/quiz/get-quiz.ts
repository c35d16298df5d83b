/** Where a quiz stands. Asking also completes what a crash left open. */
import type { QuizView } from '../contract/quiz.ts'
import type { QuizDeps } from './deps.ts'
import { toQuizView } from './quiz-view.ts'
import { loadOwnRecord } from './record.ts'
import { settleQuiz } from './settle.ts'

/** @throws Refusal unknown-session */
export async function getQuiz(
  deps: QuizDeps,
  { sessionId, sub }: { sessionId: string; sub: string },
): Promise<QuizView> {
  return toQuizView(await settleQuiz(deps, await loadOwnRecord(deps, sessionId, sub)))
}
