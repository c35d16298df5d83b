/** What decides a verdict, and what a verdict carries. */
import type { FeedbackItem } from '../../contract/feedback.ts'
import type { SolutionPattern, VerdictPolicy } from '../../contract/solution-pattern.ts'
import type { TestRun } from './interpreter/run-tests.ts'
import type { StructureReport } from './structure/check-structure.ts'
import type { StructureFinding } from './structure/finding.ts'

export type CodeVerdict = 'correct' | 'incorrect' | 'unknown'

export type CodeGrade = {
  readonly verdict: CodeVerdict
  /** 0 to 1: how much the verdict rests on. 0 for `unknown`; a failing test is proof, and each passed one halves the doubt. */
  readonly confidence: number
  /** What to tell the student, the weightiest first; at most three. */
  readonly items: FeedbackItem[]
  /** Of the pattern's fuel. */
  readonly stepsUsed: number
  /** What kept the grader from a verdict, for those who review such answers. */
  readonly unsupported?: string
}

export const policyOf = ({ policy, tests = [] }: SolutionPattern): VerdictPolicy =>
  policy?.verdict ?? (tests.length > 0 ? 'tests+require' : 'require')

/** A failing test is proof; without one, what could not be judged leaves the verdict open. */
export function decideVerdict(
  policy: VerdictPolicy,
  { findings, isComplete }: StructureReport,
  run: TestRun | null,
): CodeVerdict {
  if (run?.results.some(({ passed }) => !passed)) return 'incorrect'
  if (run?.unsupported) return 'unknown'
  if (policy === 'tests') return 'correct'
  if (findings.some((finding) => decides(finding, policy))) return 'incorrect'
  return isComplete ? 'correct' : 'unknown'
}

export function decides({ part }: StructureFinding, policy: VerdictPolicy): boolean {
  if (policy === 'tests' || part === 'naming') return false
  return part !== 'patterns' || policy === 'tests+require+patterns'
}
