/** The last stage: what the night has come to is stored with its run, and told on the bus. */
import type { NightReport } from '../../contract/analytics.ts'
import type { NightRunDocument } from '../../contract/analytics-documents.ts'
import { nightCompletedType } from '../../contract/events.ts'
import { putEvents } from '../../platform/event-bus.ts'
import type { NightDeps } from './deps.ts'
import type { Counts, StageWork } from './stage.ts'

export async function reportNight({ collections }: NightDeps, { date }: StageWork): Promise<Counts> {
  const night = await collections.nightRuns.findOne({ _id: date })
  if (!night) throw new Error(`the run of ${date} is gone`)
  const report = reportOf(night)
  await collections.nightRuns.updateOne({ _id: date, run: night.run }, { $set: { report } })
  await putEvents([{ type: nightCompletedType, detail: { date, complete: report.complete } }])
  return {}
}

/** Says the same of the same night, in whatever order its partitions were closed. */
function reportOf({ _id, closed }: Pick<NightRunDocument, '_id' | 'closed'>): NightReport {
  const stages = [...Map.groupBy(closed, ({ stage }) => stage)].map(([stage, partitions]) => ({
    stage,
    partitions: partitions.length,
    failed: partitions
      .flatMap(({ partition, error }) => (error === null ? [] : [{ partition, error }]))
      .sort((one, other) => (one.partition < other.partition ? -1 : 1)),
    counts: sumOf(partitions.map(({ counts }) => counts)),
  }))
  return { date: _id, stages, complete: stages.every(({ failed }) => failed.length === 0) }
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = {}
  for (const counts of all) {
    for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value
  }
  return Object.fromEntries(Object.entries(sum).sort(([one], [other]) => (one < other ? -1 : 1)))
}
