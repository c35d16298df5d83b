/**
 * The fan-out of question generation: one job and one message for each level. What is asked for is on record before it is
 * sent, so that a lost message can be sent again.
 */
import type { ObjectId } from 'mongodb'
import type { JobDocument } from '../contract/documents.ts'
import type { GenerateQuestionsMessage } from '../contract/events.ts'
import { type DifficultyRange, levelsOf } from '../contract/topic.ts'
import type { Collections } from '../platform/collections.ts'
import type { Config } from '../platform/config.ts'
import { sendMessages } from '../platform/queue.ts'

export type LevelCount = { level: number; count: number }

/** What the jobs of one fan-out have in common, and how many questions each level is to get. */
export type FanOut = Pick<JobDocument, 'parentId' | 'audience' | 'sessionId' | 'userId' | 'topicId'> & {
  levels: readonly LevelCount[]
}

/** About `total` questions over every level of a range, at least one each. */
export function spreadEvenly(range: DifficultyRange, total: number): LevelCount[] {
  const levels = levelsOf(range)
  const count = Math.max(1, Math.round(total / levels.length))
  return levels.map((level) => ({ level, count }))
}

export const jobsFor = ({ levels, ...common }: FanOut, now: Date): JobDocument[] =>
  levels.map(({ level, count }) => ({
    _id: `${common.parentId}:${level}`,
    kind: 'generate-questions',
    ...common,
    level,
    count,
    status: 'open',
    outcome: null,
    problems: [],
    createdAt: now,
    closedAt: null,
  }))

const messageFor = (job: JobDocument): GenerateQuestionsMessage => ({
  jobId: job._id,
  audience: job.audience,
  sessionId: job.sessionId?.toHexString() ?? null,
  userId: job.userId?.toHexString() ?? null,
  topicId: job.topicId.toHexString(),
  level: job.level,
  count: job.count,
})

type SendOptions = Parameters<typeof sendMessages>[2]

/** Answers how many were taken. */
export const sendJobs = (
  { config }: { config: Pick<Config, 'GENERATE_QUESTIONS_QUEUE_URL'> },
  jobs: readonly JobDocument[],
  options?: SendOptions,
) => sendMessages(config.GENERATE_QUESTIONS_QUEUE_URL, jobs.map(messageFor), options)

/** Whether questions for this quiz may come at any moment; a job that its provider has put off is not waited for. */
export async function hasOpenJob(
  { collections }: { collections: Pick<Collections, 'jobs'> },
  sessionId: ObjectId,
): Promise<boolean> {
  const open = await collections.jobs.findOne({ sessionId, status: 'open' }, { projection: { _id: 1 } })
  return open !== null
}
