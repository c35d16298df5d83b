/**
 * Which test runs where:
 *   *.test.ts              pure rules, no server
 *   *.integration.test.ts  handlers and stores in process, on real servers started once per run
 *   *.e2e.test.ts          through the front door of a whole running platform
 *   *.long.test.ts         minutes of fuzzing and recovery, only in `npm run test:long`
 *   web/*.long.test.ts     in a real Chromium on a running platform, only in `npm run test:long`
 *   deployed/*.long.test.ts  on the prod stage, deployed to this machine, only in `npm run test:long`
 */
import { defineConfig } from 'vitest/config'

const heavy = ['test/**/*.integration.test.ts', 'test/**/*.e2e.test.ts', 'test/**/*.long.test.ts']
/** Milliseconds. No test asserts a time: this one tells a hang from a machine that has much else to do. */
const slowMachine = 120_000
/** What every test file's environment is, before it imports anything. */
const setupFiles = 'test/support/environment.ts'

export default defineConfig({
  test: {
    // A core each: the servers behind them are mostly idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: heavy,
          setupFiles,
          testTimeout: slowMachine,
          hookTimeout: slowMachine,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.integration.test.ts'],
          globalSetup: 'test/support/stores.ts',
          setupFiles,
          testTimeout: slowMachine,
          hookTimeout: slowMachine,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: 'test/support/running-platform.ts',
          testTimeout: slowMachine,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          exclude: ['test/web/**', 'test/deployed/**'],
          globalSetup: 'test/support/stores.ts',
          setupFiles,
          testTimeout: 1_800_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'deployed',
          include: ['test/deployed/*.long.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'web',
          include: ['test/web/*.long.test.ts'],
          globalSetup: ['test/support/running-platform.ts', 'test/web/stock.ts'],
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
