/** Something that a button or a form does: whether it is under way, and how it went. */
import { useState } from 'preact/hooks'

export type Action<A extends unknown[]> = {
  run(...args: A): Promise<void>
  isRunning: boolean
  /** Of the last run; null when it went well, or is not over. */
  error: unknown
}

/** A second run while the first is under way does nothing. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<void>): Action<A> {
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (...args: A) => {
    if (isRunning) return
    setRunning(true)
    setError(null)
    try {
      await act(...args)
    } catch (fault) {
      setError(fault)
    } finally {
      setRunning(false)
    }
  }
  return { run, isRunning, error }
}
