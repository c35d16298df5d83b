import { expect, it } from 'vitest'
import { fuzzJudging } from './judge-fuzz-runs.ts'

it.each([1, 2, 3])('judging never throws, and accepts nothing unusable, in 12,000 batches (seed %i)', async (seed) => {
  expect(await fuzzJudging(12_000, seed)).toBeGreaterThan(1_000)
})
