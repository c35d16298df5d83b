/** What a worker does with a message: one partition of one stage, then whatever that opens. */
import type { NightMessage } from '../../contract/events.ts'
import { faultOf, log } from '../../platform/log.ts'
import type { NightDeps } from './deps.ts'
import { advance, claim, close, mostTries, release } from './night-run.ts'
import type { Stage } from './stage.ts'

/** A failure is no throw: the run document remembers it, and the partition is begun again or given up. */
export async function workPartition(deps: NightDeps, stages: readonly Stage[], message: NightMessage): Promise<void> {
  const night = await claim(deps, message)
  const stage = stages.find(({ name }) => name === message.stage)
  if (night && stage) {
    const { date, partition } = message
    try {
      const counts = await stage.run(deps, { date, dates: night.dates, partition })
      await close(deps, message, { error: null, counts })
    } catch (error) {
      log.error('a partition of the night failed', { ...message, error: faultOf(error) })
      const tries = night.open.find((open) => open.partition === partition)?.tries ?? mostTries
      const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      if (tries >= mostTries) await close(deps, message, { error: said, counts: {} })
      else await release(deps, message, said)
    }
  }
  await advance(deps, stages, message.date)
}
