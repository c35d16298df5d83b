import { expect, it } from 'vitest'
import { fuzzJudging } from './judge-fuzz-runs.ts'

it('judging never throws, and accepts nothing unusable', async () => {
  // With nothing accepted the promises would be empty.
  expect(await fuzzJudging(1_500, 6)).toBeGreaterThan(100)
})
