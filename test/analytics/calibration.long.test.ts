import { expect, it } from 'vitest'
import { type Recovery, recover, rms } from './recovery.ts'

it('16 nights of 50 students, over 10 seeds: difficulties are recovered', async () => {
  const recoveries: Recovery[] = []
  for (let seed = 0; seed < 10; seed++) recoveries.push(await recover(`${seed}`))
  const mean = (figure: (recovery: Recovery) => number) =>
    recoveries.reduce((sum, recovery) => sum + figure(recovery), 0) / recoveries.length
  expect(mean(({ labels }) => labels)).toBeGreaterThan(0.8)
  expect(mean(({ calibrated }) => calibrated)).toBeLessThanOrEqual(0.6)
  expect(mean(({ wellAnswered }) => wellAnswered)).toBeLessThanOrEqual(0.3)
  expect(Math.abs(mean(({ standardised }) => standardised) - 1)).toBeLessThan(0.15)
  const levelErrors = recoveries.flatMap((recovery) => recovery.levelErrors)
  expect(levelErrors.length).toBeGreaterThanOrEqual(40)
  expect(rms(levelErrors)).toBeLessThanOrEqual(0.2)
})
