/**
 * Runs a program's sample tests in the bounded interpreter: the program is loaded once, then its entry is called with
 * each test's arguments, in order, as a test file would do it. Pure and deterministic.
 *
 * Fuel and allocation are budgets of the whole run. What uses them up fails the test under way, and every test after it
 * for the same reason; going too deep fails only the test that does so.
 */
import type { ParsedProgram } from '../program/parse-program.ts'
import { locate } from '../program/parse-program.ts'
import { call, isCallable } from './call.ts'
import { compileProgram } from './compile/compile-program.ts'
import { type BudgetReason, OutOfBudget, UnsupportedConstruct } from './machine/budget.ts'
import { Machine, Thrown } from './machine/machine.ts'
import { get, has, put } from './property.ts'
import { Realm } from './realm.ts'
import { decodeTestValue } from './values/decode-test-value.ts'
import { cut, displayError, displayValue, textProperty } from './values/display-value.ts'
import { equalValues } from './values/equal-values.ts'
import { Closure } from './values/functions.ts'
import { Arr, Obj, type Value } from './values/values.ts'

/** One sample test, its values encoded as in `lib/contract/test-value.ts`. */
export type SampleTest = {
  readonly args: readonly unknown[]
  readonly expect: unknown
  readonly hidden?: boolean | undefined
}

export type FailureReason = 'different' | 'threw' | 'missing-entry' | BudgetReason

export type TestResult =
  | { readonly passed: true }
  | {
      readonly passed: false
      readonly reason: FailureReason
      /** The three are for people to read, and cut to a few hundred characters. */
      readonly input: string
      readonly expected: string
      readonly actual: string
      readonly hidden: boolean
    }

export type TestRun = {
  /** One for each test in order; fewer when the run met something unsupported. */
  readonly results: TestResult[]
  readonly stepsUsed: number
  /** Line from 1, column from 0. */
  readonly unsupported: { readonly construct: string; readonly line: number; readonly column: number } | null
}

export type TestPlan = {
  readonly entry: string
  /** Other names under which the function may stand. */
  readonly aliases: readonly string[]
  readonly tests: readonly SampleTest[]
  /** Steps for the whole run: loading the program and all tests together. */
  readonly fuel: number
}

/** What became of a piece of the program that was run. */
type Outcome =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'thrown'; readonly value: Value }
  | { readonly kind: 'out'; readonly reason: BudgetReason }

export function runTests(program: ParsedProgram, { entry, aliases, tests, fuel }: TestPlan): TestRun {
  const m = new Machine(fuel, (machine) => new Realm(machine))
  const results: TestResult[] = []
  try {
    const loaded = attempt(m, () => loadProgram(m, program, [entry, ...aliases]))
    for (const test of tests) results.push(runTest(m, loaded, test, entry))
    return { results, stepsUsed: m.stepsUsed, unsupported: null }
  } catch (error) {
    if (!(error instanceof UnsupportedConstruct)) throw error
    return {
      results,
      stepsUsed: m.stepsUsed,
      unsupported: { construct: error.construct, ...locate(program.source, m.offset) },
    }
  }
}

function attempt(m: Machine, work: () => Value): Outcome {
  const root = m.frame
  try {
    return { kind: 'value', value: work() }
  } catch (error) {
    if (error instanceof Thrown) return { kind: 'thrown', value: error.value }
    if (!(error instanceof OutOfBudget)) throw error
    m.reset(root)
    return { kind: 'out', reason: error.reason }
  }
}

/** Runs the program's own code; the value is its entry, or undefined when there is none. */
function loadProgram(m: Machine, program: ParsedProgram, names: readonly string[]): Value {
  const module = m.realm.object()
  const initialExports = m.realm.object()
  put(m, module, 'exports', initialExports)
  if (program.sourceType === 'script') {
    put(m, m.realm.globalObject, 'module', module)
    put(m, m.realm.globalObject, 'exports', initialExports)
  }
  const code = compileProgram(program, names)
  const main = new Closure(m, code, [], null)
  const found = call(m, main, program.sourceType === 'script' ? initialExports : undefined, [])
  const declared = found instanceof Arr ? found.elements : []
  return findEntry(m, declared, get(m, module, 'exports'), names)
}

/** By name: declared, exported, or made global; else whatever the program exports as its one function. */
function findEntry(m: Machine, declared: readonly Value[], exported: Value, names: readonly string[]): Value {
  const named = names.flatMap((name, index) => [
    declared[index],
    exported instanceof Obj ? get(m, exported, name) : undefined,
    has(m, m.realm.globalObject, name) ? get(m, m.realm.globalObject, name) : undefined,
  ])
  const fromDefault = declared[names.length]
  const inDefault = fromDefault instanceof Obj ? names.map((name) => get(m, fromDefault, name)) : []
  return [...named, exported, ...inDefault, fromDefault].find(isCallable)
}

function runTest(m: Machine, loaded: Outcome, test: SampleTest, entry: string): TestResult {
  const fail = (reason: FailureReason, actual: string): TestResult => ({
    passed: false,
    reason,
    input: describeInput(test.args, entry),
    expected: describeExpectation(test.expect),
    actual,
    hidden: test.hidden ?? false,
  })
  if (loaded.kind !== 'value') return failWith(fail, loaded)
  if (loaded.value === undefined) return fail('missing-entry', `there is no function ${entry}`)
  const outcome = attempt(m, () =>
    call(
      m,
      loaded.value,
      undefined,
      test.args.map((arg) => decodeTestValue(m, arg)),
    ),
  )
  const message = expectedError(test.expect)
  if (outcome.kind === 'thrown' && message !== null) {
    return thrownText(outcome.value).includes(message)
      ? { passed: true }
      : fail('different', `threw ${cut(displayError(outcome.value), 300)}`)
  }
  if (outcome.kind !== 'value') return failWith(fail, outcome)
  if (message !== null) return fail('different', displayValue(outcome.value))
  const same = attempt(m, () => equalValues(m, outcome.value, decodeTestValue(m, test.expect)))
  if (same.kind === 'out') return failWith(fail, same)
  return same.kind === 'value' && same.value === true
    ? { passed: true }
    : fail('different', displayValue(outcome.value))
}

function failWith(
  fail: (reason: FailureReason, actual: string) => TestResult,
  outcome: Exclude<Outcome, { kind: 'value' }>,
): TestResult {
  return outcome.kind === 'thrown'
    ? fail('threw', `threw ${displayError(outcome.value)}`)
    : fail(outcome.reason, outOf[outcome.reason])
}

const outOf: Readonly<Record<BudgetReason, string>> = {
  fuel: 'did not end within its steps',
  depth: 'called itself too deeply',
  allocation: 'used too much memory',
}

/** The part of the message that the error must have; null when no error is expected. */
function expectedError(expect: unknown): string | null {
  if (typeof expect !== 'object' || expect === null || !('$error' in expect)) return null
  return typeof expect.$error === 'string' ? expect.$error : ''
}

function thrownText(value: Value): string {
  if (value instanceof Obj) return textProperty(value, 'message') ?? ''
  return typeof value === 'string' ? value : displayValue(value)
}

function describeExpectation(expect: unknown): string {
  const message = expectedError(expect)
  if (message === null) return shown(expect)
  return message === '' ? 'an error' : `an error with the message ${displayValue(message)}`
}

const describeInput = (args: readonly unknown[], entry: string) => cut(`${entry}(${args.map(shown).join(', ')})`, 300)

/** In a world of its own: the program's may be out of budget, or changed. */
const shown = (encoded: unknown) =>
  displayValue(decodeTestValue(new Machine(1_000_000, (machine) => new Realm(machine)), encoded))
