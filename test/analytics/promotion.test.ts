import { describe, expect, it } from 'vitest'
import { type ArmFigures, checkGuardrails } from '../../lib/analytics/guardrails.ts'
import { decidePromotion, type ExperimentState, newExperiment } from '../../lib/analytics/promotion.ts'

const control: ArmFigures = {
  acceptedYield: { n: 400, mean: 0.75, variance: 0.02 },
  latency: { calls: 4000, p95Ms: 5000 },
  cost: { n: 400, mean: 0.002, variance: 1e-6 },
  reports: { n: 400, count: 8 },
  quarantine: { n: 2000, count: 20 },
  levelError: { n: 400, mean: 0.12, variance: 0.01 },
}
const better: ArmFigures = { ...control, acceptedYield: { n: 400, mean: 0.8, variance: 0.02 } }
const comparing: ExperimentState = { phase: 'comparison', nights: 9 }

const decide = (state: ExperimentState, candidate: Partial<ArmFigures>) =>
  decidePromotion(state, { candidate: { ...control, ...candidate }, control })

describe('decidePromotion', () => {
  it('begins with a tenth of students, and widens to half once 50 of them have had it', () => {
    const yields = (n: number) => ({ acceptedYield: { ...control.acceptedYield, n } })
    expect(decide(newExperiment, yields(49))).toMatchObject({
      ...{ decision: 'continue', reason: { kind: 'too-few-students' }, nextShare: 0.1 },
      nextState: { phase: 'canary', nights: 1 },
    })
    expect(decide(newExperiment, yields(50))).toMatchObject({
      ...{ decision: 'widen', reason: { kind: 'safe-so-far' }, nextShare: 0.5 },
      nextState: { phase: 'comparison', nights: 1 },
    })
  })

  it('promotes to all on evidence of 20 for the candidate, from 200 students in each arm on', () => {
    const decision = decide(comparing, better)
    expect(decision.test!.evidence).toBeGreaterThan(20)
    expect(decision).toMatchObject({ decision: 'promote', reason: { kind: 'proven' }, nextShare: 1 })
    expect(decision.nextState).toEqual({ phase: 'watch', nights: 0, control })
    const few = { acceptedYield: { n: 199, mean: 0.9, variance: 0.02 } }
    expect(decide(comparing, few)).toMatchObject({ decision: 'continue', reason: { kind: 'too-few-students' } })
    const slight = { acceptedYield: { n: 400, mean: 0.76, variance: 0.02 } }
    expect(decide(comparing, slight)).toMatchObject({ decision: 'continue', reason: { kind: 'no-proof-yet' } })
  })

  it('does not promote what only the canary has shown', () => {
    expect(decide({ phase: 'canary', nights: 3 }, better)).toMatchObject({ decision: 'widen', nextShare: 0.5 })
  })

  it('waits where a guardrail is not met, and says which', () => {
    const decision = decide(comparing, { ...better, latency: { calls: 999, p95Ms: 6001 } })
    expect(decision).toMatchObject({ decision: 'continue', unmet: ['latency'], nextShare: 0.5 })
    const limit = { latency: { calls: 4000, p95Ms: 6000 }, cost: { n: 400, mean: 0.0025, variance: 1e-6 } }
    expect(decide(comparing, { ...better, ...limit })).toMatchObject({ decision: 'promote' })
  })

  it.each<[string, Partial<ArmFigures>]>([
    ['latency', { latency: { calls: 4000, p95Ms: 6001 } }],
    ['cost', { cost: { n: 400, mean: 0.003, variance: 1e-6 } }],
    ['reports', { reports: { n: 400, count: 30 } }],
    ['quarantine', { quarantine: { n: 2000, count: 60 } }],
    ['level-error', { levelError: { n: 400, mean: 0.16, variance: 0.01 } }],
  ])('rolls back by itself when %s is breached, in every phase, however good the yield', (guardrail, change) => {
    for (const state of [newExperiment, comparing, { phase: 'watch', nights: 2, control } as const]) {
      expect(decide(state, { ...better, ...change })).toMatchObject({
        ...{ decision: 'roll-back', reason: { kind: 'guardrail', guardrails: [guardrail] }, nextShare: 0 },
        nextState: { phase: 'control-won' },
      })
    }
  })

  it('rolls back on evidence against the candidate', () => {
    const worse = { acceptedYield: { n: 400, mean: 0.7, variance: 0.02 } }
    expect(decide(comparing, worse)).toMatchObject({ decision: 'roll-back', reason: { kind: 'lower-yield' } })
  })

  it('stops after 28 nights without proof; proof in the last of them counts', () => {
    const last: ExperimentState = { phase: 'comparison', nights: 27 }
    expect(decide(last, {})).toMatchObject({ decision: 'stop', reason: { kind: 'out-of-time' }, nextShare: 0 })
    expect(decide({ ...last, nights: 26 }, {})).toMatchObject({ decision: 'continue' })
    expect(decide({ phase: 'canary', nights: 27 }, {})).toMatchObject({ decision: 'stop' })
    expect(decide(last, better)).toMatchObject({ decision: 'promote' })
  })

  it('watches a promoted candidate for a week against the control as it was, then settles', () => {
    const gone = { ...control, acceptedYield: { n: 0, mean: 0, variance: 0 } }
    let state: ExperimentState = { phase: 'watch', nights: 0, control }
    for (let night = 1; night <= 6; night++) {
      const decision = decidePromotion(state, { candidate: better, control: gone })
      expect(decision).toMatchObject({ decision: 'continue', reason: { kind: 'watching' }, nextShare: 1 })
      state = decision.nextState
    }
    expect(decidePromotion(state, { candidate: better, control: gone })).toMatchObject({
      ...{ decision: 'settle', reason: { kind: 'watched' }, nextShare: 1, nextState: { phase: 'candidate-won' } },
    })
  })

  it('leaves what has ended as it is', () => {
    expect(decide({ phase: 'candidate-won' }, {})).toMatchObject({ decision: 'continue', nextShare: 1 })
    expect(decide({ phase: 'control-won' }, better)).toMatchObject({ decision: 'continue', nextShare: 0 })
  })

  it('decides the same from the same figures, and changes nothing it was given', () => {
    const [state, figures] = [structuredClone(comparing), structuredClone({ candidate: better, control })]
    const decision = decidePromotion(state, figures)
    expect(decidePromotion(JSON.parse(JSON.stringify(state)), figures)).toEqual(decision)
    expect({ state, figures }).toEqual({ state: comparing, figures: { candidate: better, control } })
  })
})

describe('checkGuardrails', () => {
  it('takes noise for what it is: a little worse in few students is neither unmet nor a breach', () => {
    const noisy = {
      reports: { n: 60, count: 3 },
      quarantine: { n: 300, count: 5 },
      levelError: { n: 60, mean: 0.13, variance: 0.01 },
      cost: { n: 60, mean: 0.0024, variance: 1e-6 },
    }
    expect(checkGuardrails({ ...control, ...noisy }, control)).toEqual({ breached: [], unmet: [] })
  })

  it('refuses before it rolls back', () => {
    const doubtful = { reports: { n: 400, count: 18 }, levelError: { n: 400, mean: 0.135, variance: 0.01 } }
    const { breached, unmet } = checkGuardrails({ ...control, ...doubtful }, control)
    expect({ breached, unmet }).toEqual({ breached: [], unmet: ['reports', 'level-error'] })
  })

  it('does not judge what has no figures', () => {
    const nothing: ArmFigures = {
      acceptedYield: control.acceptedYield,
      latency: { calls: 0, p95Ms: 0 },
      cost: { n: 0, mean: 0, variance: 0 },
      reports: { n: 0, count: 0 },
      quarantine: { n: 0, count: 0 },
      levelError: { n: 0, mean: 0, variance: 0 },
    }
    expect(checkGuardrails(control, nothing)).toEqual({ breached: [], unmet: [] })
    expect(checkGuardrails(nothing, control)).toEqual({ breached: [], unmet: [] })
  })
})
