/**
 * One code answer judged, off the request's path. A message may come twice, at the same time, or long after: the first
 * verdict is the verdict, and one that comes too late is kept apart, for authors and instructors.
 */
import type { AttemptDocument, RegradeDocument } from '../contract/documents.ts'
import type { CheckCodeMessage } from '../contract/events.ts'
import type { SolutionPattern } from '../contract/solution-pattern.ts'
import type { Grade } from '../grading/grade-answer.ts'
import { derivedId, toId } from '../platform/ids.ts'
import { log } from '../platform/log.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { isGivenUp, loadRecord, type QuizRecord } from './record.ts'
import { recordVerdict } from './record-verdict.ts'
import { settleQuiz } from './settle.ts'

/** Always the same grade for the same program and pattern. @throws when it could not be tried at all */
export type CodeJudge = (pattern: SolutionPattern, source: string) => Promise<Grade>

export async function checkCode(deps: QuizDeps, judge: CodeJudge, message: CheckCodeMessage): Promise<void> {
  const record = await loadRecord(deps, toId(message.sessionId))
  const attempt = record?.attempts.find(({ questionId }) => questionId.equals(message.questionId))
  if (!record || !attempt) return log.warn('there is no such answer to be judged', message)
  // Only an erased answer is empty here: an empty program is judged at once.
  if (attempt.answer === '') return
  if (attempt.verdict !== 'checking' && !isGivenUp(attempt)) return makeGood(deps, record, attempt)
  if (isGivenUp(attempt) && (await isRegraded(deps, attempt))) return
  const grade = await judge(patternFor(record, attempt), attempt.answer)
  // Judging takes its time: what follows is decided on the quiz as it is then.
  const latest = await loadRecord(deps, record.session._id)
  if (latest && (await recordVerdict(deps, latest, attempt, grade))) return
  const now = await persistently(() => deps.collections.attempts.findOne({ _id: attempt._id }))
  if (now && isGivenUp(now)) await storeRegrade(deps, now, grade)
}

/** What a worker that died right after the verdict has left undone. Where later answers are in, it has been done. */
async function makeGood(deps: QuizDeps, record: QuizRecord, attempt: AttemptDocument): Promise<void> {
  if (attempt === record.attempts.at(-1)) await settleQuiz(deps, record)
}

function patternFor({ questions }: QuizRecord, { questionId }: AttemptDocument): SolutionPattern {
  const pattern = questions.find(({ _id }) => _id.equals(questionId))?.solutionPattern
  if (!pattern) throw new Error(`question ${questionId} has a code answer but no pattern`)
  return pattern
}

const regradeId = ({ sessionId, questionId }: AttemptDocument) =>
  derivedId('regrade', sessionId.toHexString(), questionId.toHexString())

async function isRegraded({ collections }: QuizDeps, attempt: AttemptDocument): Promise<boolean> {
  const _id = regradeId(attempt)
  return (await persistently(() => collections.regrades.findOne({ _id }, { projection: { _id: 1 } }))) !== null
}

async function storeRegrade(deps: QuizDeps, attempt: AttemptDocument, grade: Grade): Promise<void> {
  const { _id: attemptId, userId, sessionId, questionId, itemId } = attempt
  const about = { attemptId, userId, sessionId, questionId, itemId }
  const regrade: RegradeDocument = { _id: regradeId(attempt), ...about, ...grade, at: deps.clock() }
  try {
    await persistently(() => deps.collections.regrades.insertOne(regrade))
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}
