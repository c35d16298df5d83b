/** Every minute: finishes what a crash left open, and sends again what a queue lost. */
import { log } from '../../lib/platform/log.ts'
import { withMetrics } from '../../lib/platform/metrics.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { sweepQuizzes } from '../../lib/quiz/sweep.ts'

export const handler = withMetrics(async () => {
  const swept = await sweepQuizzes(await quizDeps())
  log.info('swept', swept)
  return swept
})
