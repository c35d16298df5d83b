/**
 * The first stage: what the day left open is closed. A quiz that turns out to be finished belongs to the day of its last
 * answer, which may be a week ago: that day's figures are made again this night.
 */
import type { ObjectId } from 'mongodb'
import { closeIdleQuizzes } from '../../quiz/sweep.ts'
import { dateOf, dayMs, periodOf } from '../utc-day.ts'
import type { NightDeps } from './deps.ts'
import type { Counts, StageWork } from './stage.ts'

export async function closeDay(deps: NightDeps, { date }: StageWork): Promise<Counts> {
  // A day that has not ended is closed as far as it has come.
  const end = new Date(Math.min(periodOf(date).to.getTime(), deps.clock().getTime()))
  const dates = await lastAnswersOfIdle(deps, end)
  // Before anything is closed: after a crash they could not be found again.
  await deps.collections.nightRuns.updateOne({ _id: date }, { $addToSet: { dates: { $each: dates } } })
  await closeIdleQuizzes(deps, end)
  const night = await deps.collections.nightRuns.findOne({ _id: date })
  return { earlierDays: (night?.dates.length ?? 1) - 1 }
}

/** Days on which idle quizzes were answered last, where that answer may have ended them. */
async function lastAnswersOfIdle({ collections, config }: NightDeps, end: Date): Promise<string[]> {
  const idleSince = new Date(end.getTime() - config.IDLE_DAYS * dayMs)
  const idle = collections.quizSessions
    .find({ status: { $in: ['active', 'preparing'] }, lastActivity: { $lt: idleSince } })
    .project<{ _id: ObjectId }>({ _id: 1 })
    .batchSize(500)
  const dates = new Set<string>()
  for (let ids = await take(idle, 500); ids.length > 0; ids = await take(idle, 500)) {
    const last = await collections.attempts
      .find({ sessionId: { $in: ids }, 'next.kind': { $ne: 'question' } })
      .project<{ timestamp: Date }>({ timestamp: 1 })
      .toArray()
    for (const { timestamp } of last) dates.add(dateOf(timestamp))
  }
  return [...dates].sort()
}

async function take(sessions: { next(): Promise<{ _id: ObjectId } | null> }, most: number): Promise<ObjectId[]> {
  const ids: ObjectId[] = []
  while (ids.length < most) {
    const session = await sessions.next()
    if (!session) break
    ids.push(session._id)
  }
  return ids
}
