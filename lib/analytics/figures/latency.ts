/**
 * How long students take to answer. Counted by value inside MongoDB, ranked here: `$percentile` holds every document it is
 * given (docs/adr/0019), values are a few thousand.
 */
import type { LatencyFigures } from '../../contract/analytics.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Answered } from './answered.ts'

/** Milliseconds -> how many took so long. */
export type LatencyCounts = Map<number, number>

/** An expression for milliseconds as they are counted: to the millisecond below 10 s, then to 10 and to 100 of them. */
export const countedMs = (field: string) => {
  const toThe = (step: number) => ({ $multiply: [{ $floor: { $divide: [field, step] } }, step] })
  const below = (limit: number, step: number, otherwise: object) => ({
    $cond: [{ $lt: [field, limit] }, toThe(step), otherwise],
  })
  return below(10_000, 1, below(100_000, 10, toThe(100)))
}

/** Median and 95th percentile over all of these together. */
export async function measureLatency(
  { attempts }: Pick<Collections, 'attempts'>,
  parts: readonly Answered[],
): Promise<LatencyFigures> {
  const counts: LatencyCounts = new Map()
  for (const answered of parts) {
    const rows = attempts.aggregate<{ _id: number; n: number }>(
      [{ $match: answered }, { $group: { _id: countedMs('$latencyMs'), n: { $sum: 1 } } }],
      { batchSize: 10_000 },
    )
    for await (const { _id, n } of rows) counts.set(_id, (counts.get(_id) ?? 0) + n)
  }
  return percentilesOf(counts)
}

/** By nearest rank: the least value that so great a share does not exceed. */
export function percentilesOf(counts: LatencyCounts): LatencyFigures {
  const ascending = [...counts].sort(([one], [other]) => one - other)
  const total = ascending.reduce((sum, [, n]) => sum + n, 0)
  const valueAt = (share: number): number | null => {
    let seen = 0
    for (const [value, n] of ascending) {
      seen += n
      if (seen >= share * total) return value
    }
    return null
  }
  return { p50: valueAt(0.5), p95: valueAt(0.95) }
}
