/** Coding questions, programs that answer them, and deps with which nobody waits in earnest. */
import type { SolutionPattern } from '../../lib/contract/solution-pattern.ts'
import { gradeCode } from '../../lib/grading/code/grade-code.ts'
import { toGrade } from '../../lib/grading/grade-answer.ts'
import { toId } from '../../lib/platform/ids.ts'
import type { CodeJudge } from '../../lib/quiz/check-code.ts'
import type { QuizDeps } from '../../lib/quiz/deps.ts'
import type { TestPlatform } from './platform.ts'
import { stockTopic } from './quiz.ts'

export const twicePattern: SolutionPattern = {
  v: 1,
  entry: 'twice',
  tests: [
    { args: [3], expect: 6 },
    { args: [{ $undefined: true }], expect: { $number: 'NaN' } },
    { args: [1234567], expect: 2469134, hidden: true },
  ],
  policy: { fuel: 2_000_000 },
}

/** A topic whose every question asks for a function `twice`. */
export async function stockCodingTopic(platform: Pick<TestPlatform, 'collections'>, perLevel = 5): Promise<string> {
  const topicId = await stockTopic(platform, perLevel)
  const coding = {
    type: 'coding' as const,
    options: null,
    starterCode: 'function twice(n) {\n}\n',
    correctAnswer: 'const twice = (n) => 2 * n',
    solutionPattern: twicePattern,
    explanation: 'canary-explanation',
  }
  await platform.collections.bankItems.updateMany({ topicId: toId(topicId) }, { $set: coding })
  return topicId
}

export const programs = {
  right: 'function twice(n) { return n + n }',
  wrong: 'function twice(n) { return n * n }',
  unknown: 'async function twice(n) { return n + n }',
  malformed: 'function twice(n) { return n + }',
  endless: 'function twice(n) { for (;;) {} }',
  /** Right, and short, but it takes more steps than a request may spend. */
  slow: 'function twice(n) { let steps = 0; while (steps < 100000) steps += 1; return n + n }',
}

/** The same program, too long to be judged by the request. */
export const long = (source: string) => `${source}\n// ${'x'.repeat(5 * 1024)}`

/** The grader as it is, without a thread around it. */
export const judgeHere: CodeJudge = async (pattern, source) => toGrade(gradeCode(pattern, source))

/** A time of its own, which passes only by being waited for; `whileWaiting` happens at each pause. */
export function patientDeps(deps: QuizDeps, whileWaiting: (pause: number) => Promise<unknown> = async () => undefined) {
  let now = Date.now()
  const pauses: number[] = []
  return {
    ...deps,
    pauses,
    clock: () => new Date(now),
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds)
      now += milliseconds
      await whileWaiting(pauses.length)
    },
  }
}
