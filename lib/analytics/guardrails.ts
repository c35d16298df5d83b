/** What a better prompt or model may not cost: latency, money, trust, and difficulty that is off its label. */
import type { Sample } from './sequential-test.ts'
import { type Count, differenceInterval } from './success-interval.ts'

/** One arm, from the day its share last changed to the night that looks. */
export type ArmFigures = {
  /** The primary metric: each student's share of questions asked for that were accepted, 0..1. */
  readonly acceptedYield: Sample
  /** Of model calls, failed ones included. */
  readonly latency: { readonly calls: number; readonly p95Ms: number }
  /** Each student's cost per question asked for, in any one currency. n = 0 where prices are not known. */
  readonly cost: Sample
  /** n: students who were served a question of the arm; count: those of them who reported one. */
  readonly reports: Count
  /** n: questions of the arm that were served; count: those of them in quarantine. */
  readonly quarantine: Count
  /** Each student's |share of right answers - share expected from the questions' levels|; 0 is best. */
  readonly levelError: Sample
}

export type Guardrail = 'latency' | 'cost' | 'reports' | 'quarantine' | 'level-error'

export type GuardrailReport = {
  /** Worse beyond doubt: a reason to roll back. */
  readonly breached: readonly Guardrail[]
  /** Not good enough to promote. */
  readonly unmet: readonly Guardrail[]
}

const highestLatencyRatio = 1.2
const highestCostRatio = 1.25

/** Fewer calls than this leave a 95th percentile uncertain by more than the limit allows for. */
const fewestCalls = 1000

/** One-sided 95 %: where this much speaks for worse, nobody should promote. */
const doubt = 1.645

/** One-sided 99.98 %: so much that 28 looks at all guardrails together stop hardly one harmless candidate in a hundred. */
const certainty = 3.5

/**
 * Compares the arms. Latency and cost have limits of their own: at most 1.2 and 1.25 times the control's. The others
 * must not be worse, with the noise of the figures in mind: a one-sided bound of the difference at 95 % (unmet) and at
 * 99.98 % (breached). What one of the arms has no figures for is not judged.
 */
export function checkGuardrails(candidate: ArmFigures, control: ArmFigures): GuardrailReport {
  const isUnmet: Record<Guardrail, boolean> = {
    latency: isSlower(candidate, control),
    cost: isAbove(candidate.cost, control.cost, highestCostRatio, 0),
    reports: isMoreFrequent(candidate.reports, control.reports, doubt),
    quarantine: isMoreFrequent(candidate.quarantine, control.quarantine, doubt),
    'level-error': isAbove(candidate.levelError, control.levelError, 1, doubt),
  }
  const isBreached: Record<Guardrail, boolean> = {
    latency: isUnmet.latency && Math.min(candidate.latency.calls, control.latency.calls) >= fewestCalls,
    cost: isAbove(candidate.cost, control.cost, highestCostRatio, certainty),
    reports: isMoreFrequent(candidate.reports, control.reports, certainty),
    quarantine: isMoreFrequent(candidate.quarantine, control.quarantine, certainty),
    'level-error': isAbove(candidate.levelError, control.levelError, 1, certainty),
  }
  return { breached: guardrails.filter((name) => isBreached[name]), unmet: guardrails.filter((name) => isUnmet[name]) }
}

const guardrails: readonly Guardrail[] = ['latency', 'cost', 'reports', 'quarantine', 'level-error']

function isSlower({ latency: candidate }: ArmFigures, { latency: control }: ArmFigures): boolean {
  return candidate.calls > 0 && control.calls > 0 && candidate.p95Ms > highestLatencyRatio * control.p95Ms
}

/** Whether one mean exceeds `ratio` times the other by more than z standard errors (Fieller's linear form). */
function isAbove(candidate: Sample, control: Sample, ratio: number, z: number): boolean {
  if (candidate.n < 2 || control.n < 2) return false
  const excess = candidate.mean - ratio * control.mean
  const standardError = Math.sqrt(candidate.variance / candidate.n + (ratio ** 2 * control.variance) / control.n)
  return excess > z * standardError
}

function isMoreFrequent(candidate: Count, control: Count, z: number): boolean {
  const interval = differenceInterval(candidate, control, z)
  return interval !== null && interval.low > 0
}
