/**
 * A student's program against a question's pattern: by its structure and by its sample tests, which an interpreter of the
 * syntax tree runs. Nothing of it is ever handed to the JavaScript engine. Pure and deterministic: fuel is counted steps.
 */
import { defaultFuel, type SolutionPattern } from '../../contract/solution-pattern.ts'
import { describeResult } from './describe-result.ts'
import { runTests, type TestRun } from './interpreter/run-tests.ts'
import { type ParsedProgram, parseProgram } from './program/parse-program.ts'
import { checkStructure } from './structure/check-structure.ts'
import { compilePattern } from './structure/compile-pattern.ts'
import { wantedFunctions } from './structure/find-functions.ts'
import { keepNeededPart } from './structure/needed-part.ts'
import { type CodeGrade, decideVerdict, policyOf } from './verdict.ts'

/** @throws BadCodePattern when a code pattern of the author's cannot be read; none such passes the admission gate */
export function gradeCode(pattern: SolutionPattern, source: string): CodeGrade {
  return gradeWithFuel(pattern, source, fuelOf(pattern)).grade
}

export const fuelOf = ({ policy }: SolutionPattern): number => policy?.fuel ?? defaultFuel

/** What a request may spend on one answer; beyond it, the queue grades. */
const inlineLimits = Object.freeze({ sourceBytes: 4 * 1024, steps: 200_000 })

/**
 * The same verdict as `gradeCode`, or null when that would take more than `inlineLimits`: then the answer belongs in the
 * queue. Decided by counted bytes and steps alone, never by time.
 */
export function gradeCodeInline(pattern: SolutionPattern, source: string): CodeGrade | null {
  if (new TextEncoder().encode(source).length > inlineLimits.sourceBytes) return null
  const fuel = fuelOf(pattern)
  const { grade, ranOut } = gradeWithFuel(pattern, source, Math.min(fuel, inlineLimits.steps))
  return ranOut && fuel > inlineLimits.steps ? null : grade
}

function gradeWithFuel(pattern: SolutionPattern, source: string, fuel: number): { grade: CodeGrade; ranOut: boolean } {
  // An unreadable pattern is the author's mistake whatever the student wrote.
  compilePattern(pattern)
  const parsed = parseProgram(source)
  if (parsed.kind !== 'parsed') return { grade: describeResult({ kind: 'unread', problem: parsed }), ranOut: false }
  const policy = policyOf(pattern)
  const structure = checkStructure(pattern, parsed)
  const run = policy === 'require' ? null : runAll(pattern, parsed, fuel)
  const ranOut = run?.results.some((result) => !result.passed && result.reason === 'fuel') ?? false
  const verdict = decideVerdict(policy, structure, run)
  const grade = describeResult({ kind: 'judged', source, verdict, policy, structure, run, fuel })
  return { grade, ranOut }
}

/** What cannot be loaded, for code that the entry has no need of, is run without that code. */
function runAll(pattern: SolutionPattern, parsed: ParsedProgram, fuel: number): TestRun {
  const entry = wantedFunctions(pattern).find(({ isEntry }) => isEntry)
  const aliases = entry?.names.filter((name) => name !== pattern.entry) ?? []
  const plan = { entry: pattern.entry, aliases, tests: pattern.tests ?? [], fuel }
  const run = runTests(parsed, plan)
  const wasLoaded = run.unsupported === null || run.results.length > 0
  const needed = wasLoaded ? null : keepNeededPart(parsed, [pattern.entry, ...aliases])
  return needed ? runTests(needed, plan) : run
}
