/** What the nightly rule does to 2,000 candidates that are no better, and to 300 that are: experiments.ts says of whom. */
import { describe, expect, it } from 'vitest'
import { decidePromotion, type ExperimentState, newExperiment, shareOf } from '../../lib/analytics/promotion.ts'
import { type Sample, sequentialTest } from '../../lib/analytics/sequential-test.ts'
import { experiment, type SimulatedNight } from './experiments.ts'

const timeout = 60_000

/** Share of experiments that end in each way, guardrails by name. */
function outcomes(effect: number, experiments: number): Record<string, number> {
  const shares: Record<string, number> = { promote: 0, stop: 0, 'roll-back': 0, guardrail: 0 }
  for (let i = 0; i < experiments; i++) {
    const how = outcome(experiment(`${effect}:${i}`, effect))
    shares[how] = shares[how]! + 1 / experiments
  }
  return shares
}

function outcome(nextNight: (share: number) => SimulatedNight): string {
  let state: ExperimentState = newExperiment
  for (;;) {
    const { decision, reason, nextState } = decidePromotion(state, nextNight(shareOf[state.phase]))
    if (reason.kind === 'guardrail') return 'guardrail'
    if (decision === 'promote' || decision === 'stop' || decision === 'roll-back') return decision
    state = nextState
  }
}

/** Share of 300 null experiments, half and half for 28 nights, that a rule would have promoted on any night. */
function falsePromotions(rule: (night: SimulatedNight) => boolean): number {
  const experiments = 300
  let promoted = 0
  for (let i = 0; i < experiments; i++) {
    const nextNight = experiment(`null:${i}`, 0)
    if (Array.from({ length: 28 }, () => rule(nextNight(0.5))).some(Boolean)) promoted += 1
  }
  return promoted / experiments
}

describe('experiments that are looked at every night', () => {
  it('without a difference are promoted in at most 2 of 100, and rolled back no more often', { timeout }, () => {
    const { promote, guardrail, 'roll-back': rolledBack } = outcomes(0, 2000)
    expect(promote).toBeLessThanOrEqual(0.02)
    expect(rolledBack).toBeLessThanOrEqual(0.02)
    expect(guardrail).toBeLessThanOrEqual(0.03)
  })

  it('with 5 points more yield are promoted in at least 95 of 100', { timeout }, () => {
    expect(outcomes(0.05, 300).promote).toBeGreaterThanOrEqual(0.95)
  })

  it('with 5 points less yield are rolled back, not watched to the end', { timeout }, () => {
    const { stop, promote } = outcomes(-0.05, 100)
    expect(promote).toBe(0)
    expect(stop).toBeLessThanOrEqual(0.05)
  })

  it('would be promoted by chance far more often if questions were counted for students', { timeout }, () => {
    const isProven = (candidate: Sample, control: Sample) => {
      const { evidence, difference } = sequentialTest(candidate, control)!
      return evidence >= 20 && difference > 0
    }
    const enough = ({ candidate, control }: SimulatedNight) =>
      Math.min(candidate.acceptedYield.n, control.acceptedYield.n) >= 200
    const byQuestion = falsePromotions(
      (night) => enough(night) && isProven(night.perQuestion.candidate, night.perQuestion.control),
    )
    expect(byQuestion).toBeGreaterThan(0.09)
    expect(byQuestion).toBeLessThan(0.38)
  })

  it('would show a difference in one of four if each night were the only one', { timeout }, () => {
    const naive = falsePromotions(({ candidate, control }) => {
      const { difference, standardError } = sequentialTest(candidate.acceptedYield, control.acceptedYield)!
      return Math.abs(difference) > 1.96 * standardError
    })
    expect(naive).toBeGreaterThan(0.2)
  })
})
