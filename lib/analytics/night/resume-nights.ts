/**
 * Nights that stand still are helped on: messages that were lost are sent again, and what a dead worker held is freed, or
 * given up when that has happened too often. Nothing else is needed for a night to end.
 */
import type { NightDeps } from './deps.ts'
import { advance, close, mostTries, wakeOpen, workerLifeMs } from './night-run.ts'
import type { Stage } from './stage.ts'

/** Longer than a message takes to a worker that is free. */
const stillMs = 2 * 60 * 1_000

/** Answers how many runs stood still. */
export async function resumeNights(deps: NightDeps, stages: readonly Stage[]): Promise<number> {
  const { nightRuns } = deps.collections
  const now = deps.clock().getTime()
  const still = await nightRuns
    .find({ status: 'running', progressAt: { $lt: new Date(now - stillMs) } })
    .limit(20)
    .toArray()
  let resumed = 0
  for (const { _id: date, run, stage, open } of still) {
    const isAlive = (startedAt: Date | null) => startedAt !== null && now - startedAt.getTime() < workerLifeMs
    if (open.some(({ startedAt }) => isAlive(startedAt))) continue
    for (const { partition, tries, startedAt, error } of open) {
      if (startedAt === null) continue
      const message = { date, run, stage, partition }
      if (tries >= mostTries) await close(deps, message, { error: error ?? 'its workers never came back', counts: {} })
    }
    await nightRuns.updateOne(
      { _id: date, run, status: 'running', open: { $elemMatch: { startedAt: { $ne: null } } } },
      { $set: { 'open.$[].startedAt': null } },
    )
    await nightRuns.updateOne({ _id: date, run }, { $set: { progressAt: new Date(now) } })
    await advance(deps, stages, date)
    await wakeOpen(deps, date)
    resumed += 1
  }
  return resumed
}
