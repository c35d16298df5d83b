/**
 * Brings a quiz up to what its answers say, whatever a crash left undone: completes it, catches its counters up, or
 * chooses the question that could not be chosen when the last answer came in. Running it again changes nothing.
 */
import { chooseNext } from '../adaptive/choose-next.ts'
import type { QuestionDocument, SessionDocument } from '../contract/documents.ts'
import { toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { toAnswerRecord, toCandidate } from './engine-input.ts'
import { finishQuiz } from './finish.ts'
import { hasOpenJob } from './generation-jobs.ts'
import { tell } from './interactions.ts'
import { liveAnswersOf, loadRecord, type QuizRecord, servedIds, settingsOf, standingOf, unservedOf } from './record.ts'

export const isOpen = ({ status }: SessionDocument) => status === 'active' || status === 'preparing'

export async function settleQuiz(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  if (!isOpen(record.session)) return record
  const standing = standingOf(record)
  switch (standing.kind) {
    case 'stopped': {
      const next = record.attempts.at(-1)?.next
      const stopReason = next?.kind === 'stop' ? next.stopReason : 'exhausted'
      return { ...record, session: await finishQuiz(deps, record, stopReason) }
    }
    case 'waiting':
      return chooseLate(deps, record)
    case 'asking':
      return record.session.totalAnswered < record.attempts.length ? catchUp(deps, record, standing.current) : record
  }
}

/** The choice is committed by one conditional write; whoever comes second reads it. */
async function chooseLate(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const { session } = record
  const settings = settingsOf(session)
  const answers = liveAnswersOf(record)
  const unserved = unservedOf(record, null)
  const moreComing = unserved.length === 0 && (await hasOpenJob(deps, session._id))
  const step = chooseNext({
    ...settings,
    answers: answers.map(toAnswerRecord),
    seq: answers.length,
    candidates: unserved.map(toCandidate),
    moreComing,
  })
  switch (step.kind) {
    case 'wait':
      return record
    case 'stop':
      return { ...record, session: await finishQuiz(deps, record, step.stopReason) }
    case 'question': {
      const now = deps.clock()
      const chosen = toId(step.questionId)
      await persistently(() =>
        deps.collections.quizSessions.updateOne(
          { _id: session._id, status: session.status, [`questions.${answers.length}`]: { $exists: false } },
          { $set: { ...countersOf(record), status: 'active', questions: [...servedIds(record, null), chosen] } },
        ),
      )
      const served = { _id: chosen, sessionId: session._id, servedAt: null }
      await persistently(() => deps.collections.questions.updateOne(served, { $set: { servedAt: now } }))
      await tell(settings, [
        {
          type: 'question.served',
          at: now,
          questionId: step.questionId,
          data: { number: answers.length + 1, level: step.level },
        },
      ])
      return (await loadRecord(deps, session._id)) ?? record
    }
  }
}

async function catchUp(deps: QuizDeps, record: QuizRecord, current: QuestionDocument): Promise<QuizRecord> {
  const counters = { ...countersOf(record), questions: servedIds(record, current) }
  await persistently(() =>
    deps.collections.quizSessions.updateOne(
      { _id: record.session._id, status: 'active', totalAnswered: { $lt: counters.totalAnswered } },
      { $set: counters },
    ),
  )
  const servedAt = record.attempts.at(-1)?.timestamp ?? record.session.startTime
  await persistently(() =>
    deps.collections.questions.updateOne(
      { _id: current._id, sessionId: record.session._id, servedAt: null },
      { $set: { servedAt } },
    ),
  )
  return { ...record, session: { ...record.session, ...counters } }
}

function countersOf({ session, attempts }: QuizRecord) {
  return {
    currentIndex: attempts.length,
    totalAnswered: attempts.length,
    correctCount: attempts.filter(({ isCorrect }) => isCorrect === true).length,
    lastActivity: attempts.at(-1)?.timestamp ?? session.lastActivity,
  }
}
