/**
 * A quiz as MongoDB has it: the truth. Three finds, side by side, all by the session's id.
 * What was chosen is read, never chosen again.
 */
import type { ObjectId } from 'mongodb'
import { rollingState } from '../adaptive/rolling.ts'
import type { AttemptDocument, QuestionDocument, SessionDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { StopReason } from '../contract/quiz.ts'
import { toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { toAnswerRecord } from './engine-input.ts'
import type { LiveAnswer, LiveQuestion, LiveQuiz, QuizSettings } from './live-quiz.ts'
import type { LiveSnapshot } from './live-session.ts'

export type QuizRecord = {
  session: SessionDocument
  /** In the order of their `seq`. */
  attempts: AttemptDocument[]
  /** Everything in the pool, served or not. */
  questions: QuestionDocument[]
}

export const isOpen = ({ status }: SessionDocument) => status === 'active' || status === 'preparing'

type RecordDeps = Pick<QuizDeps, 'collections'>

/** @throws Refusal unknown-session when there is none, or it is somebody else's */
export async function loadOwnRecord(deps: RecordDeps, sessionId: string, sub: string): Promise<QuizRecord> {
  const record = await loadRecord(deps, toId(sessionId))
  if (record?.session.sub !== sub) throw new Refusal('unknown-session')
  return record
}

/** More than any quiz has: no second round trip for the rest. */
const oneBatch = { batchSize: 1_000 }

export async function loadRecord({ collections }: RecordDeps, sessionId: ObjectId): Promise<QuizRecord | null> {
  const [session, attempts, questions] = await persistently(() =>
    Promise.all([
      collections.quizSessions.findOne({ _id: sessionId }),
      collections.attempts.find({ sessionId }, oneBatch).sort({ seq: 1 }).toArray(),
      collections.questions.find({ sessionId }, oneBatch).toArray(),
    ]),
  )
  return session && { session, attempts, questions }
}

/** How the quiz stands, whatever became of the writes that follow an answer. */
export type Standing =
  | { kind: 'asking'; current: QuestionDocument }
  /** The last answer is in and nothing has been chosen after it. */
  | { kind: 'waiting' }
  /** The last answer is in and its verdict under way. */
  | { kind: 'checking'; attempt: AttemptDocument }
  /** The last answer ended the quiz, though the session may not say so yet. */
  | { kind: 'stopped'; stopReason: StopReason }

export function standingOf({ session, attempts, questions }: QuizRecord): Standing {
  const last = attempts.at(-1)
  if (last?.verdict === 'checking') return { kind: 'checking', attempt: last }
  const next = last?.next
  if (next?.kind === 'stop') return { kind: 'stopped', stopReason: next.stopReason }
  // A choice made later than its answer stands in the session; else the answer's own choice counts.
  const chosen = session.questions[attempts.length] ?? (next?.kind === 'question' ? next.questionId : undefined)
  const current = chosen && questions.find(({ _id }) => _id.equals(chosen))
  return current ? { kind: 'asking', current } : { kind: 'waiting' }
}

/** The quiz as it stood before its last answer. */
export const beforeLast = (record: QuizRecord): QuizRecord => ({ ...record, attempts: record.attempts.slice(0, -1) })

/** When an answer's verdict was known and what follows it decided. */
export const decidedAt = ({ gradedAt, timestamp }: AttemptDocument): Date => gradedAt ?? timestamp

/** No verdict came in time. Where the grader had none to give, it says what kept it. */
export const isGivenUp = ({ verdict, unsupported }: AttemptDocument): boolean =>
  verdict === 'unknown' && unsupported === undefined

export const servedIds = ({ attempts }: QuizRecord, current: QuestionDocument | null): ObjectId[] => [
  ...attempts.map(({ questionId }) => questionId),
  ...(current ? [current._id] : []),
]

export const liveAnswersOf = ({ attempts }: QuizRecord): LiveAnswer[] =>
  attempts.map((attempt) => ({
    questionId: attempt.questionId.toHexString(),
    level: attempt.difficulty,
    parameters: attempt.parameters,
    correct: attempt.isCorrect,
    ...(isGivenUp(attempt) && { excused: true }),
  }))

export function settingsOf(session: SessionDocument): QuizSettings {
  const { _id, userId, sub, topicId, length, policy, range, seed, prior } = session
  return {
    sessionId: _id.toHexString(),
    userId: userId.toHexString(),
    sub,
    topicId: topicId.toHexString(),
    length,
    policy,
    range,
    seed,
    prior,
  }
}

/** A stored copy as the engine and the grader take it, options in the student's order. */
export function toLiveQuestion(question: QuestionDocument): LiveQuestion {
  const { _id, itemId, difficulty, parameters, preference, source, type, text, options, optionOrder } = question
  return {
    questionId: _id.toHexString(),
    itemId: itemId.toHexString(),
    level: difficulty,
    parameters,
    preference,
    source,
    type,
    text,
    options: options && (optionOrder ?? options.map((_, index) => index)).flatMap((index) => options[index] ?? []),
    starterCode: question.starterCode,
    correctAnswer: question.correctAnswer,
    acceptedAnswers: question.acceptedAnswers,
    tolerance: question.tolerance,
    solutionPattern: question.solutionPattern,
    explanation: question.explanation,
  }
}

/** Pool questions that have not been served, and are not about to be. */
export function unservedOf(record: QuizRecord, current: QuestionDocument | null): LiveQuestion[] {
  const served = new Set([...servedIds(record, current), ...record.session.questions].map((id) => id.toHexString()))
  return record.questions.filter(({ _id }) => !served.has(_id.toHexString())).map(toLiveQuestion)
}

export function liveQuizOf(record: QuizRecord, current: QuestionDocument): LiveQuiz {
  return {
    settings: settingsOf(record.session),
    answers: liveAnswersOf(record),
    current: toLiveQuestion(current),
    servedAt: servedAtOf(record, current).getTime(),
    candidates: unservedOf(record, current),
  }
}

/** What Redis should hold for this record: before an answer that is being checked, until its verdict is in. */
export function snapshotOf(latest: QuizRecord): LiveSnapshot {
  const record = standingOf(latest).kind === 'checking' ? beforeLast(latest) : latest
  const standing = standingOf(record)
  const current = standing.kind === 'asking' ? standing.current : null
  const answers = liveAnswersOf(record)
  const { window, streak } = rollingState(answers.map(toAnswerRecord))
  return {
    settings: settingsOf(record.session),
    answers,
    current: current && toLiveQuestion(current),
    servedAt: current ? servedAtOf(record, current).getTime() : record.session.lastActivity.getTime(),
    pool: unservedOf(record, current),
    correctStreak: streak,
    recent: window,
  }
}

export function servedAtOf({ session, attempts }: QuizRecord, current: QuestionDocument): Date {
  const last = attempts.at(-1)
  return current.servedAt ?? (last ? decidedAt(last) : session.startTime)
}
