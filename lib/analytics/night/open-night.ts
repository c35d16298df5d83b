/** Begins the night of a date, or takes up one that has stopped half-way; of a date that is done, begins another run. */
import type { NightDeps } from './deps.ts'
import { advance, openedStage, wakeOpen } from './night-run.ts'
import type { Stage } from './stage.ts'

/** @throws RangeError when the day has not begun */
export async function openNight(deps: NightDeps, stages: readonly [Stage, ...Stage[]], date: string): Promise<void> {
  const now = deps.clock()
  if (Date.parse(`${date}T00:00:00Z`) > now.getTime()) throw new RangeError(`${date} has not begun`)
  const { nightRuns } = deps.collections
  const [first] = stages
  const fresh = {
    ...openedStage(first.name, await first.partitions(deps), now),
    ...{ closed: [], dates: [date], requestedAt: now, progressAt: now, finishedAt: null, report: null },
  }
  await nightRuns.updateOne({ _id: date }, { $setOnInsert: { run: 1, ...fresh } }, { upsert: true })
  await nightRuns.updateOne({ _id: date, status: 'completed' }, { $set: fresh, $inc: { run: 1 } })
  // Whoever worked on it may be dead; if not, two at once do no harm.
  await nightRuns.updateOne(
    { _id: date, status: 'running', open: { $elemMatch: { startedAt: { $ne: null } } } },
    { $set: { 'open.$[].startedAt': null, progressAt: now } },
  )
  await advance(deps, stages, date)
  await wakeOpen(deps, date)
}
