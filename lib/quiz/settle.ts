/**
 * Brings a quiz up to what its answers say, whatever a crash left undone: completes it, catches its counters up, or
 * chooses the question that could not be chosen when the last answer came in, or sees after a verdict that is overdue.
 * Running it again changes nothing.
 */
import { chooseNext } from '../adaptive/choose-next.ts'
import { recordServing } from '../content/stock.ts'
import type { QuestionDocument } from '../contract/documents.ts'
import { toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import { pursueVerdict } from './checking.ts'
import type { QuizDeps } from './deps.ts'
import { toAnswerRecord, toCandidate } from './engine-input.ts'
import { endUnfinished, finishQuiz } from './finish.ts'
import { tell } from './interactions.ts'
import { isMoreToServe } from './join-pool.ts'
import { markServed } from './mark-served.ts'
import {
  isOpen,
  liveAnswersOf,
  loadRecord,
  type QuizRecord,
  servedAtOf,
  servedIds,
  settingsOf,
  standingOf,
  unservedOf,
} from './record.ts'

export async function settleQuiz(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const { session } = record
  const standing = standingOf(record)
  switch (standing.kind) {
    case 'stopped':
      // Also of one that was abandoned while its last answer came in: that answer was told that it ended the quiz.
      return session.status === 'completed' ? record : finishQuiz(deps, record, standing.stopReason)
    case 'waiting':
      return isOpen(session) ? chooseLate(deps, record) : record
    case 'checking':
      return (await pursueVerdict(deps, standing.attempt)) ? ((await loadRecord(deps, session._id)) ?? record) : record
    case 'asking':
      return isOpen(session) && session.totalAnswered < record.attempts.length
        ? catchUp(deps, record, standing.current)
        : record
  }
}

/** The choice is committed by one conditional write; whoever comes second reads it. */
async function chooseLate(deps: QuizDeps, record: QuizRecord): Promise<QuizRecord> {
  const { session } = record
  const settings = settingsOf(session)
  const answers = liveAnswersOf(record)
  const unserved = unservedOf(record, null)
  const moreComing = unserved.length === 0 && (await isMoreToServe(deps, session._id, servedIds(record, null)))
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
      // Without an answer there is nothing to complete: the next start begins anew, with the stock as it is then.
      return answers.length === 0 ? endUnfinished(deps, record) : finishQuiz(deps, record, step.stopReason)
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
      const itemId = record.questions.find(({ _id }) => _id.equals(chosen))?.itemId
      if (itemId) await persistently(() => recordServing(deps, itemId))
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
  await markServed(deps, record.session._id, counters.questions, servedAtOf(record, current))
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
