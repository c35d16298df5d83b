/** A verdict in words for the student: at most three items, nothing of hidden tests, nothing of the solution. */
import type { FeedbackItem } from '../../contract/feedback.ts'
import type { VerdictPolicy } from '../../contract/solution-pattern.ts'
import type { TestResult, TestRun } from './interpreter/run-tests.ts'
import { locate, type ParseResult } from './program/parse-program.ts'
import type { StructureReport } from './structure/check-structure.ts'
import type { StructureFinding } from './structure/finding.ts'
import { type CodeGrade, type CodeVerdict, decides } from './verdict.ts'

type Unread = { readonly kind: 'unread'; readonly problem: Exclude<ParseResult, { kind: 'parsed' }> }
type Judged = {
  readonly kind: 'judged'
  readonly source: string
  readonly verdict: CodeVerdict
  readonly policy: VerdictPolicy
  readonly structure: StructureReport
  readonly run: TestRun | null
  readonly fuel: number
}

const mostItems = 3

export function describeResult(result: Unread | Judged): CodeGrade {
  return result.kind === 'unread' ? describeUnread(result.problem) : describeJudged(result)
}

function describeUnread(problem: Unread['problem']): CodeGrade {
  if (problem.kind === 'too-complex') {
    const message = `The program cannot be judged: it has ${problem.what}.`
    const items: FeedbackItem[] = [{ severity: 'informative', ruleId: 'too-complex', message }]
    return { verdict: 'unknown', confidence: 0, items, stepsUsed: 0, unsupported: `too-complex: ${problem.what}` }
  }
  const { message, line, column, hint } = problem
  const text = hint === undefined ? message : `${message} ${hint}`
  const items: FeedbackItem[] = [{ severity: 'essential', ruleId: 'syntax', message: text, line, column }]
  return { verdict: 'incorrect', confidence: 1, items, stepsUsed: 0 }
}

function describeJudged(judged: Judged): CodeGrade {
  const { verdict, run, structure } = judged
  const stepsUsed = run?.stepsUsed ?? 0
  const unsupported = verdict !== 'unknown' ? null : (run?.unsupported?.construct ?? 'a program too involved to match')
  const items = [...verdictItems(judged), ...structure.findings.map((finding) => structureItem(finding, judged))]
  const sorted = items.toSorted((a, b) => weights.indexOf(a.severity) - weights.indexOf(b.severity))
  return {
    verdict,
    confidence: confidenceOf(judged),
    items: sorted.slice(0, mostItems),
    stepsUsed,
    ...(unsupported !== null && { unsupported }),
  }
}

const weights: readonly FeedbackItem['severity'][] = ['essential', 'celebratory', 'actionable', 'informative']

function verdictItems(judged: Judged): FeedbackItem[] {
  const { verdict, run, fuel, structure } = judged
  if (verdict === 'correct') return [{ severity: 'celebratory', message: 'Correct.' }]
  if (verdict === 'incorrect') return run ? failureItems(run, fuel, structure) : []
  if (!run?.unsupported)
    return [{ severity: 'essential', ruleId: 'too-complex', message: 'The structure is too involved to be judged.' }]
  const { construct, line, column } = run.unsupported
  const message = `This cannot be judged here: ${construct} is not supported.`
  return [{ severity: 'essential', ruleId: 'unsupported', message, line, column }]
}

type Failure = Extract<TestResult, { passed: false }>

/** The first failing test that may be shown; else only that there is one. */
function failureItems({ results }: TestRun, fuel: number, { findings }: StructureReport): FeedbackItem[] {
  const failures = results.filter((result) => !result.passed)
  const shown = failures.find(({ hidden }) => !hidden)
  const [first] = failures
  if (!first) return []
  // The structural half says the same, and where.
  if (first.reason === 'missing-entry' && findings.some(({ part, at }) => part === 'functions' && at === null))
    return []
  if (shown) return [shownFailure(shown, fuel)]
  return [{ severity: 'essential', ruleId: 'hidden-test', message: hiddenMessage(first, fuel) }]
}

function shownFailure({ reason, input, expected, actual }: Failure, fuel: number): FeedbackItem {
  const spent = exhaustion(reason, fuel)
  if (spent !== null) return { severity: 'essential', ruleId: 'test', message: spent, test: { input }, expected }
  const message =
    reason === 'missing-entry'
      ? 'The function that the question asks for is not there.'
      : reason === 'threw'
        ? `With the input ${input}, the program ends with an error.`
        : `With the input ${input}, the result should be ${expected}, but it is ${actual}.`
  return { severity: 'essential', ruleId: 'test', message, test: { input }, expected, actual }
}

const hiddenMessage = ({ reason }: Failure, fuel: number): string =>
  exhaustion(reason, fuel) ??
  (reason === 'threw'
    ? 'For some input that is not shown, the program ends with an error.'
    : 'The result is wrong for some input that is not shown: think of special cases.')

function exhaustion(reason: Failure['reason'], fuel: number): string | null {
  if (reason === 'fuel') return `The program does not end within ${fuel.toLocaleString('en')} steps.`
  if (reason === 'depth') return 'The calls nest too deeply: does the recursion come to an end?'
  return reason === 'allocation' ? 'The program makes more data than it may: does it come to an end?' : null
}

function structureItem(finding: StructureFinding, { source, verdict, policy }: Judged): FeedbackItem {
  const { ruleId, message, at, part } = finding
  const advice = part === 'naming' || verdict === 'correct' ? 'informative' : 'actionable'
  const severity = verdict === 'incorrect' && decides(finding, policy) ? 'essential' : advice
  return { severity, ruleId, message, ...(at && locate(source, at.start)) }
}

function confidenceOf({ verdict, policy, run }: Judged): number {
  if (verdict === 'unknown') return 0
  if (verdict === 'correct') return policy === 'require' || !run ? 0.6 : 1 - 0.5 ** (run.results.length + 1)
  const failure = run?.results.find((result) => !result.passed)
  if (!failure) return 0.8
  return exhaustion(failure.reason, 0) === null ? 1 : 0.9
}
