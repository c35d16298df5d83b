/** Every sentence that a student may be told of a program, with all that comes with it. */
import { describe, expect, it } from 'vitest'
import type { VerdictPolicy } from '../../../lib/contract/solution-pattern.ts'
import { describeResult } from '../../../lib/grading/code/describe-result.ts'
import type { TestResult, TestRun } from '../../../lib/grading/code/interpreter/run-tests.ts'
import { gradeStopped } from '../../../lib/grading/code/stopped-program.ts'
import type { StructureFinding } from '../../../lib/grading/code/structure/finding.ts'
import type { CodeVerdict } from '../../../lib/grading/code/verdict.ts'
import { failedTest } from './failed-test.ts'
import { parsedProgram } from './parsed-program.ts'

const source = 'function solve(a) {\n  return a\n}'
const parsed = parsedProgram(source)
const [solve] = parsed.program.body

const finding = (part: StructureFinding['part'], ruleId: string = part, at = solve ?? null): StructureFinding => ({
  part,
  ruleId,
  message: `About ${ruleId}.`,
  at,
})

type Told = {
  verdict: CodeVerdict
  policy?: VerdictPolicy
  findings?: StructureFinding[]
  isComplete?: boolean
  run?: Partial<TestRun> | null
}

const tell = ({ verdict, policy = 'tests+require', findings = [], isComplete = true, run = {} }: Told) =>
  describeResult({
    kind: 'judged',
    source,
    verdict,
    policy,
    structure: { findings, isComplete },
    run: run && { results: [], stepsUsed: 7, unsupported: null, ...run },
    fuel: 200_000,
  })

describe('of a program that cannot be read', () => {
  it('what and where, with a hint if there is one', () => {
    const problem = { kind: 'syntax-error', message: 'This is missing.', line: 2, column: 5 } as const
    const item = { severity: 'essential', ruleId: 'syntax', line: 2, column: 5 }
    const grade = { verdict: 'incorrect', confidence: 1, stepsUsed: 0 }
    expect(describeResult({ kind: 'unread', problem })).toEqual({
      ...grade,
      items: [{ ...item, message: 'This is missing.' }],
    })
    expect(describeResult({ kind: 'unread', problem: { ...problem, hint: 'Look there.' } })).toEqual({
      ...grade,
      items: [{ ...item, message: 'This is missing. Look there.' }],
    })
  })

  it('that it is beyond the grader, which is no mistake', () => {
    const problem = { kind: 'too-complex', what: 'more than 8,000 words' } as const
    expect(describeResult({ kind: 'unread', problem })).toEqual({
      verdict: 'unknown',
      confidence: 0,
      items: [
        {
          severity: 'informative',
          ruleId: 'too-complex',
          message: 'The program cannot be judged: it has more than 8,000 words.',
        },
      ],
      stepsUsed: 0,
      unsupported: 'too-complex: more than 8,000 words',
    })
  })

  it.each([
    ['time', 'it takes too long to judge'],
    ['memory', 'judging it takes too much memory'],
    ['crash', 'the grader failed on it'],
  ] as const)('that judging it was stopped: %s', (cause, why) => {
    const message = `The program cannot be judged: ${why}.`
    expect(gradeStopped(cause)).toEqual({
      verdict: 'unknown',
      feedback: [{ severity: 'informative', ruleId: 'too-complex', message }],
      unsupported: `stopped: ${cause}`,
    })
  })
})

describe('of a test that failed', () => {
  const spent = 'The program does not end within 200,000 steps.'
  const deep = 'The calls nest too deeply: does the recursion come to an end?'
  const large = 'The program makes more data than it may: does it come to an end?'
  const values = { test: { input: '[1, 2]' }, expected: '2' }

  it.each([
    ['different', { message: 'With the input [1, 2], the result should be 2, but it is 3.', ...values, actual: '3' }],
    ['threw', { message: 'With the input [1, 2], the program ends with an error.', ...values, actual: '3' }],
    ['missing-entry', { message: 'The function that the question asks for is not there.', ...values, actual: '3' }],
    ['fuel', { message: spent, ...values }],
    ['depth', { message: deep, ...values }],
    ['allocation', { message: large, ...values }],
  ] as const)('that is shown: %s', (reason, told) => {
    const grade = tell({ verdict: 'incorrect', run: { results: [failedTest({ reason })] } })
    const isProof = reason === 'different' || reason === 'threw' || reason === 'missing-entry'
    expect(grade).toEqual({
      verdict: 'incorrect',
      confidence: isProof ? 1 : 0.9,
      items: [{ severity: 'essential', ruleId: 'test', ...told }],
      stepsUsed: 7,
    })
  })

  it.each([
    ['different', 'The result is wrong for some input that is not shown: think of special cases.'],
    ['threw', 'For some input that is not shown, the program ends with an error.'],
    ['fuel', spent],
    ['depth', deep],
    ['allocation', large],
  ] as const)('that is hidden: %s', (reason, message) => {
    const { items } = tell({ verdict: 'incorrect', run: { results: [failedTest({ reason, hidden: true })] } })
    expect(items).toEqual([{ severity: 'essential', ruleId: 'hidden-test', message }])
  })

  it('the first that may be shown', () => {
    const results: TestResult[] = [
      { passed: true },
      failedTest({ hidden: true }),
      failedTest({ input: '[3]' }),
      failedTest(),
    ]
    const { items } = tell({ verdict: 'incorrect', run: { results } })
    expect(items.map(({ test }) => test)).toEqual([{ input: '[3]' }])
  })

  it('once, when the structure says that the function is missing', () => {
    const results = [failedTest({ reason: 'missing-entry' })]
    const ruleIds = (...findings: StructureFinding[]) =>
      tell({ verdict: 'incorrect', findings, run: { results } }).items.map(({ ruleId }) => ruleId)
    expect(ruleIds({ ...finding('functions', 'function:solve'), at: null })).toEqual(['function:solve'])
    expect(ruleIds(finding('functions', 'function:solve'))).toEqual(['test', 'function:solve'])
    expect(ruleIds({ ...finding('require'), at: null })).toEqual(['test', 'require'])
    const different: Told = { verdict: 'incorrect', run: { results: [failedTest()] } }
    const missing = { ...finding('functions', 'function:help'), at: null }
    expect(tell({ ...different, findings: [missing] }).items).toHaveLength(2)
  })
})

describe('of a verdict', () => {
  it('praise, and how much it rests on', () => {
    const praise = [{ severity: 'celebratory', message: 'Correct.' }]
    const passed: TestResult[] = [{ passed: true }, { passed: true }]
    const grade = { verdict: 'correct', items: praise }
    expect(tell({ verdict: 'correct', run: { results: passed } })).toEqual({
      ...grade,
      confidence: 0.875,
      stepsUsed: 7,
    })
    expect(tell({ verdict: 'correct', policy: 'require', run: null })).toEqual({
      ...grade,
      confidence: 0.6,
      stepsUsed: 0,
    })
    expect(tell({ verdict: 'correct', policy: 'require' }).confidence).toBe(0.6)
    expect(tell({ verdict: 'correct', run: null }).confidence).toBe(0.6)
  })

  it('what is not supported, and where', () => {
    expect(tell({ verdict: 'unknown', run: { unsupported: { construct: 'eval', line: 3, column: 4 } } })).toEqual({
      verdict: 'unknown',
      confidence: 0,
      items: [
        {
          severity: 'essential',
          ruleId: 'unsupported',
          message: 'This cannot be judged here: eval is not supported.',
          line: 3,
          column: 4,
        },
      ],
      stepsUsed: 7,
      unsupported: 'eval',
    })
  })

  it.each([null, {}])('that the structure is too involved, with the run %j', (run) => {
    expect(tell({ verdict: 'unknown', isComplete: false, run })).toMatchObject({
      items: [{ severity: 'essential', ruleId: 'too-complex', message: 'The structure is too involved to be judged.' }],
      unsupported: 'a program too involved to match',
    })
  })

  it('of rules alone, without a test that failed', () => {
    const grade = tell({ verdict: 'incorrect', findings: [finding('require')], run: null })
    expect(grade).toEqual({
      verdict: 'incorrect',
      confidence: 0.8,
      items: [{ severity: 'essential', ruleId: 'require', message: 'About require.', line: 1, column: 0 }],
      stepsUsed: 0,
    })
  })
})

describe('of a rule that is broken', () => {
  const severityOf = (part: StructureFinding['part'], verdict: CodeVerdict, policy: VerdictPolicy) => {
    const { items } = tell({ verdict, policy, findings: [finding(part)], run: { results: [] } })
    return items.find(({ ruleId }) => ruleId === part)?.severity
  }

  it.each([
    ['require', 'incorrect', 'tests+require', 'essential'],
    ['patterns', 'incorrect', 'tests+require', 'actionable'],
    ['patterns', 'incorrect', 'tests+require+patterns', 'essential'],
    ['require', 'incorrect', 'tests', 'actionable'],
    ['naming', 'incorrect', 'tests+require', 'informative'],
    ['naming', 'unknown', 'tests+require', 'informative'],
    ['require', 'unknown', 'tests+require', 'actionable'],
    ['patterns', 'correct', 'tests+require', 'informative'],
  ] as const)('%s, when the verdict is %s by %s: %s', (part, verdict, policy, severity) => {
    expect(severityOf(part, verdict, policy)).toBe(severity)
  })

  it('without a place, none', () => {
    const { items } = tell({ verdict: 'incorrect', findings: [{ ...finding('require'), at: null }] })
    expect(items).toEqual([{ severity: 'essential', ruleId: 'require', message: 'About require.' }])
  })

  it('the weightiest three, in their order', () => {
    const findings = [finding('naming'), finding('patterns'), finding('require', 'first'), finding('forbid', 'second')]
    const ruleIds = (told: Told) => tell(told).items.map(({ ruleId }) => ruleId)
    expect(ruleIds({ verdict: 'incorrect', findings })).toEqual(['first', 'second', 'patterns'])
    expect(ruleIds({ verdict: 'incorrect', findings, run: { results: [failedTest()] } })).toEqual([
      'test',
      'first',
      'second',
    ])
    expect(ruleIds({ verdict: 'correct', findings: findings.slice(0, 2) })).toEqual([undefined, 'naming', 'patterns'])
    expect(ruleIds({ verdict: 'unknown', findings: findings.slice(0, 2) })).toEqual([
      'too-complex',
      'patterns',
      'naming',
    ])
  })
})
