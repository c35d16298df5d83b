/** A generation job without a model behind it: recorded as such, and the bank serves. */
import type { GenerateQuestionsMessage } from '../contract/events.ts'
import type { Clock } from '../platform/clock.ts'
import type { Collections } from '../platform/collections.ts'

type JobDeps = { collections: Pick<Collections, 'jobs'>; clock: Clock }

export async function closeJobWithoutModel(
  { collections, clock }: JobDeps,
  { jobId }: GenerateQuestionsMessage,
): Promise<void> {
  await collections.jobs.updateOne(
    { _id: jobId, status: 'open' },
    { $set: { status: 'done', outcome: 'no-model', closedAt: clock() } },
  )
}
