/**
 * Starting: the active quiz on the topic where there is one, else a new one, filled at once from what exists. Nobody
 * waits for a model unless the topic has no question at all.
 */
import { createHash } from 'node:crypto'
import type { ObjectId } from 'mongodb'
import { hasOpenJob } from '../content/generation-jobs.ts'
import type { SessionDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { Started, StartRequest } from '../contract/quiz.ts'
import type { DifficultyRange, PolicyName } from '../contract/topic.ts'
import { persistently } from '../platform/mongo.ts'
import { abandonRecord } from './abandon-quiz.ts'
import { createQuiz } from './create-quiz.ts'
import type { QuizDeps } from './deps.ts'
import { toQuestionView } from './question-view.ts'
import { isOpen, loadRecord, type QuizRecord, standingOf, toLiveQuestion } from './record.ts'
import { settleQuiz } from './settle.ts'

export type Starting = {
  user: { _id: ObjectId; googleId: string }
  topic: { _id: ObjectId; difficultyRange: DifficultyRange; policy?: PolicyName | undefined }
  request: StartRequest
  idempotencyKey?: string | undefined
}

export type StartResult =
  | { kind: 'created' | 'resumed'; started: Started }
  | { kind: 'preparing' | 'checking'; sessionId: string }

/** @throws Refusal idempotency-key-reused */
export async function startQuiz(deps: QuizDeps, starting: Starting): Promise<StartResult> {
  const earlier = await startedByKey(deps, starting)
  if (earlier) return earlier
  const latest = await latestQuiz(deps, starting)
  if (latest && isOpen(latest.session)) {
    if (!starting.request.restart) return standingReply(deps, latest)
    await abandonRecord(deps, latest)
  }
  const ordinal = (latest?.session.ordinal ?? 0) + 1
  const created = await createQuiz(deps, { ...starting, ordinal, idempotencyHash: fingerprint(starting.request) })
  if (created) return standingReply(deps, created, 'created')
  // Somebody else's request, made at the same time, has started the quiz.
  const replayed = await startedByKey(deps, starting)
  if (replayed) return replayed
  const winner = await latestQuiz(deps, starting)
  // It may have ended since: then it is this request's turn.
  return winner && isOpen(winner.session) ? standingReply(deps, winner) : startQuiz(deps, starting)
}

/** What this key has started before, exactly as it was replied then. */
async function startedByKey(deps: QuizDeps, { user, idempotencyKey, request }: Starting): Promise<StartResult | null> {
  if (idempotencyKey === undefined) return null
  const session = await persistently(() => deps.collections.quizSessions.findOne({ userId: user._id, idempotencyKey }))
  if (!session) return null
  if (session.idempotencyHash !== fingerprint(request)) throw new Refusal('idempotency-key-reused')
  const record = await loadRecord(deps, session._id)
  const first = record?.questions.find(({ _id }) => session.questions[0]?.equals(_id))
  if (!first) return { kind: 'preparing', sessionId: session._id.toHexString() }
  return { kind: 'created', started: startedBody(session, first, 1) }
}

const fingerprint = ({ topicId, length, policy, restart }: StartRequest) =>
  createHash('sha256')
    .update(JSON.stringify([topicId, length, policy, restart]))
    .digest('hex')

/**
 * This user's latest quiz on this topic, brought up to date. Only the latest can be open: the next one takes its ordinal
 * when this one has ended, and of two that take it at the same time the unique index lets one in.
 */
async function latestQuiz(deps: QuizDeps, { user, topic }: Starting): Promise<QuizRecord | null> {
  const mine = { userId: user._id, topicId: topic._id }
  const session = await persistently(() =>
    deps.collections.quizSessions.findOne(mine, { sort: { ordinal: -1 }, projection: { _id: 1 } }),
  )
  const record = session && (await loadRecord(deps, session._id))
  return record && settleQuiz(deps, record)
}

type Kind = 'created' | 'resumed'

function standingReply(deps: QuizDeps, record: QuizRecord, kind: Kind = 'resumed'): StartResult | Promise<StartResult> {
  return record.session.status === 'preparing' ? firstQuestion(deps, record, kind) : asked(kind, record)
}

function asked(kind: Kind, record: QuizRecord): StartResult {
  const standing = standingOf(record)
  if (standing.kind !== 'asking') {
    return {
      kind: standing.kind === 'checking' ? 'checking' : 'preparing',
      sessionId: record.session._id.toHexString(),
    }
  }
  return { kind, started: startedBody(record.session, standing.current, record.attempts.length + 1) }
}

const startedBody = (
  { _id, length }: SessionDocument,
  question: QuizRecord['questions'][number],
  number: number,
): Started => ({
  sessionId: _id.toHexString(),
  question: toQuestionView(toLiveQuestion(question), number, length),
})

const longestWaitMs = 10_000
const pollMs = 250

/** A topic without any question: its first generation may take this long, then the client asks again. */
async function firstQuestion(deps: QuizDeps, record: QuizRecord, kind: Kind): Promise<StartResult> {
  const { _id } = record.session
  const deadline = deps.clock().getTime() + longestWaitMs
  while (deps.clock().getTime() < deadline && (await hasOpenJob(deps, _id))) {
    await new Promise((resolve) => setTimeout(resolve, pollMs))
    const now = await loadRecord(deps, _id)
    const settled = now && (await settleQuiz(deps, now))
    if (settled?.session.status === 'active') return asked(kind, settled)
  }
  return { kind: 'preparing', sessionId: _id.toHexString() }
}
