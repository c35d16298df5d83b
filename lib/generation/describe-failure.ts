/** Why a call of the model failed on the way, or was refused by the provider's door. */
import { APIConnectionError, APIError } from 'openai'
import { withoutSecrets } from '../platform/without-secrets.ts'
import { type Completion, failed } from './read-completion.ts'

type Circumstances = { signal: AbortSignal; apiKey: string; now: Date }

/** Of a provider that says "too many" and not for how long. */
const usualRetrySeconds = 20

export function describeFailure(error: unknown, { signal, apiKey, now }: Circumstances): Completion {
  if (signal.aborted) return failed('timed-out', 'the time for it was up')
  if (error instanceof APIError && typeof error.status === 'number') {
    return describeStatus(error, error.status, withoutSecrets(error.message, apiKey), now)
  }
  const code = deepestCode(error)
  // The client says so of a connection that never came about, fetch itself of one that broke in the body.
  return error instanceof APIConnectionError
    ? failed('unreachable', `no connection: ${code}`)
    : failed('cut-off', `the connection broke: ${code}`, { isWorthRepeating: true })
}

function describeStatus(error: APIError, status: number, detail: string, now: Date): Completion {
  const retryAfterSeconds = retryAfter(error.headers, now)
  if (status === 402 || error.code === 'insufficient_quota' || error.type === 'insufficient_quota') {
    return failed('quota-exhausted', detail, { retryAfterSeconds })
  }
  if (status === 429) {
    return failed('rate-limited', detail, { retryAfterSeconds: retryAfterSeconds ?? usualRetrySeconds })
  }
  return failed('provider-error', detail, {
    retryAfterSeconds,
    isWorthRepeating: status >= 500 && retryAfterSeconds === null,
    isBadRequest: status === 400 || status === 422,
  })
}

/** Seconds, by `retry-after-ms`, else by `retry-after` as a number or a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers | undefined, now: Date): number | null {
  const milliseconds = headers?.get('retry-after-ms')
  if (milliseconds && Number(milliseconds) >= 0) return Number(milliseconds) / 1_000
  const given = headers?.get('retry-after')
  if (!given) return null
  const seconds = Number.isNaN(Number(given)) ? (Date.parse(given) - now.getTime()) / 1_000 : Number(given)
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}

/** `ECONNREFUSED` and the like hide beneath general words. */
function deepestCode(error: unknown): string {
  let code = error instanceof Error ? error.name : 'unknown'
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') code = cause.code
  }
  return code
}
