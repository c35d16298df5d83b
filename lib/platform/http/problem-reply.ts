/** Errors as RFC 9457 problem details: what the contract names, as it is; anything else as 500 or 503, saying nothing. */
import { type Problem, problems, problemUrn, Refusal } from '../../contract/problem.ts'
import { log } from '../log.ts'
import { isTransient } from '../transient.ts'
import type { HttpReply } from './reply.ts'

/** Seconds until an election or a restart is likely over. */
const storeRetryAfter = 2

type About = { requestId: string; route: string }

export function problemReply(error: unknown, about: About): HttpReply {
  const refusal = error instanceof Refusal ? error : refusalFor(error, about)
  const { status, title } = problems[refusal.problem]
  const { detail, issues, recorded, headers } = refusal.extras
  const body: Problem = {
    type: problemUrn(refusal.problem),
    title,
    status,
    ...(detail !== undefined && { detail }),
    instance: about.requestId,
    ...(issues && { issues }),
    ...(recorded && { recorded }),
  }
  return {
    statusCode: status,
    headers: {
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...headers,
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
    },
    body: JSON.stringify(body),
  }
}

function refusalFor(error: unknown, about: About): Refusal {
  if (isTransient(error)) {
    log.error('a store is away', { ...about, error })
    return new Refusal('store-unavailable', { headers: { 'retry-after': String(storeRetryAfter) }, cause: error })
  }
  log.error('unexpected error', { ...about, error })
  return new Refusal('internal', { cause: error })
}
