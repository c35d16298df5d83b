/** The fan-out of question generation: one job and one message for each level of a quiz. */
import type { ObjectId } from 'mongodb'
import type { JobDocument } from '../contract/documents.ts'
import type { GenerateQuestionsMessage } from '../contract/events.ts'
import { type DifficultyRange, levelsOf } from '../contract/topic.ts'
import { sendMessages } from '../platform/queue.ts'
import type { QuizDeps } from './deps.ts'

/** Generated questions per question asked, so that adaptation has something to choose from. */
const generatedPerQuestion = 1.5

type NewQuiz = { sessionId: ObjectId; userId: ObjectId; topicId: ObjectId; range: DifficultyRange; length: number }

export function jobsFor({ sessionId, userId, topicId, range, length }: NewQuiz, now: Date): JobDocument[] {
  const levels = levelsOf(range)
  const count = Math.max(1, Math.round((length * generatedPerQuestion) / levels.length))
  return levels.map((level) => ({
    _id: `${sessionId.toHexString()}:${level}`,
    kind: 'generate-questions',
    parentId: sessionId.toHexString(),
    audience: 'student',
    sessionId,
    userId,
    topicId,
    level,
    count,
    status: 'open',
    outcome: null,
    problems: [],
    createdAt: now,
    closedAt: null,
  }))
}

const messageFor = (job: JobDocument): GenerateQuestionsMessage => ({
  jobId: job._id,
  audience: job.audience,
  sessionId: job.sessionId?.toHexString() ?? null,
  userId: job.userId?.toHexString() ?? null,
  topicId: job.topicId.toHexString(),
  level: job.level,
  count: job.count,
})

export const sendJobs = ({ config }: Pick<QuizDeps, 'config'>, jobs: readonly JobDocument[]) =>
  sendMessages(config.GENERATE_QUESTIONS_QUEUE_URL, jobs.map(messageFor))

export async function hasOpenJob(
  { collections }: Pick<QuizDeps, 'collections'>,
  sessionId: ObjectId,
): Promise<boolean> {
  const open = await collections.jobs.findOne({ sessionId, status: 'open' }, { projection: { _id: 1 } })
  return open !== null
}
