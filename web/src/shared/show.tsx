/** What is shown while something loads, when it failed, and when it is there. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ApiError, ConnectionError } from '../api/client.ts'
import type { Delay } from '../api/patiently.ts'
import { strings } from '../strings.ts'
import type { Loaded } from './use-loaded.ts'

export function Show<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  switch (loaded.state) {
    case 'loading':
      return <Waiting text={strings.loading} />
    case 'failed':
      return <Failure error={loaded.error} retry={loaded.reload} />
    case 'ready':
      return <>{children(loaded.value)}</>
  }
}

export const Waiting = ({ text }: { text: string }) => (
  <p class="waiting" role="status">
    {text}
  </p>
)

/** Says what went wrong; where the server said when to come back, comes back by itself. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const seconds = error instanceof ApiError ? error.retryAfterSeconds : null
  const issues = error instanceof ApiError ? (error.problem?.issues ?? []) : []
  return (
    <div class="card failure">
      <div role="alert">
        <h2>{titleOf(error)}</h2>
        <p>{error instanceof Error ? error.message : strings.unknownError}</p>
        {issues.length > 0 && (
          <ul>
            {issues.map(({ path, message }) => (
              <li key={path}>
                <code>{path}</code>: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      {retry && seconds !== null && <Countdown seconds={seconds} then={retry} />}
      {retry && (
        <button type="button" onClick={retry}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  )
}

function titleOf(error: unknown): string {
  if (error instanceof ConnectionError) return strings.noConnection
  if (error instanceof ApiError && error.status === 503) return strings.maintenance
  if (error instanceof ApiError && error.status === 429) return strings.tooFast
  return strings.somethingWrong
}

const delayTitles: Record<Delay['reason'], string> = {
  lost: strings.noConnection,
  maintenance: strings.maintenance,
  'too-fast': strings.tooFast,
  fault: strings.somethingWrong,
}

/** A call that is about to be made again. */
export const DelayNotice = ({ delay, note }: { delay: Delay; note?: string }) => (
  <div class="card failure">
    <div role="status">
      <h2>{delayTitles[delay.reason]}</h2>
      {note && <p>{note}</p>}
    </div>
    <Countdown key={delay} seconds={delay.seconds} />
  </div>
)

/** Counts down, and calls `then` once at the end. Read out only when asked for, not every second. */
function Countdown({ seconds, then }: { seconds: number; then?: () => void }) {
  const [left, setLeft] = useState(Math.max(1, Math.ceil(seconds)))
  useEffect(() => {
    if (left === 0) {
      then?.()
      return
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left])
  return (
    <p role="timer" class="faint">
      {strings.tryingAgainIn(left)}
    </p>
  )
}
