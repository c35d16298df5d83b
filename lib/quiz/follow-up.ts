/**
 * What follows a committed answer: the live session moves on, the session document gets its counters, the next question
 * its time, and the bus its events. All at once, all to absolute values, none needed for the answer to count.
 */
import type { ClientBulkWriteModel } from 'mongodb'
import { firstServing } from '../content/stock.ts'
import type { AttemptDocument } from '../contract/documents.ts'
import { toId } from '../platform/ids.ts'
import { faultOf, log } from '../platform/log.ts'
import { countMetric } from '../platform/metrics.ts'
import type { Decision } from './decide.ts'
import type { QuizDeps } from './deps.ts'
import { completionOf } from './finish.ts'
import { type Deed, tell } from './interactions.ts'
import type { LiveQuiz } from './live-quiz.ts'
import { advanceLiveQuiz, fillLiveQuiz, forgetLiveQuiz } from './live-session.ts'
import { markServed, servingOf } from './mark-served.ts'
import { decidedAt, type QuizRecord, snapshotOf } from './record.ts'

export type Committed = {
  quiz: LiveQuiz
  /** The record before this answer, where the quiz came from MongoDB: Redis has to be filled anew. */
  record: QuizRecord | null
  decision: Decision
  attempt: AttemptDocument
}

export async function followUp(deps: QuizDeps, committed: Committed): Promise<void> {
  await Promise.all([
    moveLiveQuiz(committed),
    recordProgress(deps, committed).catch((error: unknown) => {
      // The attempt counts; the sweeper brings the session up to it.
      log.error('session counters are behind', { sessionId: committed.quiz.settings.sessionId, error: faultOf(error) })
    }),
    tell(committed.quiz.settings, deedsOf(committed)),
  ])
}

async function moveLiveQuiz({ quiz, record, decision, attempt }: Committed): Promise<unknown> {
  const { sessionId } = quiz.settings
  const ended = decision.outcome !== null
  if (record) {
    if (ended) return forgetLiveQuiz(sessionId)
    countMetric('RedisRebuilds', 1)
    return fillLiveQuiz(snapshotOf({ ...record, attempts: [...record.attempts, attempt] }))
  }
  const answer = decision.answers.at(-1)
  if (!answer) throw new Error('a committed answer is among the answers')
  return advanceLiveQuiz({
    sessionId,
    seq: decision.answers.length,
    answer,
    correctStreak: decision.correctStreak,
    recent: decision.recent,
    next: decision.nextQuestion,
    ended,
    now: decidedAt(attempt),
  })
}

/** One command over the collections; each update holds back where a later answer has been there. */
async function recordProgress(deps: QuizDeps, { quiz, decision, attempt }: Committed): Promise<void> {
  const { client, collections } = deps
  const { sessionId, userId, topicId, timestamp } = attempt
  const { answers, nextQuestion, outcome } = decision
  const questions = answers.map(({ questionId }) => toId(questionId))
  if (nextQuestion) questions.push(toId(nextQuestion.questionId))
  const counters = {
    currentIndex: answers.length,
    totalAnswered: answers.length,
    correctCount: answers.filter(({ correct }) => correct === true).length,
    questions,
    lastActivity: timestamp,
  }
  const writes: ClientBulkWriteModel[] = []
  if (outcome) {
    // Before the session: a completed one is never looked at again.
    writes.push({
      name: 'updateOne',
      namespace: collections.users.namespace,
      filter: { _id: userId },
      update: { $addToSet: { 'progress.topicsCompleted': topicId } },
    })
  }
  // The last answer ends the quiz even where an abandonment has crossed it.
  const status = outcome ? { $in: ['active', 'abandoned'] } : 'active'
  writes.push({
    name: 'updateOne',
    namespace: collections.quizSessions.namespace,
    filter: { _id: sessionId, status, totalAnswered: { $lt: answers.length } },
    update: { $set: { ...counters, ...(outcome && completionOf(outcome, timestamp)) } },
  })
  // The one just answered as well: the answer before it may have died before it came to this.
  writes.push({
    name: 'updateOne',
    namespace: collections.questions.namespace,
    ...servingOf(sessionId, attempt.questionId, new Date(quiz.servedAt)),
  })
  if (nextQuestion) {
    writes.push({
      name: 'updateOne',
      namespace: collections.questions.namespace,
      ...servingOf(sessionId, toId(nextQuestion.questionId), decidedAt(attempt)),
    })
    if (nextQuestion.source !== 'bank') {
      const namespace = collections.generatedQuestions.namespace
      writes.push({ name: 'updateOne', namespace, ...firstServing(toId(nextQuestion.itemId)) })
    }
  }
  // Apart from the command, which the driver would not try again with a write to many in it.
  await Promise.all([client.bulkWrite(writes), outcome && markServed(deps, sessionId, questions, timestamp)])
}

/** At once, of an answer whose verdict is still to come. */
export const tellSubmitted = ({ settings }: LiveQuiz, attempt: AttemptDocument): Promise<void> =>
  tell(settings, [submitted(attempt)])

/** All that is told of a verdict by which a quiz does not go on. */
export const tellGraded = ({ quiz, attempt }: Committed): Promise<void> => tell(quiz.settings, [graded(attempt)])

const submitted = ({ timestamp, questionId, seq, latencyMs }: AttemptDocument): Deed => ({
  type: 'answer.submitted',
  at: timestamp,
  questionId: questionId.toHexString(),
  data: { seq, latencyMs },
})

const graded = (attempt: AttemptDocument): Deed => ({
  type: 'answer.graded',
  at: decidedAt(attempt),
  questionId: attempt.questionId.toHexString(),
  data: { verdict: attempt.verdict, level: attempt.difficulty },
})

function deedsOf({ decision, attempt }: Committed): Deed[] {
  const { nextQuestion, outcome } = decision
  // Of an answer that was waited for, the submission has been told.
  const deeds = attempt.gradedAt ? [graded(attempt)] : [submitted(attempt), graded(attempt)]
  if (nextQuestion) {
    const data = { number: decision.answers.length + 1, level: nextQuestion.level }
    deeds.push({ type: 'question.served', at: decidedAt(attempt), questionId: nextQuestion.questionId, data })
  }
  if (outcome) {
    const { score, total, stopReason } = outcome
    deeds.push({ type: 'quiz.completed', at: attempt.timestamp, data: { score, total, stopReason } })
  }
  return deeds
}
