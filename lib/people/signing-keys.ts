/**
 * The issuer's public keys: fetched when a token names one that is not known yet, and anew every few hours, so that a
 * withdrawn key goes.
 */
import { assertIsJwks, type Jwks, type JwksCache, SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { Refusal } from '../contract/problem.ts'
import type { Clock } from '../platform/clock.ts'
import { faultOf, log } from '../platform/log.ts'
import { createPenaltyBox } from './penalty-box.ts'

const patienceMs = 3_000
const lifetimeMs = 6 * 60 * 60 * 1_000
const secondTryMs = 60_000

/** However many key ids are made up, at most five fetches at once and one every six seconds after that. */
const burst = 5
const refillMs = 6_000

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws Error when the address could be tampered with on its way */
export function assertTrustworthy(address: string): void {
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname))) return
  throw new Error(`TOKEN_JWKS_URI must be https, or http on a loopback host: ${address}`)
}

/** @returns a cache whose look-ups throw Refusal store-unavailable while the keys cannot be had */
export function createSigningKeys(clock: Clock): JwksCache {
  const allowance = createAllowance(clock)
  /** Milliseconds since the epoch; undefined until there are keys. */
  let freshUntil: number | undefined
  const keys = new SimpleJwksCache({
    penaltyBox: createPenaltyBox(clock),
    fetcher: {
      async fetch(uri) {
        for (let triesLeft = freshUntil === undefined ? 2 : 1; ; triesLeft -= 1) {
          const waitMs = allowance.take()
          if (waitMs > 0) throw keysUnavailable(waitMs)
          try {
            return await download(uri)
          } catch (error) {
            // Without keys nobody gets in: one lost packet, or an issuer that takes a moment, must not turn people away.
            if (triesLeft === 1) throw keysUnavailable(refillMs, error)
            log.warn('the signing keys are asked for once more', { error: faultOf(error) })
          }
        }
      },
    },
    jwksParser(bytes) {
      const jwks = parseKeys(bytes)
      freshUntil = clock().getTime() + lifetimeMs
      return jwks
    },
  })
  return {
    getJwks: (uri) => keys.getJwks(uri),
    getCachedJwk: (uri, token) => keys.getCachedJwk(uri, token),
    addJwks: (uri, jwks) => keys.addJwks(uri, jwks),
    async getJwk(uri, token) {
      const now = clock().getTime()
      if (freshUntil !== undefined && freshUntil < now) {
        // Should this fail, the old keys are still the issuer's, most likely: better than turning everybody away.
        freshUntil = now + secondTryMs
        await keys.getJwks(uri).catch(() => undefined)
      }
      return keys.getJwk(uri, token)
    },
  }
}

async function download(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`)
  return await response.arrayBuffer()
}

function parseKeys(bytes: ArrayBuffer): Jwks {
  try {
    const jwks = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    assertIsJwks(jwks)
    return jwks
  } catch (cause) {
    throw keysUnavailable(refillMs, cause)
  }
}

function keysUnavailable(waitMs: number, cause?: unknown): Refusal {
  log.error('the signing keys cannot be had', { error: cause instanceof Error ? cause : 'fetched too often' })
  return new Refusal('store-unavailable', {
    detail: 'the keys that tokens are checked with cannot be fetched at the moment',
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
    cause,
  })
}

/** A token bucket. */
function createAllowance(clock: Clock) {
  let left = burst
  let countedAt = clock().getTime()
  return {
    /** Takes one, or says in how many milliseconds there is one again. */
    take(): number {
      const now = clock().getTime()
      left = Math.min(burst, left + Math.max(0, now - countedAt) / refillMs)
      countedAt = now
      if (left < 1) return (1 - left) * refillMs
      left -= 1
      return 0
    },
  }
}
