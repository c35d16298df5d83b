/**
 * One answer, in three serial round trips: read the live session (Redis), record the attempt (MongoDB: the commit
 * point), then, side by side, everything that follows from it. What fails before the commit point has changed nothing;
 * what fails after it is made good by whoever meets the quiz next. Code that takes long to judge is recorded without a
 * verdict, which the queue's worker writes; the request waits for it.
 */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import { type AnswerPending, type AnswerReply, longestAnswer } from '../contract/quiz.ts'
import { gradeAnswer } from '../grading/grade-answer.ts'
import { toId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import { tooManyRequests } from '../platform/rate-limit.ts'
import { submissionOf, verdictFields } from './attempt.ts'
import { awaitVerdict } from './await-verdict.ts'
import { askVerdicts } from './checking.ts'
import { decide, recordedAnswer } from './decide.ts'
import type { QuizDeps } from './deps.ts'
import { followUp, tellSubmitted } from './follow-up.ts'
import type { LiveQuestion, LiveQuiz } from './live-quiz.ts'
import { readLiveQuiz } from './live-session.ts'
import { hasNothingLeft, isMoreComing } from './more-coming.ts'
import { liveQuizOf, loadOwnRecord, type QuizRecord, standingOf, toLiveQuestion } from './record.ts'

export type Answering = { sub: string; sessionId: string; questionId: string; answer: string }

/** The quiz at this question, and its whole record where Redis could not serve it. */
type Found = { quiz: LiveQuiz; record: QuizRecord | null }

/**
 * @throws Refusal unknown-session, question-not-served, quiz-ended, already-answered, too-many-requests,
 *   payload-too-large
 */
export async function answerQuestion(deps: QuizDeps, answering: Answering): Promise<AnswerReply | AnswerPending> {
  if (Buffer.byteLength(answering.answer) > longestAnswer) {
    throw new Refusal('payload-too-large', { detail: `an answer has at most ${longestAnswer} bytes` })
  }
  const found = await findLive(deps, answering)
  // Another answer may have taken this place in the quiz while Redis was behind: the record knows better.
  const attempt = (found && (await commit(deps, answering, found))) ?? (await answerFromRecord(deps, answering))
  return attempt.reply ?? awaitVerdict(deps, attempt)
}

async function answerFromRecord(deps: QuizDeps, answering: Answering): Promise<AttemptDocument> {
  const found = await findRecorded(deps, answering)
  if ('earlier' in found) return found.earlier
  const attempt = await commit(deps, answering, found)
  if (!attempt) throw new Error(`session ${answering.sessionId} has attempts that its record does not show`)
  return attempt
}

/** R1; undefined when MongoDB has to say. */
async function findLive(deps: QuizDeps, { sessionId, sub, questionId }: Answering): Promise<Found | undefined> {
  const now = deps.clock()
  const limit = deps.config.LIMIT_ANSWERS_PER_MINUTE
  const reading = await readLiveQuiz({ sessionId, sub, questionId, limit, now })
  switch (reading?.kind) {
    case 'ready':
      // A pool that looks empty here may have been joined while it was being written: MongoDB knows.
      return hasNothingLeft(reading.quiz) ? undefined : { quiz: reading.quiz, record: null }
    case 'foreign':
      throw new Refusal('unknown-session')
    case 'limited':
      throw tooManyRequests(limit, now)
    case 'elsewhere':
    case undefined:
      return undefined
  }
}

/** The same from MongoDB: the current question, or the answer that an earlier one got. */
async function findRecorded(deps: QuizDeps, answering: Answering): Promise<Found | { earlier: AttemptDocument }> {
  const record = await loadOwnRecord(deps, answering.sessionId, answering.sub)
  const questionId = toId(answering.questionId)
  const earlier = record.attempts.find((attempt) => attempt.questionId.equals(questionId))
  if (earlier) return { earlier: sameAnswer(earlier, questionOf(record, questionId), answering.answer) }
  const standing = standingOf(record)
  const { status } = record.session
  if (status === 'completed' || status === 'abandoned' || standing.kind === 'stopped') throw new Refusal('quiz-ended')
  if (standing.kind !== 'asking' || !standing.current._id.equals(questionId)) throw new Refusal('question-not-served')
  return { quiz: liveQuizOf(record, standing.current), record }
}

function questionOf({ questions }: QuizRecord, questionId: ObjectId): LiveQuestion {
  const question = questions.find(({ _id }) => _id.equals(questionId))
  if (!question) throw new Error(`question ${questionId} has an attempt but no copy`)
  return toLiveQuestion(question)
}

/** @throws Refusal already-answered when the answer on record is another one */
function sameAnswer(attempt: AttemptDocument, question: Pick<LiveQuestion, 'options'>, answer: string) {
  if (recordedAnswer(question, answer) !== attempt.answer) {
    throw new Refusal('already-answered', { recorded: { correct: attempt.isCorrect } })
  }
  return attempt
}

/** M1, the commit point; undefined when another question has this place in the quiz. */
async function commit(deps: QuizDeps, answering: Answering, found: Found): Promise<AttemptDocument | undefined> {
  const { quiz, record } = found
  const answer = recordedAnswer(quiz.current, answering.answer)
  const grade = await gradeAnswer(quiz.current, answer)
  const decision = grade && decide(quiz, grade, await isMoreComing(deps, quiz))
  const attempt: AttemptDocument = {
    ...submissionOf(quiz, answer, deps.clock()),
    ...(decision && verdictFields(decision)),
  }
  try {
    await persistently(() => deps.collections.attempts.insertOne(attempt))
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const { sessionId, questionId } = attempt
    const recorded = await persistently(() => deps.collections.attempts.findOne({ sessionId, questionId }))
    return recorded ? sameAnswer(recorded, quiz.current, answering.answer) : undefined
  }
  if (decision) await followUp(deps, { quiz, record, decision, attempt })
  else await Promise.all([askVerdicts(deps, [attempt]), tellSubmitted(quiz, attempt)])
  return attempt
}
