/**
 * Waits that are shorter than a timer's millisecond. While anything waits, the thread sleeps for a twentieth of a
 * millisecond at a time, and looks for input in between: some tenths of a millisecond's exactness for little processor time.
 */
import { performance } from 'node:perf_hooks'

type Waiting = { readonly due: number; readonly then: () => void }

const asleep = new Int32Array(new SharedArrayBuffer(4))
const napMs = 0.05

/** Calls back in the order of the calls. @param milliseconds read at each call */
export function createDelay(milliseconds: () => number): (then: () => void) => void {
  let waiting: Waiting[] = []
  const look = () => {
    const now = performance.now()
    const first = waiting.findIndex(({ due }) => due > now)
    const due = first === -1 ? waiting : waiting.slice(0, first)
    waiting = first === -1 ? [] : waiting.slice(first)
    for (const { then } of due) then()
    if (waiting.length === 0) return
    Atomics.wait(asleep, 0, 0, napMs)
    setImmediate(look)
  }
  return (then) => {
    const wasIdle = waiting.length === 0
    waiting.push({ due: performance.now() + milliseconds(), then })
    if (wasIdle) setImmediate(look)
  }
}
