/** Whether questions may still join a quiz's pool. */
import { toId } from '../platform/ids.ts'
import type { QuizDeps } from './deps.ts'
import { isMoreToServe } from './join-pool.ts'
import type { LiveQuiz } from './live-quiz.ts'

/** Whether the pool seems to have nothing for the question after the current one. */
export const hasNothingLeft = ({ settings, answers, candidates }: LiveQuiz) =>
  candidates.length === 0 && answers.length + 1 < settings.length

/** Asked only when the pool has nothing left: the one case in which it matters. */
export async function isMoreComing(deps: QuizDeps, quiz: LiveQuiz): Promise<boolean> {
  if (!hasNothingLeft(quiz)) return false
  const served = [...quiz.answers, quiz.current].map(({ questionId }) => toId(questionId))
  return isMoreToServe(deps, toId(quiz.settings.sessionId), served)
}
