/** How long students take to answer. */
import type { LatencyFigures } from '../../contract/analytics.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Answered } from './answered.ts'

/** Median and 95th percentile (t-digest: Dunning & Ertl 2019, as MongoDB's $percentile computes it). */
export async function measureLatency(
  { attempts }: Pick<Collections, 'attempts'>,
  answered: Answered,
): Promise<LatencyFigures> {
  const [row] = await attempts
    .aggregate<{ percentiles: number[] }>([
      { $match: answered },
      {
        $group: {
          _id: null,
          percentiles: { $percentile: { input: '$latencyMs', p: [0.5, 0.95], method: 'approximate' } },
        },
      },
    ])
    .toArray()
  const [p50 = null, p95 = null] = row?.percentiles ?? []
  return { p50, p95 }
}
