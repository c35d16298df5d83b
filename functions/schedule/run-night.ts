/** After each UTC day: closes it. Woken by the schedule, or by an event that names the date. */
import type { EventBridgeEvent } from 'aws-lambda'
import { nightRequestSchema } from '../../lib/contract/events.ts'
import { ending } from '../../lib/platform/invocation.ts'
import { log } from '../../lib/platform/log.ts'
import { countMetric } from '../../lib/platform/metrics.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { closeIdleQuizzes } from '../../lib/quiz/sweep.ts'

const dayMs = 24 * 60 * 60 * 1_000

type Waking = Pick<EventBridgeEvent<string, unknown>, 'time' | 'detail'>

export const handler = ending(async ({ time, detail }: Waking) => {
  const { date = dayBefore(time) } = nightRequestSchema.parse(detail ?? {})
  const deps = await quizDeps()
  const endOfDay = Date.parse(`${date}T00:00:00Z`) + dayMs
  // A day that has not ended is closed as far as it has come.
  const closed = await closeIdleQuizzes(deps, new Date(Math.min(endOfDay, deps.clock().getTime())))
  log.info('the day is closed', { date, ...closed })
  countMetric('NightsCompleted', 1)
  return { date, ...closed }
})

const dayBefore = (instant: string) => new Date(Date.parse(instant) - dayMs).toISOString().slice(0, 10)
