import { describe, expect, it, vi } from 'vitest'
import { admitCodingQuestion } from '../../../lib/grading/code/admission-gate.ts'
import { runTests } from '../../../lib/grading/code/interpreter/run-tests.ts'

// Only the count of steps is of interest here; the bank's own test runs the interpreter.
vi.mock(import('../../../lib/grading/code/interpreter/run-tests.ts'), () => ({ runTests: vi.fn() }))

const question = {
  text: 'Write solve(list).',
  solutionPattern: {
    v: 1,
    entry: 'solve',
    require: [{ id: 'loop', kind: 'loop', feedback: 'Use a loop.' }],
  },
  reference: 'function solve(list) { for (const x of list) return x }',
  alternatives: ['const solve = (list) => { while (true) return list[0] }'],
  wrongPrograms: ['function solve(list) { return list[0] }', 'const solve = () => 1', 'function other() { for (;;); }'],
}
const problemsOf = (fields: object) => admitCodingQuestion({ ...question, ...fields }).problems

describe('The admission gate', () => {
  it('admits a question whose programs are all graded as they should be', () => {
    expect(admitCodingQuestion(question)).toEqual({ admitted: true, problems: [] })
  })

  it.each([
    [
      'a reference that is rejected',
      { reference: question.wrongPrograms[0] },
      /^the reference is graded incorrect: Use a loop/,
    ],
    [
      'an alternative that is rejected',
      { alternatives: [question.reference, 'const x = 1'] },
      /^alternative 2 is graded incorrect/,
    ],
    [
      'a wrong program that is accepted',
      { wrongPrograms: [...question.wrongPrograms, question.reference] },
      /^wrong program 4 is graded correct/,
    ],
    [
      'a wrong program that is none',
      { wrongPrograms: ['function (', ...question.wrongPrograms] },
      /^wrong program 1 is not a program/,
    ],
    [
      'starter code that is the answer',
      { starterCode: 'function solve(list) { for (const x of list) return x }' },
      /^the starter code is the answer already/,
    ],
    ['no alternative', { alternatives: [] }, /^alternatives: /],
    ['two wrong programs', { wrongPrograms: question.wrongPrograms.slice(1) }, /^wrongPrograms: /],
    ['no reference', { reference: undefined }, /^reference: /],
    [
      'a pattern that breaks its schema',
      { solutionPattern: { v: 1, entry: 'solve', extra: 1 } },
      /^solutionPattern: .*extra/,
    ],
    [
      'a code pattern that cannot be read',
      { solutionPattern: { v: 1, entry: 'solve', require: [{ id: 'r', code: 'if (', feedback: '-' }] } },
      /^the code pattern "if \(" cannot be read/,
    ],
  ])('refuses %s, and says so', (_name, fields, message) => {
    const { admitted, problems } = admitCodingQuestion({ ...question, ...fields })
    expect(admitted).toBe(false)
    expect(problems).toEqual([expect.stringMatching(message)])
  })

  it.each([null, 'x', 5, []])('refuses %j', (value) => {
    expect(admitCodingQuestion(value).admitted).toBe(false)
  })

  it('allows the reference a tenth of the fuel, and not a step more', () => {
    const solutionPattern = { ...question.solutionPattern, tests: [{ args: [], expect: 1 }], policy: { fuel: 1_000 } }
    const taking = (stepsUsed: number) =>
      vi.mocked(runTests).mockReturnValue({ results: [{ passed: true }], stepsUsed, unsupported: null })
    taking(100)
    expect(problemsOf({ solutionPattern })).toEqual([])
    taking(101)
    expect(problemsOf({ solutionPattern })).toEqual(['the reference takes 101 steps, of 100 that it may'])
  })
})
