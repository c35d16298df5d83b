/** When a quiz may end before its length. */
import type { Ability } from './ability.ts'

export type StopRule = {
  /** End once it is 80 % sure on which side of this theta the student is. */
  readonly decision?: { readonly cut: number }
  /** End once the standard error is at most this. */
  readonly standardError?: number
}

/** Fewer answers than this never end a quiz early. */
const fewestAnswers = 5

/** The 80 % point of the standard normal distribution. */
const z80 = 0.8416212335729143

/**
 * Whether the answers suffice, taking the posterior as normal: |theta - cut| / SE >= z(0.8), or SE low enough.
 *
 * Kingsbury & Weiss (1983), A comparison of IRT-based adaptive mastery testing and a sequential mastery testing
 * procedure, in New Horizons in Testing, 257-283.
 *
 * @param answered how many answers have a verdict
 */
export function isDecided(rule: StopRule, { theta, standardError }: Ability, answered: number): boolean {
  if (answered < fewestAnswers) return false
  const sure = rule.decision !== undefined && Math.abs(theta - rule.decision.cut) >= z80 * standardError
  const precise = rule.standardError !== undefined && standardError <= rule.standardError
  return sure || precise
}
