/** Every minute: finishes what a crash left open, and sends again what a queue lost. */
import { nightDeps } from '../../lib/analytics/night/deps.ts'
import { resumeNights } from '../../lib/analytics/night/resume-nights.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { ending } from '../../lib/platform/invocation.ts'
import { log } from '../../lib/platform/log.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { sweepQuizzes } from '../../lib/quiz/sweep.ts'

export const handler = ending(async () => {
  const swept = await sweepQuizzes(await quizDeps())
  const nights = await resumeNights(await nightDeps(), stages)
  log.info('swept', { ...swept, nights })
  return { ...swept, nights }
})
