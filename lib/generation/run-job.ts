/**
 * One job of the fan-out: asks for questions of one level, stores what passes every check, hands it to the quiz, and
 * closes the job. Delivered twice, or run again after a worker's death, it makes each question once.
 */

import { sendJobs } from '../content/generation-jobs.ts'
import type { JobDocument } from '../contract/documents.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { log } from '../platform/log.ts'
import { countMetric } from '../platform/metrics.ts'
import { persistently } from '../platform/mongo.ts'
import type { GenerationDeps } from './deps.ts'
import { type Made, makeQuestions } from './make-questions.ts'
import { readQuestions } from './store-questions.ts'

export type JobDeps = GenerationDeps & {
  /** Lets fresh questions into the quiz they were made for. */
  join: (sessionId: NonNullable<JobDocument['sessionId']>, questions: GeneratedQuestionDocument[]) => Promise<void>
}

/** Seconds that an open job is worth waiting for; put off for longer, it holds no quiz up. */
const worthWaitingSeconds = 5
/** Longest delay that SQS takes. */
const longestDelaySeconds = 900

export async function runJob(deps: JobDeps, jobId: string): Promise<void> {
  const job = await persistently(() => deps.collections.jobs.findOne({ _id: jobId }))
  if (!job || job.status === 'done' || job.status === 'failed') return
  const stored = await readQuestions(deps, job)
  // Of a worker that died before it closed the job.
  const made: Made =
    stored.length > 0 ? { kind: 'made', questions: stored, problems: [], reason: null } : await makeQuestions(deps, job)
  if (made.kind === 'put-off') return putOff(deps, job, made.retryAfterSeconds)
  if (job.sessionId) await deps.join(job.sessionId, made.questions)
  await closeJob(deps, job, made)
}

async function closeJob(
  { collections, clock }: GenerationDeps,
  job: JobDocument,
  { questions, problems, reason }: Extract<Made, { kind: 'made' }>,
): Promise<void> {
  const status = questions.length > 0 || reason === 'no-model' ? 'done' : 'failed'
  const outcome = reason ?? (questions.length < job.count ? 'partial' : 'complete')
  await persistently(() =>
    collections.jobs.updateOne(
      { _id: job._id, status: { $in: ['open', 'deferred'] } },
      { $set: { status, outcome, problems, closedAt: clock() } },
    ),
  )
  // Without a model, nothing has been tried.
  if (reason !== 'no-model') countOutcome(job.count, questions.length)
  log.info('generation job closed', { jobId: job._id, outcome, asked: job.count, made: questions.length })
}

function countOutcome(asked: number, made: number): void {
  countMetric('GenerationJobs', 1)
  countMetric('QuestionsGenerated', made)
  if (made === 0) countMetric('GenerationFailures', 1)
  if (made < asked) countMetric('GenerationFallbacks', 1)
}

/** The provider said when to come back: the message waits as long in the queue, and is not counted as a failure. */
async function putOff(deps: GenerationDeps, job: JobDocument, retryAfterSeconds: number): Promise<void> {
  const delaySeconds = Math.min(longestDelaySeconds, Math.max(1, Math.ceil(retryAfterSeconds)))
  if (delaySeconds > worthWaitingSeconds) {
    await persistently(() =>
      deps.collections.jobs.updateOne({ _id: job._id, status: 'open' }, { $set: { status: 'deferred' } }),
    )
  }
  log.warn('generation job put off', { jobId: job._id, delaySeconds })
  // Not taken: the sweeper sends it again.
  await sendJobs(deps, [job], { delaySeconds })
}
