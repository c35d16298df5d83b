/** A whole night in this process, a few partitions at a time: what `npm run night` and the tests do instead of a queue. */
import type { NightRunDocument } from '../../contract/analytics-documents.ts'
import type { NightDeps } from './deps.ts'
import { openMessages } from './night-run.ts'
import { openNight } from './open-night.ts'
import type { Stage } from './stage.ts'
import { workPartition } from './work-partition.ts'

export type DrainOptions = {
  /** Partitions at the same time. Default: 2. */
  concurrency?: number
  /** Learns of the run after each partition. */
  onProgress?(night: NightRunDocument): void
}

/** Answers the run once it has ended. */
export async function drainNight(
  deps: NightDeps,
  stages: readonly [Stage, ...Stage[]],
  date: string,
  { concurrency = 2, onProgress }: DrainOptions = {},
): Promise<NightRunDocument> {
  // Nobody is woken: what is open is looked up.
  const own = { ...deps, wake: async () => undefined }
  const look = async () => {
    const night = await deps.collections.nightRuns.findOne({ _id: date })
    if (!night) throw new Error(`the run of ${date} is gone`)
    onProgress?.(night)
    return night
  }
  await openNight(own, stages, date)
  for (let night = await look(); night.status === 'running'; night = await look()) {
    const waiting = openMessages(night)
    const workers = Array.from({ length: concurrency }, async () => {
      for (let message = waiting.shift(); message; message = waiting.shift()) {
        await workPartition(own, stages, message)
        await look()
      }
    })
    await Promise.all(workers)
  }
  return look()
}
