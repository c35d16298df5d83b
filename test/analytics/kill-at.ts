/** Stores that die at a given call, as a process that is killed: nothing it sends after that arrives. */
import type { NightDeps } from '../../lib/analytics/night/deps.ts'

export class Killed extends Error {}

export type Mortal = {
  deps: NightDeps
  /** Store calls so far. */
  calls(): number
}

const cursors = new Set<string | symbol>(['find', 'aggregate'])
const raise = (error: Killed) => {
  throw error
}
const reject = (error: Killed) => Promise.reject(error)

/** @param at the call that does not arrive; 0 for none. With `after`, it does, and only its answer is lost. */
export function killAt(deps: NightDeps, at: number, after = false): Mortal {
  let calls = 0
  const count = (arrive: () => unknown, fail: (error: Killed) => unknown): unknown => {
    calls += 1
    if (at === 0 || calls < at) return arrive()
    if (calls > at || !after) return fail(new Killed(`killed at call ${at}`))
    const answer = arrive()
    const lost = new Killed(`killed after call ${at}`)
    return answer instanceof Promise ? answer.then(() => Promise.reject(lost)) : fail(lost)
  }
  const watch = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name)
        if (typeof value !== 'function') return value
        return (...words: unknown[]) => count(() => value.apply(object, words), cursors.has(name) ? raise : reject)
      },
    })
  const collections = Object.fromEntries(Object.entries(deps.collections).map(([name, each]) => [name, watch(each)]))
  const mortal = { ...deps, collections: collections as NightDeps['collections'], s3: watch(deps.s3) }
  return { deps: mortal, calls: () => calls }
}
