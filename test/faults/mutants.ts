/** Platforms that are wrong on purpose: each lacks one thing that the promises rest on, and must be caught. */
import type { Theme } from './plan.ts'

/** Words of a source file, and what stands in their place. */
export type Change = { file: string; find: string; replace: string }

export type Mutant = {
  name: string
  /** By what it is caught. */
  wrong: RegExp
  /** Where it shows, when that is seldom met elsewhere. */
  theme?: Theme
  /** Schedules that tend to catch it; which of two requests is first is not theirs to say. */
  caughtBy: readonly number[]
  changes: readonly Change[]
  /** Collections whose indexes are dropped as well. */
  withoutIndexes?: readonly string[]
}

const insertAttempt = 'await persistently(() => deps.collections.attempts.insertOne(attempt))'
const commitTry = `  try {\n    ${insertAttempt}`

export const mutants: readonly Mutant[] = [
  {
    name: 'unique indexes dropped',
    wrong: /attempts at|a question twice|two answers/,
    caughtBy: [1, 3, 4, 5, 6],
    withoutIndexes: ['attempts'],
    changes: [
      {
        file: 'lib/quiz/attempt.ts',
        find: "_id: derivedId('attempt', sessionId, current.questionId)",
        replace: "_id: derivedId('attempt', sessionId, current.questionId, String(Math.random()))",
      },
    ],
  },
  {
    name: 'Redis first',
    wrong: /score|path|starts elsewhere|on record/,
    caughtBy: [7, 39, 71],
    changes: [
      {
        file: 'lib/quiz/answer-question.ts',
        find: commitTry,
        replace: `  if (decision) await moveLiveQuiz({ quiz, record, decision, attempt })\n${commitTry}`,
      },
      {
        file: 'lib/quiz/answer-question.ts',
        find: 'import { followUp,',
        replace: 'import { followUp, moveLiveQuiz,',
      },
      {
        file: 'lib/quiz/follow-up.ts',
        find: 'async function moveLiveQuiz',
        replace: 'export async function moveLiveQuiz',
      },
      {
        file: 'lib/quiz/follow-up.ts',
        find: '    moveLiveQuiz(committed),',
        replace: '    committed.attempt.gradedAt ? moveLiveQuiz(committed) : undefined,',
      },
    ],
  },
  {
    name: 'Redis first, MongoDB written behind',
    wrong: /is lost|another one is on record/,
    caughtBy: [2, 5, 8],
    changes: [
      {
        file: 'lib/quiz/answer-question.ts',
        find: insertAttempt,
        replace: `if (decision) { await followUp(deps, { quiz, record, decision, attempt }); void persistently(() => deps.collections.attempts.insertOne(attempt)).catch(() => undefined); return attempt }\n    ${insertAttempt}`,
      },
    ],
  },
  {
    name: 'R2 without its seq guard',
    wrong: /^Redis, quiz/,
    theme: 'overtaking',
    caughtBy: [40, 50],
    changes: [
      {
        file: 'lib/quiz/live-scripts.ts',
        find: 'if not seq or seq >= after then return 0 end',
        replace: 'if not seq then return 0 end',
      },
    ],
  },
  {
    name: 'retry on the Redis client',
    wrong: /to Redis twice/,
    caughtBy: [1, 2, 9],
    changes: [
      {
        file: 'lib/platform/redis.ts',
        find: 'retry: { retries: 0 }',
        replace: 'retry: { retries: 2, backoff: () => 5 }',
      },
    ],
  },
  {
    name: 'the sweeper off',
    wrong: /answers are in, and it is active|on record$/,
    caughtBy: [53, 61, 76, 86],
    changes: [{ file: 'lib/quiz/sweep.ts', find: 'settleRecent(deps, now),', replace: '0,' }],
  },
  {
    name: 'options in another order each time',
    wrong: /shown in two ways/,
    caughtBy: [1, 2, 4],
    changes: [
      {
        file: 'lib/quiz/question-view.ts',
        find: '  options,\n  type,\n  ...',
        replace: '  options: options && (Math.random() < 0.5 ? options : options.toReversed()),\n  type,\n  ...',
      },
    ],
  },
  {
    name: 'generation that does again what a dead worker has done',
    wrong: /questions for a job of/,
    caughtBy: [3, 12, 20],
    changes: [
      { file: 'lib/generation/run-job.ts', find: 'stored.length > 0 ?', replace: 'false ?' },
      {
        file: 'lib/generation/store-questions.ts',
        find: "derivedId('generated', job._id, type, String(place))",
        replace: "derivedId('generated', job._id, type, String(Math.random()))",
      },
    ],
  },
  {
    name: 'an erasure that begins with the user',
    wrong: /^erased/,
    caughtBy: [7],
    changes: [
      {
        file: 'lib/people/erase-user.ts',
        find: '  for (let round',
        replace: '  await persistently(() => deps.collections.users.deleteOne({ _id }))\n  for (let round',
      },
    ],
  },
]
