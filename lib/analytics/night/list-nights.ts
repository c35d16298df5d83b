/** The latest nights, for administrators. */
import type * as z from 'zod'
import type { nightRunsSchema } from '../../contract/analytics.ts'
import type { Collections } from '../../platform/collections.ts'

const most = 60

type Runs = z.infer<typeof nightRunsSchema>['runs']

/** Latest date first. */
export async function listNights({ collections }: { collections: Pick<Collections, 'nightRuns'> }): Promise<Runs> {
  const runs = await collections.nightRuns
    .find({}, { projection: { closed: 0 } })
    .sort({ _id: -1 })
    .limit(most)
    .toArray()
  return runs.map(({ _id, run, status, stage, open, requestedAt, finishedAt, report }) => ({
    ...{ date: _id, run, status, stage, open: open.length, report },
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }))
}
