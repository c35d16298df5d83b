/** The plain rule: accuracy over the last five answers, and three right in a row. */
import type { DifficultyRange } from '../contract/topic.ts'
import { type AnswerRecord, hasVerdict } from './ability.ts'
import type { RollingCause } from './choice-reason.ts'
import { clampLevel } from './levels.ts'

/** How many answers the accuracy looks back at. */
const windowSize = 5
const streakLength = 3
const accuracyUp = 0.8
const accuracyDown = 0.5

export type RollingState = {
  /** The last (up to) five verdicts, oldest first. */
  readonly window: readonly boolean[]
  /** Right answers in a row, 0 to 2: the third starts it anew. */
  readonly streak: number
}

/** Window and streak after these answers; those without a verdict are ignored. */
export function rollingState(answers: readonly AnswerRecord[]): RollingState {
  const verdicts = answers.filter(hasVerdict).map(({ correct }) => correct)
  return {
    window: verdicts.slice(-windowSize),
    streak: verdicts.reduce((streak, correct) => (correct ? (streak + 1) % streakLength : 0), 0),
  }
}

/**
 * The level wanted next, counted from the question just answered: up where more than 0.8 of the window is right or the
 * third in a row has just come in, down where less than 0.5 is, one step at most, within the range. The first question
 * comes from the middle of the range, the easier of two middles; an answer without a verdict moves nothing.
 */
export function rollingLevel(
  answers: readonly AnswerRecord[],
  range: DifficultyRange,
): RollingState & { readonly wanted: number; readonly cause: RollingCause } {
  const state = rollingState(answers)
  const last = answers.at(-1)
  if (!last) return { ...state, wanted: Math.floor((range.min + range.max) / 2), cause: 'start' }
  const cause = last.correct === null ? 'no-verdict' : causeOf(state, last.correct)
  return { ...state, wanted: clampLevel(last.level + stepOf(cause), range), cause }
}

function causeOf({ window, streak }: RollingState, lastCorrect: boolean): RollingCause {
  const accuracy = window.filter(Boolean).length / window.length
  if (accuracy > accuracyUp) return 'accuracy-high'
  if (accuracy < accuracyDown) return 'accuracy-low'
  // A right answer leaves the streak at 0 only by completing it.
  return lastCorrect && streak === 0 ? 'streak' : 'steady'
}

function stepOf(cause: RollingCause): number {
  switch (cause) {
    case 'accuracy-high':
    case 'streak':
      return 1
    case 'accuracy-low':
      return -1
    case 'start':
    case 'steady':
    case 'no-verdict':
      return 0
  }
}
