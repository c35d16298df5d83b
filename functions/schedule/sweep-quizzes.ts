/** Every minute: finishes what a crash left open, and sends again what a queue lost. */
import { ending } from '../../lib/platform/invocation.ts'
import { log } from '../../lib/platform/log.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { sweepQuizzes } from '../../lib/quiz/sweep.ts'

export const handler = ending(async () => {
  const swept = await sweepQuizzes(await quizDeps())
  log.info('swept', swept)
  return swept
})
