/** The request of an answer that the queue's worker judges: it waits a while for the verdict, and leaves it to GET then. */
import type { AttemptDocument } from '../contract/documents.ts'
import type { AnswerPending, AnswerReply } from '../contract/quiz.ts'
import { persistently } from '../platform/mongo.ts'
import { pursueVerdict } from './checking.ts'
import type { QuizDeps } from './deps.ts'
import { readLiveSeq } from './live-session.ts'

/** Between looks at Redis, milliseconds: five seconds in all. */
const pausesMs = [100, 100, 150, 150, 250, 250, 500, 500, 500, 500, 1_000, 1_000]
const longestWaitMs = pausesMs.reduce((sum, pause) => sum + pause, 0)
/** Where Redis does not hold the quiz, MongoDB is asked no more often than this. */
const gentlePaceMs = 1_000

/** @param attempt unjudged, its message sent by whoever handed it in */
export async function awaitVerdict(deps: QuizDeps, attempt: AttemptDocument): Promise<AnswerReply | AnswerPending> {
  const deadline = deps.clock().getTime() + longestWaitMs
  const sessionId = attempt.sessionId.toHexString()
  const reply = (await pursueVerdict(deps, attempt)) ? await recordedReply(deps, attempt) : null
  if (reply) return reply
  let unasked = gentlePaceMs
  for (const pause of pausesMs) {
    if (deps.clock().getTime() >= deadline) break
    await deps.sleep(pause)
    unasked += pause
    const seq = await readLiveSeq(sessionId)
    // Redis stands before this answer until the verdict is in.
    if (seq === attempt.seq || (seq === undefined && unasked < gentlePaceMs)) continue
    unasked = 0
    const found = await recordedReply(deps, attempt)
    if (found) return found
  }
  const last = await recordedReply(deps, attempt)
  return last ?? { questionId: attempt.questionId.toHexString(), status: 'checking' }
}

async function recordedReply({ collections }: QuizDeps, { _id }: AttemptDocument): Promise<AnswerReply | null> {
  const attempt = await persistently(() => collections.attempts.findOne({ _id }, { projection: { reply: 1 } }))
  return attempt?.reply ?? null
}
