/** Live quizzes' store, over REST. It never decides what is right: every caller has an answer for its absence. */
import { Redis } from '@upstash/redis'
import { log } from './log.ts'
import { countMetric, timed } from './metrics.ts'
import { secrets } from './secrets.ts'

/** Longer than this, and MongoDB answers instead. */
const patienceMs = 250

let client: Promise<Redis> | undefined

export function redis(): Promise<Redis> {
  client ??= secrets().then(
    ({ redisRestUrl, redisRestToken }) =>
      new Redis({
        url: redisRestUrl,
        token: redisRestToken,
        // Retries could apply a script several times, and would wait past our patience.
        retry: { retries: 0 },
        // A function: one static signal would abort all later requests.
        signal: () => AbortSignal.timeout(patienceMs),
        automaticDeserialization: false,
        enableTelemetry: false,
        enableAutoPipelining: false,
      }),
  )
  return client
}

/** Runs a Lua script; undefined when Redis is away, slow or answers with an error. */
export async function runScript(script: string, keys: string[], args: (string | number)[]): Promise<unknown> {
  try {
    const client = await redis()
    return await timed('RedisLatency', () => client.eval(script, keys, args.map(String)))
  } catch (error) {
    // The client's messages print the whole command, answer keys included.
    countMetric('RedisFailures', 1)
    log.warn('redis is not answering', { errorName: error instanceof Error ? error.name : 'unknown' })
    return undefined
  }
}
