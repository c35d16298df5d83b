/**
 * The life of an experiment with a prompt version or a model, one decision a night: 10 % of students, then half of them,
 * then all, and back at any breach.
 *
 * 10 % bounds the damage while the guardrails are watched; half measures fastest, and only what happened there is
 * evidence, since shares that change while the days do would confound the two; at 100 % the guardrails are watched for a
 * week more, against what the control did at the promotion. Xu, Duan & Huang (2018), SQR: balancing speed, quality and
 * risk in online experiments, KDD, 895-904.
 *
 * The unit is the student, by the arm assigned (intention to treat), whatever then went wrong: students ask for many
 * questions, whose fates hang together, and counting those would promote chance.
 */
import { canaryShare } from '../contract/experiments.ts'
import { type ArmFigures, checkGuardrails, type Guardrail } from './guardrails.ts'
import { type SequentialTest, sequentialTest } from './sequential-test.ts'

export type ExperimentState =
  /** `nights` already looked at, since the experiment began. */
  | { readonly phase: 'canary' | 'comparison'; readonly nights: number }
  /** All students have the candidate; `control` as it was at the promotion, `nights` already watched. */
  | { readonly phase: 'watch'; readonly nights: number; readonly control: ArmFigures }
  /** For good: with the candidate or the control as the active version. */
  | { readonly phase: 'candidate-won' }
  | { readonly phase: 'control-won' }

/** Both arms since the share last changed. In the watch nobody has the control: its figures are not read. */
export type NightFigures = { readonly candidate: ArmFigures; readonly control: ArmFigures }

export type PromotionDecision = {
  /**
   * `continue`: look again tomorrow. `widen`: from 10 % to half. `promote`: the candidate becomes the active version.
   * `settle`: the watch is over, the control retires. `stop`: no proof in time, the candidate retires. `roll-back`: the
   * candidate retires at once, and the control is active.
   */
  readonly decision: 'continue' | 'widen' | 'promote' | 'settle' | 'stop' | 'roll-back'
  readonly reason: PromotionReason
  /** Of students who have the candidate from now on: 0, 0.1, 0.5 or 1. */
  readonly nextShare: number
  readonly nextState: ExperimentState
  /** The comparison of yields; null before there is one. */
  readonly test: SequentialTest | null
  /** What a promotion would still be refused for. */
  readonly unmet: readonly Guardrail[]
}

export type PromotionReason =
  | { readonly kind: 'ended' | 'too-few-students' | 'safe-so-far' | 'no-proof-yet' | 'proven' | 'out-of-time' }
  | { readonly kind: 'watching' | 'watched' | 'lower-yield' }
  | { readonly kind: 'guardrail'; readonly guardrails: readonly Guardrail[] }

export const newExperiment: ExperimentState = Object.freeze({ phase: 'canary', nights: 0 })

/** Of students who have the candidate. */
export const shareOf: Record<ExperimentState['phase'], number> = Object.freeze({
  canary: canaryShare,
  comparison: 0.5,
  watch: 1,
  'candidate-won': 1,
  'control-won': 0,
})

const enoughEvidence = 20
/** In each arm, so that the normal approximation holds and a few students cannot decide. */
const fewestStudents = 200
/** Of the candidate: enough to notice a disaster, in each guardrail, before half of all students meet it. */
const fewestCanaries = 50
const mostNights = 28
const nightsOfWatch = 7

/** Tonight's decision: a pure function, so that a night that runs twice decides the same. */
export function decidePromotion(state: ExperimentState, figures: NightFigures): PromotionDecision {
  if (state.phase === 'candidate-won' || state.phase === 'control-won') {
    return { ...step('continue', 'ended', state), test: null, unmet: [] }
  }
  const { candidate } = figures
  const control = state.phase === 'watch' ? state.control : figures.control
  const { breached, unmet } = checkGuardrails(candidate, control)
  const test = sequentialTest(candidate.acceptedYield, control.acceptedYield)
  const isWorse = test !== null && test.evidence >= enoughEvidence && test.difference < 0
  if (breached.length > 0) return { ...rollBack({ kind: 'guardrail', guardrails: breached }), test, unmet }
  if (isWorse) return { ...rollBack({ kind: 'lower-yield' }), test, unmet }
  const next =
    state.phase === 'watch'
      ? watch(state)
      : isProven(state, test, { candidate, control }) && unmet.length === 0
        ? step('promote', 'proven', { phase: 'watch', nights: 0, control })
        : goOn(state, { candidate, control })
  return { ...next, test, unmet }
}

type Step = Pick<PromotionDecision, 'decision' | 'reason' | 'nextShare' | 'nextState'>

function watch(state: Extract<ExperimentState, { phase: 'watch' }>): Step {
  const nights = state.nights + 1
  if (nights >= nightsOfWatch) return step('settle', 'watched', { phase: 'candidate-won' })
  return step('continue', 'watching', { ...state, nights })
}

function goOn(state: Extract<ExperimentState, { phase: 'canary' | 'comparison' }>, figures: NightFigures): Step {
  const nights = state.nights + 1
  if (nights >= mostNights) return step('stop', 'out-of-time', { phase: 'control-won' })
  if (state.phase === 'canary' && figures.candidate.acceptedYield.n >= fewestCanaries) {
    return step('widen', 'safe-so-far', { phase: 'comparison', nights })
  }
  return step('continue', isLargeEnough(figures) ? 'no-proof-yet' : 'too-few-students', { ...state, nights })
}

/** L >= 20 in the candidate's favour, from 200 students an arm on, measured at half and half. */
function isProven({ phase }: ExperimentState, test: SequentialTest | null, figures: NightFigures): boolean {
  if (phase !== 'comparison' || !test || !isLargeEnough(figures)) return false
  return test.evidence >= enoughEvidence && test.difference > 0
}

function isLargeEnough({ candidate, control }: NightFigures): boolean {
  return Math.min(candidate.acceptedYield.n, control.acceptedYield.n) >= fewestStudents
}

type PlainReason = Exclude<PromotionReason['kind'], 'guardrail'>

function step(decision: Step['decision'], kind: PlainReason, nextState: ExperimentState): Step {
  return { decision, reason: { kind }, nextShare: shareOf[nextState.phase], nextState }
}

function rollBack(reason: PromotionReason): Step {
  return { decision: 'roll-back', reason, nextShare: shareOf['control-won'], nextState: { phase: 'control-won' } }
}
