/**
 * Answers whose verdict is under way: asked for, asked for again where the message may be lost, and in the end given up.
 * Asking twice is asking once: the verdict is one conditional write.
 */
import type { AttemptDocument } from '../contract/documents.ts'
import type { CheckCodeMessage } from '../contract/events.ts'
import { faultOf, log } from '../platform/log.ts'
import { sendMessages } from '../platform/queue.ts'
import type { Judgement } from './decide.ts'
import type { QuizDeps } from './deps.ts'
import { loadRecord } from './record.ts'
import { recordVerdict } from './record-verdict.ts'

/** From this age on, the message is taken for lost. */
const lostAfterMs = 10_000
/** From this age on, no verdict is waited for. */
const givenUpAfterMs = 5 * 60_000

/** Through no fault of the student: it stays out of score, total and ability, and is not the one unknown answer a quiz. */
const noVerdict: Judgement = {
  verdict: 'unknown',
  excused: true,
  feedback: [
    {
      severity: 'informative',
      message: 'No verdict came in time, which is not your fault: this answer does not count, and the quiz goes on.',
    },
  ],
}

export const askVerdicts = ({ config }: QuizDeps, attempts: readonly AttemptDocument[]): Promise<number> =>
  sendMessages(config.CHECK_CODE_QUEUE_URL, attempts.map(messageFor))

const messageFor = ({ sessionId, questionId }: AttemptDocument): CheckCodeMessage => ({
  sessionId: sessionId.toHexString(),
  questionId: questionId.toHexString(),
})

/** What to do about an unjudged answer of this age. */
function dueStep({ timestamp }: AttemptDocument, now: Date): 'wait' | 'ask' | 'give-up' {
  const age = now.getTime() - timestamp.getTime()
  if (age < lostAfterMs) return 'wait'
  return age < givenUpAfterMs ? 'ask' : 'give-up'
}

/** Whoever meets an unjudged answer calls this; true when it has a verdict now. */
export async function pursueVerdict(deps: QuizDeps, attempt: AttemptDocument): Promise<boolean> {
  const step = dueStep(attempt, deps.clock())
  if (step === 'ask') await askVerdicts(deps, [attempt])
  if (step === 'give-up') await giveUp(deps, attempt)
  return step === 'give-up'
}

/** The same for all there are, the oldest first. @param most at a time */
export async function pursueVerdicts(
  deps: QuizDeps,
  most: number,
): Promise<{ checksResent: number; checksGivenUp: number }> {
  const now = deps.clock()
  const lost = await deps.collections.attempts
    .find({ verdict: 'checking', timestamp: { $lte: new Date(now.getTime() - lostAfterMs) } })
    .sort({ timestamp: 1 })
    .limit(most)
    .toArray()
  const { ask = [], 'give-up': overdue = [] } = Object.groupBy(lost, (attempt) => dueStep(attempt, now))
  const checksResent = await askVerdicts(deps, ask)
  for (const attempt of overdue) {
    await giveUp(deps, attempt).catch((error: unknown) => {
      // One that cannot be given up must not keep the others waiting.
      log.error('an answer without a verdict is still open', {
        attemptId: attempt._id.toHexString(),
        error: faultOf(error),
      })
    })
  }
  return { checksResent, checksGivenUp: overdue.length }
}

async function giveUp(deps: QuizDeps, attempt: AttemptDocument): Promise<void> {
  const record = await loadRecord(deps, attempt.sessionId)
  if (record) await recordVerdict(deps, record, attempt, noVerdict)
}
