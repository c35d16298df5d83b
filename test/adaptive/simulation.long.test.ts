import { describe, expect, it } from 'vitest'
import { measureQuality } from '../../lib/adaptive/estimate-quality.ts'
import { type SimulationSettings, simulateQuizzes } from '../../lib/adaptive/simulation.ts'

function measure(changes: Partial<SimulationSettings>) {
  const settings: SimulationSettings = { policy: 'irt', examinees: 10_000, bank: 50, length: 10, guessing: 0, seed: 1 }
  return measureQuality(simulateQuizzes({ ...settings, ...changes }))
}

describe.each([1, 2, 3, 4, 5])('10,000 simulated students, seed %i', (seed) => {
  it('irt without guessing: RMSE 0.535 to 0.575, bias within 0.03, 90 % intervals that hold what they say', () => {
    const { rmse, bias, coverage90 } = measure({ seed })
    expect(rmse).toBeLessThanOrEqual(0.575)
    expect(rmse).toBeGreaterThan(0.535)
    expect(Math.abs(bias)).toBeLessThanOrEqual(0.03)
    expect(coverage90).toBeGreaterThanOrEqual(0.88)
    expect(coverage90).toBeLessThanOrEqual(0.92)
  })

  it('irt with a known guessing of 0.25: RMSE up to 0.69, bias within 0.05', () => {
    const { rmse, bias } = measure({ seed, guessing: 0.25 })
    expect(rmse).toBeLessThanOrEqual(0.69)
    expect(Math.abs(bias)).toBeLessThanOrEqual(0.05)
  })

  it('the rolling rule scored by EAP: RMSE up to 0.60', () => {
    expect(measure({ seed, policy: 'rolling' }).rmse).toBeLessThanOrEqual(0.6)
  })
})
