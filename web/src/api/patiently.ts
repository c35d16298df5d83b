/** Calls that are made again while that can help; only for those that do the same when they come twice. */
import { ApiError, ConnectionError } from './client.ts'

/** Why a call has to be made again, and in how many seconds. */
export type Delay = { reason: 'lost' | 'maintenance' | 'too-fast' | 'fault'; seconds: number }

type Patience = { wait(seconds: number): Promise<void>; isGivenUp(): boolean }

const firstWait = 1
const longestWait = 15
/** A fault of the server's own may be of one moment, but it may also be for good. */
const mostFaults = 3

/** @throws what the last call threw, when trying again cannot help or nobody waits any more */
export async function patiently<T>(
  call: () => Promise<T>,
  onDelay: (delay: Delay) => void,
  { wait, isGivenUp }: Patience,
): Promise<T> {
  let faults = 0
  for (let seconds = firstWait; ; seconds = Math.min(longestWait, seconds * 2)) {
    try {
      return await call()
    } catch (error) {
      const reason = reasonToRepeat(error)
      if (reason === 'fault') faults += 1
      if (!reason || faults > mostFaults || isGivenUp()) throw error
      const asked = error instanceof ApiError ? error.retryAfterSeconds : null
      const delay = { reason, seconds: asked ?? seconds }
      onDelay(delay)
      await wait(delay.seconds)
      if (isGivenUp()) throw error
    }
  }
}

function reasonToRepeat(error: unknown): Delay['reason'] | null {
  if (error instanceof ConnectionError) return 'lost'
  if (!(error instanceof ApiError)) return null
  if (error.status === 429) return 'too-fast'
  if (error.status === 503) return 'maintenance'
  return error.status >= 500 ? 'fault' : null
}
