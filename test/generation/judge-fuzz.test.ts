import { expect, it } from 'vitest'
import { fuzzJudging } from './judge-fuzz-runs.ts'

it('judging never throws, and accepts nothing unusable', { timeout: 60_000 }, async () => {
  // With nothing accepted the promises would be empty.
  expect(await fuzzJudging(600, 6)).toBeGreaterThan(50)
})
