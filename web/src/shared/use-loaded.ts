/** A value that has to be fetched first, and fetched again on demand. */
import { useCallback, useEffect, useState } from 'preact/hooks'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; error: unknown; reload(): void }
  | { state: 'ready'; value: T; reload(): void }

/** @param load made anew whenever one of `inputs` changes; what an older call brings then is dropped */
export function useLoaded<T>(load: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [round, setRound] = useState(0)
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const reload = useCallback(() => setRound((last) => last + 1), [])
  useEffect(() => {
    let isCurrent = true
    setLoaded({ state: 'loading' })
    load().then(
      (value) => isCurrent && setLoaded({ state: 'ready', value, reload }),
      (error: unknown) => isCurrent && setLoaded({ state: 'failed', error, reload }),
    )
    return () => {
      isCurrent = false
    }
  }, [...inputs, round])
  return loaded
}
