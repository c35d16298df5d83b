/** A sample test that a program has failed. */
import type { TestResult } from '../../../lib/grading/code/interpreter/run-tests.ts'

type FailedTest = Extract<TestResult, { passed: false }>

export const failedTest = (fields: Partial<FailedTest> = {}): FailedTest => ({
  passed: false,
  reason: 'different',
  input: '[1, 2]',
  expected: '2',
  actual: '3',
  hidden: false,
  ...fields,
})
