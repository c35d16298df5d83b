/** The verdict of an answer that was handed in: one conditional write, then what follows any answer. */
import type { AttemptDocument } from '../contract/documents.ts'
import { persistently } from '../platform/mongo.ts'
import { verdictFields } from './attempt.ts'
import { decide, type Judgement } from './decide.ts'
import type { QuizDeps } from './deps.ts'
import { followUp, tellGraded } from './follow-up.ts'
import { isMoreComing } from './more-coming.ts'
import { beforeLast, isOpen, liveQuizOf, type QuizRecord, standingOf } from './record.ts'

/**
 * @param record as it is now
 * @param submitted what was judged
 * @returns false when another verdict was there first, or the answer is not what was judged any more (erased)
 */
export async function recordVerdict(
  deps: QuizDeps,
  record: QuizRecord,
  submitted: AttemptDocument,
  judgement: Judgement,
): Promise<boolean> {
  const now = standingOf(record)
  if (now.kind !== 'checking' || !now.attempt._id.equals(submitted._id)) return false
  const before = beforeLast(record)
  const standing = standingOf(before)
  if (standing.kind !== 'asking' || !standing.current._id.equals(submitted.questionId)) {
    throw new Error(`attempt ${submitted._id} does not answer the question that its quiz was at`)
  }
  const quiz = liveQuizOf(before, standing.current)
  const decision = decide(quiz, judgement, await isMoreComing(deps, quiz))
  const verdict = { ...verdictFields(decision), gradedAt: deps.clock() }
  const { _id, answer } = submitted
  const { modifiedCount } = await persistently(() =>
    deps.collections.attempts.updateOne({ _id, verdict: 'checking', answer }, { $set: verdict }),
  )
  if (modifiedCount === 0) return false
  const committed = { quiz, record: before, decision, attempt: { ...submitted, ...verdict } }
  // A quiz that was abandoned meanwhile is not led on; its last answer completes it all the same.
  await (isOpen(record.session) || decision.outcome ? followUp(deps, committed) : tellGraded(committed))
  return true
}
