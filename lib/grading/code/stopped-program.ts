/** A program whose judging had to be stopped from outside, by the second fence around the grader. */
import type { FeedbackItem } from '../../contract/feedback.ts'
import type { Grade } from '../grade-answer.ts'

/** What a program used up, or that the grader failed on it. */
export type StopCause = 'time' | 'memory' | 'crash'

const reasons: Record<StopCause, string> = {
  time: 'it takes too long to judge',
  memory: 'judging it takes too much memory',
  crash: 'the grader failed on it',
}

/** Like a program beyond the parser's limits: the grader's bound, not proof of a mistake. */
export function gradeStopped(cause: StopCause): Grade {
  const message = `The program cannot be judged: ${reasons[cause]}.`
  const feedback: FeedbackItem[] = [{ severity: 'informative', ruleId: 'too-complex', message }]
  return { verdict: 'unknown', feedback, unsupported: `stopped: ${cause}` }
}
