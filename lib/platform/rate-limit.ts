/** So many calls of a kind for each caller and minute, counted in Redis; without Redis, nobody is held up. */
import { Refusal } from '../contract/problem.ts'
import { runScript } from './redis.ts'

const windowMs = 60_000

/** Long enough that clocks of two functions may differ. */
const lifetimeSeconds = 120

/**
 * KEYS: 1 the window's counter
 * ARGV: 1 its lifetime in seconds
 * Gives the calls so far, this one included. A reply that got lost and a second call count twice: to the caller's cost.
 */
const countScript = `
local calls = redis.call('INCR', KEYS[1])
if calls == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return calls
`

/**
 * Counts a call.
 * @param kind what is counted: `starts`, `reports`, `admin`
 * @param who the token's `sub`
 * @param limit calls a minute
 * @throws Refusal too-many-requests, with the seconds until the next minute in Retry-After
 */
export async function countCall(kind: string, who: string, limit: number, now: Date): Promise<void> {
  const calls = await runScript(countScript, [`rate:{${who}}:${kind}:${minuteOf(now)}`], [lifetimeSeconds])
  if (calls !== undefined && Number(calls) > limit) throw tooManyRequests(limit, now)
}

const minuteOf = (now: Date) => Math.floor(now.getTime() / windowMs)

/** What to say to a caller who is over the limit in the minute of `now`. */
export const tooManyRequests = (limit: number, now: Date) =>
  new Refusal('too-many-requests', {
    detail: `at most ${limit} a minute`,
    headers: { 'retry-after': String(Math.ceil(((minuteOf(now) + 1) * windowMs - now.getTime()) / 1_000)) },
  })
