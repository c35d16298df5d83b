/** What a crash or a queue left undone, found and finished: every minute for recent quizzes, every night for idle ones. */
import type { ObjectId } from 'mongodb'
import { sendJobs } from '../content/generation-jobs.ts'
import { abandonRecord } from './abandon-quiz.ts'
import { pursueVerdicts } from './checking.ts'
import type { QuizDeps } from './deps.ts'
import { forgetLiveQuiz } from './live-session.ts'
import { isOpen, loadRecord } from './record.ts'
import { settleQuiz } from './settle.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * Ages of last activity that a sweep looks at, newest and oldest. It runs every minute, so that each quiz is looked at
 * several times in its first quarter of an hour and, should nothing have run then, an hour and a day later.
 */
const windowsMs = [
  [minuteMs / 2, 15 * minuteMs],
  [60 * minuteMs, 62 * minuteMs],
  [dayMs, dayMs + 2 * minuteMs],
] as const
/** Ages at which the message of a job that is still open is taken for lost and sent again: ever more rarely. */
const resentAtMs = [2, 4, 8, 16].map((age) => age * minuteMs)
/** Later than any message can be put off. */
const deferredResentAtMs = 20 * minuteMs
/** A job still open after this long is given up. */
const givenUpAfterMs = 30 * minuteMs
/** Most quizzes or jobs one sweep takes on. */
const batchSize = 500

export type Swept = { settled: number; resent: number; givenUp: number; checksResent: number; checksGivenUp: number }

export async function sweepQuizzes(deps: QuizDeps): Promise<Swept> {
  const now = deps.clock().getTime()
  const [settled, resent, givenUp, checks] = await Promise.all([
    settleRecent(deps, now),
    resendJobs(deps, now),
    giveUpJobs(deps, now),
    pursueVerdicts(deps, batchSize),
    forgetAbandoned(deps, now),
  ])
  return { settled, resent, givenUp, ...checks }
}

/** Quizzes whose attempts are ahead of their session. */
async function settleRecent(deps: QuizDeps, now: number): Promise<number> {
  const { quizSessions, attempts } = deps.collections
  const windows = windowsMs.map(([newest, oldest]) => ({
    status: 'active' as const,
    lastActivity: { $gte: new Date(now - oldest), $lt: new Date(now - newest) },
  }))
  const sessions = await quizSessions
    .find({ $or: windows })
    .project<{ _id: ObjectId; totalAnswered: number; length: number }>({ totalAnswered: 1, length: 1 })
    .limit(batchSize)
    .toArray()
  const counts = await attempts
    .aggregate<{ _id: ObjectId; answered: number }>([
      { $match: { sessionId: { $in: sessions.map(({ _id }) => _id) }, verdict: { $ne: 'checking' } } },
      { $group: { _id: '$sessionId', answered: { $sum: 1 } } },
    ])
    .toArray()
  const answered = new Map(counts.map((count) => [count._id.toHexString(), count.answered]))
  const behind = sessions.filter(({ _id, totalAnswered }) => (answered.get(_id.toHexString()) ?? 0) > totalAnswered)
  for (const { _id } of behind) {
    const record = await loadRecord(deps, _id)
    if (record) await settleQuiz(deps, record)
  }
  return behind.length
}

async function resendJobs(deps: QuizDeps, now: number): Promise<number> {
  const lost = await deps.collections.jobs
    .find({
      $or: [
        ...resentAtMs.map((age) => ({ status: 'open' as const, createdAt: minuteUntil(now - age) })),
        { status: 'deferred', createdAt: minuteUntil(now - deferredResentAtMs) },
      ],
    })
    .limit(batchSize)
    .toArray()
  return lost.length === 0 ? 0 : sendJobs(deps, lost)
}

/** The minute that ends here: a sweep a minute meets each instant once. */
const minuteUntil = (end: number) => ({ $gte: new Date(end - minuteMs), $lt: new Date(end) })

async function giveUpJobs({ collections }: QuizDeps, now: number): Promise<number> {
  const { modifiedCount } = await collections.jobs.updateMany(
    { status: { $in: ['open', 'deferred'] }, createdAt: { $lt: new Date(now - givenUpAfterMs) } },
    { $set: { status: 'failed', outcome: 'given-up', closedAt: new Date(now) } },
  )
  return modifiedCount
}

/** Redis may have been away when a quiz was abandoned: it must not serve it after that. Away again, and we wait. */
async function forgetAbandoned({ collections }: QuizDeps, now: number): Promise<void> {
  const abandoned = await collections.quizSessions
    .find({ endTime: { $gte: new Date(now - 3 * minuteMs) }, status: 'abandoned' }, { projection: { _id: 1 } })
    .limit(batchSize)
    .toArray()
  for (const { _id } of abandoned) {
    if (!(await forgetLiveQuiz(_id.toHexString()))) return
  }
}

/** Ends quizzes without an answer for `IDLE_DAYS` before the given instant; those with their last answer in complete. */
export async function closeIdleQuizzes(
  deps: QuizDeps,
  before: Date,
): Promise<{ abandoned: number; completed: number }> {
  const idleSince = new Date(before.getTime() - deps.config.IDLE_DAYS * dayMs)
  const idle = deps.collections.quizSessions.find(
    { status: { $in: ['active', 'preparing'] }, lastActivity: { $lt: idleSince } },
    { projection: { _id: 1 } },
  )
  const closed = { abandoned: 0, completed: 0 }
  for await (const { _id } of idle) {
    const record = await loadRecord(deps, _id)
    if (!record || isAnsweredSince(record, idleSince)) continue
    const settled = await settleQuiz(deps, record)
    const ended = isOpen(settled.session) ? await abandonRecord(deps, settled) : settled
    if (ended.session.status === 'completed') closed.completed += 1
    else closed.abandoned += 1
  }
  return closed
}

const isAnsweredSince = ({ attempts }: { attempts: { timestamp: Date }[] }, since: Date) =>
  (attempts.at(-1)?.timestamp.getTime() ?? 0) >= since.getTime()
