/**
 * A night's progress. The run document says what is open; every step is one conditional write to it, so that duplicates
 * of a message, workers that die, and two at once change nothing twice.
 */
import type { NightRunDocument } from '../../contract/analytics-documents.ts'
import type { NightMessage } from '../../contract/events.ts'
import { countMetric, measureMetric } from '../../platform/metrics.ts'
import type { NightDeps } from './deps.ts'
import type { Counts, Stage } from './stage.ts'

/** A worker is dead when it has not come back after this long: Lambda ends it after 15 minutes. */
export const workerLifeMs = 16 * 60 * 1_000

/** Times that a partition is begun before it is given up. */
export const mostTries = 3

/** Takes a partition for this worker; null when another has it, or it is not open (any more). */
export async function claim(deps: NightDeps, message: NightMessage): Promise<NightRunDocument | null> {
  const { date, run, stage, partition } = message
  const now = deps.clock()
  const free = { $or: [{ startedAt: null }, { startedAt: { $lt: new Date(now.getTime() - workerLifeMs) } }] }
  const { modifiedCount } = await deps.collections.nightRuns.updateOne(
    { _id: date, run, stage, status: 'running', open: { $elemMatch: { partition, ...free } } },
    { $set: { 'open.$.startedAt': now, progressAt: now }, $inc: { 'open.$.tries': 1 } },
  )
  return modifiedCount === 0 ? null : deps.collections.nightRuns.findOne({ _id: date })
}

/** Puts a partition back whose work failed. */
export async function release(deps: NightDeps, { date, run, stage, partition }: NightMessage, error: string) {
  await deps.collections.nightRuns.updateOne(
    { _id: date, run, stage, 'open.partition': partition },
    { $set: { 'open.$.startedAt': null, 'open.$.error': error } },
  )
}

/** Done, or given up with an error: in either case the night goes on. */
export async function close(
  deps: NightDeps,
  { date, run, stage, partition }: NightMessage,
  outcome: { error: string | null; counts: Counts },
): Promise<void> {
  await deps.collections.nightRuns.updateOne(
    { _id: date, run, stage, 'open.partition': partition },
    {
      $pull: { open: { partition } },
      $push: { closed: { stage, partition, ...outcome } },
      $set: { progressAt: deps.clock() },
    },
  )
}

/** Opens the next stage once nothing of this one is open; of several at once, one does. After the last, ends the run. */
export async function advance(deps: NightDeps, stages: readonly Stage[], date: string): Promise<void> {
  const { nightRuns } = deps.collections
  for (;;) {
    const night = await nightRuns.findOne({ _id: date })
    if (night?.status !== 'running' || night.open.length > 0) return
    const next = stages[stages.findIndex(({ name }) => name === night.stage) + 1]
    const now = deps.clock()
    const change = next
      ? { ...openedStage(next.name, await next.partitions(deps), now), progressAt: now }
      : { status: 'completed' as const, progressAt: now, finishedAt: now }
    const { modifiedCount } = await nightRuns.updateOne(
      { _id: date, run: night.run, status: 'running', stage: night.stage, open: { $size: 0 } },
      { $set: change },
    )
    if (modifiedCount === 0) continue
    measureMetric('NightStageLatency', now.getTime() - night.stageAt.getTime(), { stage: night.stage })
    if (next) await wakeOpen(deps, date)
    else countMetric('NightsCompleted', 1)
  }
}

/** Sends a message for every open partition that nobody is at. */
export async function wakeOpen(deps: NightDeps, date: string): Promise<void> {
  const night = await deps.collections.nightRuns.findOne({ _id: date })
  if (night?.status === 'running') await deps.wake(openMessages(night))
}

export const openedStage = (
  stage: string,
  partitions: readonly string[],
  stageAt: Date,
): Pick<NightRunDocument, 'open' | 'stage' | 'stageAt' | 'status'> => ({
  status: 'running',
  stage,
  stageAt,
  open: partitions.map((partition) => ({ partition, tries: 0, startedAt: null, error: null })),
})

export const openMessages = ({ _id, run, stage, open }: NightRunDocument): NightMessage[] =>
  open.flatMap(({ partition, startedAt }) => (startedAt === null ? [{ date: _id, run, stage, partition }] : []))
