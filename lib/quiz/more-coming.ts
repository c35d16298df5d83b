/** Whether questions may still join a quiz's pool. */
import { toId } from '../platform/ids.ts'
import type { QuizDeps } from './deps.ts'
import { hasOpenJob } from './generation-jobs.ts'
import type { LiveQuiz } from './live-quiz.ts'

/** Asked only when the pool has nothing left for the question after the current one: the one case in which it matters. */
export async function isMoreComing(deps: QuizDeps, { settings, answers, candidates }: LiveQuiz): Promise<boolean> {
  if (candidates.length > 0 || answers.length + 1 >= settings.length) return false
  return hasOpenJob(deps, toId(settings.sessionId))
}
