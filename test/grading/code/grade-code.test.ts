import { afterEach, describe, expect, it, vi } from 'vitest'
import { defaultFuel, solutionPatternSchema } from '../../../lib/contract/solution-pattern.ts'
import { fuelOf, gradeCode, gradeCodeInline } from '../../../lib/grading/code/grade-code.ts'
import { runTests, type TestResult, type TestRun } from '../../../lib/grading/code/interpreter/run-tests.ts'
import { BadCodePattern } from '../../../lib/grading/code/structure/code-pattern.ts'
import { failedTest } from './failed-test.ts'

// What the interpreter finds is told here, so that each way of failing is met; test/grading/code/verdicts.test.ts runs both.
vi.mock(import('../../../lib/grading/code/interpreter/run-tests.ts'), () => ({ runTests: vi.fn() }))

const passed: TestResult = { passed: true }
const ran = (results: TestResult[], fields: Partial<TestRun> = {}) =>
  vi.mocked(runTests).mockReturnValue({ results, stepsUsed: 10, unsupported: null, ...fields })

const pattern = (fields: object = {}) =>
  solutionPatternSchema.parse({
    v: 1,
    entry: 'solve',
    require: [{ id: 'loop', kind: 'loop', feedback: 'Use a loop.' }],
    patterns: [{ id: 'acc', code: '$A += $X', feedback: 'Add up.' }],
    tests: [{ args: [[1, 2]], expect: 2 }],
    ...fields,
  })
const policy = (verdict: string) => pattern({ policy: { verdict } })

const looping = 'function solve(list) {\n  let s = 0\n  for (const x of list) s += x\n  return s\n}'
const plain = 'function solve(list) {\n  return 2\n}'
const idsOf = (items: { ruleId?: string | undefined }[]) => items.map(({ ruleId }) => ruleId)

afterEach(() => vi.mocked(runTests).mockReset())

describe('The verdict', () => {
  it.each([
    ['tests+require', [passed], looping, 'correct'],
    ['tests+require', [passed], plain, 'incorrect'],
    ['tests+require', [failedTest()], looping, 'incorrect'],
    ['tests', [passed], plain, 'correct'],
    ['tests', [failedTest()], looping, 'incorrect'],
    ['require', [], looping, 'correct'],
    ['require', [], plain, 'incorrect'],
    ['tests+require', [passed], looping.replace('s += x', 's = f(s)'), 'correct'],
    ['tests+require+patterns', [passed], looping.replace('s += x', 's = f(s)'), 'incorrect'],
    ['tests+require+patterns', [passed], looping, 'correct'],
  ])('by %s, tests %j', (verdict, results, source, expected) => {
    ran(results)
    expect(gradeCode(policy(verdict), source).verdict).toBe(expected)
    expect(vi.mocked(runTests)).toHaveBeenCalledTimes(verdict === 'require' ? 0 : 1)
  })

  it('is by structure alone when there are no tests', () => {
    expect(gradeCode(pattern({ tests: undefined }), looping)).toMatchObject({ verdict: 'correct', stepsUsed: 0 })
    expect(vi.mocked(runTests)).not.toHaveBeenCalled()
  })

  it('is unknown when the interpreter met what it does not support, with the structural findings', () => {
    ran([passed], { unsupported: { construct: 'a generator', line: 2, column: 4 } })
    const grade = gradeCode(pattern(), plain)
    expect(grade).toMatchObject({ verdict: 'unknown', confidence: 0, unsupported: 'a generator' })
    expect(idsOf(grade.items)).toEqual(['unsupported', 'loop', 'acc'])
    expect(grade.items[0]).toMatchObject({
      message: 'This cannot be judged here: a generator is not supported.',
      line: 2,
    })
  })

  it('is incorrect when a test had failed before that', () => {
    ran([failedTest()], { unsupported: { construct: 'a generator', line: 1, column: 0 } })
    expect(gradeCode(pattern(), looping)).not.toHaveProperty('unsupported')
    expect(gradeCode(pattern(), looping).verdict).toBe('incorrect')
  })

  it.each(['fuel', 'depth', 'allocation'] as const)('is incorrect when the program uses up its %s', (reason) => {
    ran([failedTest({ reason })])
    expect(gradeCode(pattern(), looping)).toMatchObject({ verdict: 'incorrect', confidence: 0.9 })
  })

  it('is unknown, through no fault of the student, for a program beyond the limits of the parser', () => {
    const grade = gradeCode(pattern(), `function solve() { return ${'('.repeat(150)}1${')'.repeat(150)} }`)
    expect(grade).toMatchObject({ verdict: 'unknown', confidence: 0, stepsUsed: 0 })
    expect(grade.unsupported).toMatch(/^too-complex/)
  })

  it('is incorrect, without a run, for what cannot be read, and says where in plain words', () => {
    const { verdict, items } = gradeCode(pattern(), 'function solve(list) {\n  return list[0\n}')
    expect(verdict).toBe('incorrect')
    expect(items).toEqual([expect.objectContaining({ severity: 'essential', ruleId: 'syntax', line: 3, column: 0 })])
    expect(vi.mocked(runTests)).not.toHaveBeenCalled()
  })

  it('rests on more the more tests pass, and is sure of a failing one', () => {
    ran([passed])
    const one = gradeCode(pattern(), looping).confidence
    ran([passed, passed, passed])
    const three = gradeCode(pattern(), looping).confidence
    expect([one, three]).toEqual([0.75, 0.9375])
    ran([failedTest()])
    expect(gradeCode(pattern(), looping).confidence).toBe(1)
  })

  it('asks the interpreter for the entry by all its names', () => {
    ran([passed])
    const named = pattern({ functions: [{ name: 'solve', aliases: ['answer'] }], policy: { fuel: 5_000 } })
    gradeCode(named, looping)
    const plan = { entry: 'solve', aliases: ['answer'], tests: named.tests, fuel: 5_000 }
    expect(vi.mocked(runTests)).toHaveBeenCalledWith(expect.anything(), plan)
  })
})

describe('A program that cannot be loaded', () => {
  const stopped = { results: [], stepsUsed: 0, unsupported: { construct: 'alert', line: 1, column: 0 } }

  it('is run once more without what the entry has no need of', () => {
    vi.mocked(runTests).mockReturnValueOnce(stopped)
    vi.mocked(runTests).mockReturnValueOnce({ results: [passed], stepsUsed: 4, unsupported: null })
    expect(gradeCode(pattern(), `${looping}\nalert()`)).toMatchObject({ verdict: 'correct', stepsUsed: 4 })
    const [, again] = vi.mocked(runTests).mock.calls
    expect(again?.[0].program.body.map(({ type }) => type)).toEqual(['FunctionDeclaration'])
  })

  it('is run once when a test had been run, or nothing is known to be of no need', () => {
    vi.mocked(runTests).mockReturnValue({ ...stopped, results: [passed] })
    expect(gradeCode(pattern(), `${looping}\nalert()`).verdict).toBe('unknown')
    expect(vi.mocked(runTests)).toHaveBeenCalledTimes(1)
    vi.mocked(runTests).mockReturnValue(stopped)
    expect(gradeCode(pattern(), looping).verdict).toBe('unknown')
    expect(vi.mocked(runTests)).toHaveBeenCalledTimes(2)
  })
})

it('A pattern that cannot be read is its author’s mistake, whatever the program', () => {
  const bad = pattern({ patterns: [{ id: 'acc', code: 'if (', feedback: '-' }] })
  expect(() => gradeCode(bad, looping)).toThrow(BadCodePattern)
  expect(() => gradeCode(bad, 'this is no program')).toThrow(BadCodePattern)
})

describe('The feedback', () => {
  it.each(['different', 'threw', 'fuel', 'depth', 'allocation', 'missing-entry'] as const)(
    'says nothing of a hidden test that fails by: %s',
    (reason) => {
      ran([failedTest({ hidden: true, reason, input: 'canary', expected: 'canary', actual: 'canary' })])
      const { verdict, items } = gradeCode(pattern(), looping)
      expect(verdict).toBe('incorrect')
      expect(items.length).toBeGreaterThan(0)
      expect(JSON.stringify(items)).not.toContain('canary')
    },
  )

  it('names the function that is missing once', () => {
    ran([failedTest({ reason: 'missing-entry' })])
    expect(gradeCode(pattern(), 'const other = 1').items).toEqual([
      { severity: 'essential', ruleId: 'function:solve', message: 'The program needs a function called solve.' },
    ])
  })

  it('praises, then advises', () => {
    ran([passed])
    const { items } = gradeCode(pattern({ naming: { style: 'snake_case' } }), looping.replaceAll('s ', 'theSum '))
    expect(items.map(({ severity }) => severity)).toEqual(['celebratory', 'informative'])
  })
})

describe('Within a request', () => {
  it('small programs that need few steps get the same verdict', () => {
    ran([passed])
    expect(gradeCodeInline(pattern(), looping)).toEqual(gradeCode(pattern(), looping))
  })

  it('a source of 4 KiB is judged', () => {
    ran([passed])
    const source = `${looping}//`
    expect(gradeCodeInline(pattern(), source.padEnd(4_096, 'x'))?.verdict).toBe('correct')
    expect(gradeCodeInline(pattern(), source.padEnd(4_097, 'x'))).toBeNull()
  })

  it('a source over 4 KiB goes to the queue, and is not even read', () => {
    const long = `${looping}//${'\u20ac'.repeat(1_400)}`
    expect(long.length).toBeLessThan(4_096)
    expect(gradeCodeInline(pattern(), long)).toBeNull()
    expect(vi.mocked(runTests)).not.toHaveBeenCalled()
  })

  it('a run that has used 200,000 steps goes to the queue when its fuel is more', () => {
    ran([failedTest({ reason: 'fuel' })])
    expect(gradeCodeInline(pattern({ policy: { fuel: 200_001 } }), looping)).toBeNull()
    expect(vi.mocked(runTests)).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining({ fuel: 200_000 }))
    expect(gradeCodeInline(pattern({ policy: { fuel: 200_000 } }), looping)?.verdict).toBe('incorrect')
    ran([passed, failedTest({ reason: 'fuel' })])
    expect(gradeCodeInline(pattern({ policy: { fuel: 200_001 } }), looping)).toBeNull()
    ran([failedTest({ reason: 'depth' }), failedTest()])
    expect(gradeCodeInline(pattern({ policy: { fuel: 200_001 } }), looping)?.verdict).toBe('incorrect')
    expect(fuelOf(pattern())).toBe(defaultFuel)
    expect(gradeCodeInline(pattern(), 'no program')?.verdict).toBe('incorrect')
  })
})
