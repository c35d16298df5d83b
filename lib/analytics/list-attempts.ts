/** The raw answers of a period, in pages: topic by topic, each in the order of time, which is how the index has them. */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument } from '../contract/documents.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { type Period, within } from './utc-day.ts'

type Deps = { collections: Pick<Collections, 'attempts' | 'topics'> }

export type AttemptPage = { attempts: AttemptDocument[]; cursor: string | null }

/**
 * A page ends between two instants, so that it may be a few answers longer than asked for, and none is left out.
 *
 * @param page.cursor of the page before
 */
export async function listAttempts(
  deps: Deps,
  period: Period,
  page: { cursor?: string | undefined; limit: number },
): Promise<AttemptPage> {
  const topics = await deps.collections.topics
    .find({}, { projection: { _id: 1 } })
    .sort({ _id: 1 })
    .toArray()
  const after = page.cursor === undefined ? null : readCursor(page.cursor)
  const attempts: AttemptDocument[] = []
  for (const { _id: topicId } of topics) {
    const order = after ? compare(topicId, after.topicId) : 1
    if (order < 0) continue
    const from = after && order === 0 ? new Date(after.time + 1) : period.from
    const wanted = page.limit - attempts.length
    const found = await readTopic(deps, topicId, { from, to: period.to }, wanted)
    attempts.push(
      ...found.sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime() || compare(one._id, other._id)),
    )
    const last = attempts.at(-1)
    if (attempts.length >= page.limit && last) return { attempts, cursor: toCursor(last) }
  }
  return { attempts, cursor: null }
}

async function readTopic({ collections }: Deps, topicId: ObjectId, { from, to }: Period, limit: number) {
  const inTime = { timestamp: 1 } as const
  const found = await collections.attempts
    .find({ topicId, timestamp: within({ from, to }) })
    .sort(inTime)
    .limit(limit)
    .toArray()
  const last = found.at(-1)
  if (!last || found.length < limit) return found
  const atLast = await collections.attempts.find({ topicId, timestamp: last.timestamp }).toArray()
  return [...found.filter(({ timestamp }) => timestamp < last.timestamp), ...atLast]
}

const compare = (one: ObjectId, other: ObjectId) =>
  one.toHexString() < other.toHexString() ? -1 : Number(!one.equals(other))

const toCursor = ({ topicId, timestamp }: AttemptDocument) =>
  `${timestamp.getTime().toString(36)}-${topicId.toHexString()}`

function readCursor(cursor: string) {
  const [time = '', topicId = ''] = cursor.split('-')
  return { time: Number.parseInt(time, 36), topicId: toId(topicId) }
}
