/** Keeps key ids that the issuer did not know from being asked for again and again. */
import { WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error'
import type { PenaltyBox } from 'aws-jwt-verify/jwk'
import type { Clock } from '../platform/clock.ts'

/** How long a key id that the issuer did not know is refused unasked, and how many of them are kept in mind. */
const penaltyMs = 60_000
const mostPenalties = 1_000

/**
 * A penalty for each key id: the box that comes with aws-jwt-verify shuts the whole issuer out, so that one token with
 * a made-up `kid` would keep everybody with a freshly rotated key waiting.
 */
export function createPenaltyBox(clock: Clock): PenaltyBox {
  const until = new Map<string, number>()
  return {
    async wait(_uri, kid) {
      if ((until.get(kid) ?? 0) > clock().getTime()) throw new WaitPeriodNotYetEndedJwkError('unknown key id')
    },
    registerFailedAttempt(_uri, kid) {
      const oldest = until.keys().next().value
      if (until.size >= mostPenalties && oldest !== undefined) until.delete(oldest)
      until.delete(kid)
      until.set(kid, clock().getTime() + penaltyMs)
    },
    registerSuccessfulAttempt(_uri, kid) {
      until.delete(kid)
    },
  }
}
