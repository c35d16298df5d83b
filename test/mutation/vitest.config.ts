/**
 * The tests that mutants have to survive: those of the mutated rooms, in seconds. What takes thousands of students or
 * programs to show is left out, since it would be run again for each of thousands of mutants. Files of pure rules share a
 * worker: one for each takes five times as long. Those that mock modules or have stores of their own do not.
 */
import { defineConfig } from 'vitest/config'

const setupFiles = 'test/support/environment.ts'
/** Milliseconds: Stryker has a limit of its own for each mutant. */
const testTimeout = 120_000
const mocking = ['test/grading/code/admission-gate.test.ts', 'test/grading/code/grade-code.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: [
            'test/adaptive/**/*.test.ts',
            'test/grading/*.test.ts',
            'test/grading/code/*.test.ts',
            'test/grading/code/{program,structure}/**/*.test.ts',
            'test/people/**/*.test.ts',
            'test/quiz/**/*.test.ts',
          ],
          exclude: [
            '**/*.long.test.ts',
            '**/*.integration.test.ts',
            'test/adaptive/simulation.test.ts',
            'test/grading/code/metamorphic.test.ts',
            'test/grading/code/structure/{metamorphic,properties}.test.ts',
            ...mocking,
          ],
          setupFiles,
          testTimeout,
          isolate: false,
        },
      },
      { test: { name: 'mocking', include: mocking, setupFiles, testTimeout } },
      {
        test: {
          name: 'protocol',
          include: [
            'test/quiz/**/*.integration.test.ts',
            'test/people/**/*.integration.test.ts',
            'test/functions/people*.integration.test.ts',
            'test/security/tokens.integration.test.ts',
          ],
          exclude: ['test/quiz/explain.integration.test.ts'],
          globalSetup: 'test/support/stores.ts',
          setupFiles,
          testTimeout,
        },
      },
    ],
  },
})
