/** After each UTC day: begins its night. Woken by the schedule, or by an event that names the date. */
import type { EventBridgeEvent } from 'aws-lambda'
import { nightDeps } from '../../lib/analytics/night/deps.ts'
import { openNight } from '../../lib/analytics/night/open-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { nightRequestSchema } from '../../lib/contract/events.ts'
import { ending } from '../../lib/platform/invocation.ts'
import { log } from '../../lib/platform/log.ts'

const dayMs = 24 * 60 * 60 * 1_000

type Waking = Pick<EventBridgeEvent<string, unknown>, 'time' | 'detail'>

export const handler = ending(async ({ time, detail }: Waking) => {
  const { date = dayBefore(time) } = nightRequestSchema.parse(detail ?? {})
  await openNight(await nightDeps(), stages, date)
  log.info('the night has begun', { date })
  return { date }
})

const dayBefore = (instant: string) => new Date(Date.parse(instant) - dayMs).toISOString().slice(0, 10)
