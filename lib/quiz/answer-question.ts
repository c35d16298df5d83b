/**
 * One answer, in three serial round trips: read the live session (Redis), record the attempt (MongoDB: the commit
 * point), then, side by side, everything that follows from it. What fails before the commit point has changed nothing;
 * what fails after it is made good by whoever meets the quiz next.
 */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import { type AnswerReply, longestAnswer } from '../contract/quiz.ts'
import { derivedId, toId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import { tooManyRequests } from '../platform/rate-limit.ts'
import { type Decision, decide, recordedAnswer } from './decide.ts'
import type { QuizDeps } from './deps.ts'
import { followUp } from './follow-up.ts'
import { isMoreToServe } from './join-pool.ts'
import type { LiveQuestion, LiveQuiz } from './live-quiz.ts'
import { readLiveQuiz } from './live-session.ts'
import { liveQuizOf, loadOwnRecord, type QuizRecord, standingOf, toLiveQuestion } from './record.ts'

export type Answering = { sub: string; sessionId: string; questionId: string; answer: string }

/** The quiz at this question, and its whole record where Redis could not serve it. */
type Found = { quiz: LiveQuiz; record: QuizRecord | null }

/**
 * @throws Refusal unknown-session, question-not-served, quiz-ended, already-answered, too-many-requests,
 *   payload-too-large
 */
export async function answerQuestion(deps: QuizDeps, answering: Answering): Promise<AnswerReply> {
  if (Buffer.byteLength(answering.answer) > longestAnswer) {
    throw new Refusal('payload-too-large', { detail: `an answer has at most ${longestAnswer} bytes` })
  }
  const found = (await findLive(deps, answering)) ?? (await findRecorded(deps, answering))
  if ('reply' in found) return found.reply
  const reply = await commit(deps, answering, found)
  // Another answer took this place in the quiz while Redis was behind: the record knows better.
  return reply ?? (await answerFromRecord(deps, answering))
}

async function answerFromRecord(deps: QuizDeps, answering: Answering): Promise<AnswerReply> {
  const found = await findRecorded(deps, answering)
  if ('reply' in found) return found.reply
  const reply = await commit(deps, answering, found)
  if (!reply) throw new Error(`session ${answering.sessionId} has attempts that its record does not show`)
  return reply
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

/** The same from MongoDB: the current question, or the reply that an earlier one got. */
async function findRecorded(deps: QuizDeps, answering: Answering): Promise<Found | { reply: AnswerReply }> {
  const record = await loadOwnRecord(deps, answering.sessionId, answering.sub)
  const questionId = toId(answering.questionId)
  const earlier = record.attempts.find((attempt) => attempt.questionId.equals(questionId))
  if (earlier) return { reply: replay(earlier, questionOf(record, questionId), answering.answer) }
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

/** The stored reply. @throws Refusal already-answered when the answer on record is another one */
function replay(attempt: AttemptDocument, question: Pick<LiveQuestion, 'options'>, answer: string): AnswerReply {
  if (recordedAnswer(question, answer) !== attempt.answer) {
    throw new Refusal('already-answered', { recorded: { correct: attempt.isCorrect } })
  }
  return attempt.reply
}

/** M1, the commit point; undefined when another question has this place in the quiz. */
async function commit(deps: QuizDeps, answering: Answering, found: Found): Promise<AnswerReply | undefined> {
  const { quiz } = found
  const decision = decide(quiz, answering.answer, await isMoreComing(deps, quiz))
  const attempt = toAttempt(quiz, decision, deps.clock())
  try {
    await persistently(() => deps.collections.attempts.insertOne(attempt))
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const { sessionId, questionId } = attempt
    const recorded = await persistently(() => deps.collections.attempts.findOne({ sessionId, questionId }))
    return recorded ? replay(recorded, quiz.current, answering.answer) : undefined
  }
  await followUp(deps, { quiz, record: found.record, decision, attempt })
  return decision.reply
}

const hasNothingLeft = ({ settings, answers, candidates }: LiveQuiz) =>
  candidates.length === 0 && answers.length + 1 < settings.length

/** Asked only when the pool has nothing left: the one case in which it matters. */
async function isMoreComing(deps: QuizDeps, quiz: LiveQuiz): Promise<boolean> {
  if (!hasNothingLeft(quiz)) return false
  const served = [...quiz.answers, quiz.current].map(({ questionId }) => toId(questionId))
  return isMoreToServe(deps, toId(quiz.settings.sessionId), served)
}

function toAttempt({ settings, current, servedAt }: LiveQuiz, decision: Decision, now: Date): AttemptDocument {
  const { sessionId, userId, topicId } = settings
  return {
    // From what it answers, so that the same insert sent twice is one document.
    _id: derivedId('attempt', sessionId, current.questionId),
    userId: toId(userId),
    sessionId: toId(sessionId),
    questionId: toId(current.questionId),
    topicId: toId(topicId),
    itemId: toId(current.itemId),
    seq: decision.answers.length - 1,
    answer: decision.answer,
    isCorrect: decision.correct,
    verdict: decision.verdict,
    feedback: decision.feedback,
    timestamp: now,
    latencyMs: Math.max(0, now.getTime() - servedAt),
    difficulty: current.level,
    parameters: current.parameters,
    ability: decision.ability,
    next: decision.next,
    reply: decision.reply,
  }
}
