/** What a crash or a queue left undone, found and finished: every minute for recent quizzes, every night for idle ones. */
import type { ObjectId } from 'mongodb'
import { abandonRecord } from './abandon-quiz.ts'
import type { QuizDeps } from './deps.ts'
import { sendJobs } from './generation-jobs.ts'
import { forgetLiveQuiz } from './live-session.ts'
import { loadRecord } from './record.ts'
import { isOpen, settleQuiz } from './settle.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How far back a sweep looks; it runs every minute, so that each quiz is looked at several times. */
const lookBackMs = 15 * minuteMs
/** A message older than this, with its job still open, is taken for lost. */
const lostAfterMs = 2 * minuteMs
/** A job still open after this long is given up. */
const givenUpAfterMs = 30 * minuteMs
/** Most quizzes or jobs one sweep takes on. */
const batchSize = 500

export type Swept = { settled: number; resent: number; givenUp: number }

export async function sweepQuizzes(deps: QuizDeps): Promise<Swept> {
  const now = deps.clock().getTime()
  const [settled, resent, givenUp] = await Promise.all([
    settleRecent(deps, now),
    resendJobs(deps, now),
    giveUpJobs(deps, now),
    forgetEnded(deps, now),
  ])
  return { settled, resent, givenUp }
}

/** Quizzes whose attempts are ahead of their session. */
async function settleRecent(deps: QuizDeps, now: number): Promise<number> {
  const { quizSessions, attempts } = deps.collections
  const recent = { $gte: new Date(now - lookBackMs), $lt: new Date(now - minuteMs / 2) }
  const sessions = await quizSessions
    .find({ status: 'active', lastActivity: recent })
    .project<{ _id: ObjectId; totalAnswered: number; length: number }>({ totalAnswered: 1, length: 1 })
    .limit(batchSize)
    .toArray()
  const counts = await attempts
    .aggregate<{ _id: ObjectId; answered: number }>([
      { $match: { sessionId: { $in: sessions.map(({ _id }) => _id) } } },
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
    .find({ status: 'open', createdAt: { $lt: new Date(now - lostAfterMs), $gte: new Date(now - givenUpAfterMs) } })
    .limit(batchSize)
    .toArray()
  return lost.length === 0 ? 0 : sendJobs(deps, lost)
}

async function giveUpJobs({ collections }: QuizDeps, now: number): Promise<number> {
  const { modifiedCount } = await collections.jobs.updateMany(
    { status: 'open', createdAt: { $lt: new Date(now - givenUpAfterMs) } },
    { $set: { status: 'failed', outcome: 'given-up', closedAt: new Date(now) } },
  )
  return modifiedCount
}

/** Redis may have been away when a quiz ended: it must not serve it after that. */
async function forgetEnded({ collections }: QuizDeps, now: number): Promise<void> {
  const ended = await collections.quizSessions
    .find({ endTime: { $gte: new Date(now - 3 * minuteMs) } }, { projection: { _id: 1 } })
    .limit(batchSize)
    .toArray()
  for (const { _id } of ended) await forgetLiveQuiz(_id.toHexString())
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
    if (isOpen(settled.session)) {
      await abandonRecord(deps, settled)
      closed.abandoned += 1
    } else closed.completed += 1
  }
  return closed
}

const isAnsweredSince = ({ attempts }: { attempts: { timestamp: Date }[] }, since: Date) =>
  (attempts.at(-1)?.timestamp.getTime() ?? 0) >= since.getTime()
