/** Whether the stores answer, found out in bounded time. */
import { log } from './log.ts'
import { database } from './mongo.ts'
import { redis } from './redis.ts'

export type StoreState = 'up' | 'down'

const patienceMs = 2_000

export async function checkStores(): Promise<{ mongodb: StoreState; redis: StoreState }> {
  const [mongodb, redisState] = await Promise.all([
    stateOf('mongodb', async () => (await database()).command({ ping: 1 })),
    stateOf('redis', async () => (await redis()).ping()),
  ])
  return { mongodb, redis: redisState }
}

async function stateOf(store: string, ask: () => Promise<unknown>): Promise<StoreState> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
  })
  try {
    await Promise.race([ask(), timeout])
    return 'up'
  } catch (error) {
    // By name only: the Redis client's errors say too much.
    log.warn('a store does not answer', { store, errorName: error instanceof Error ? error.name : 'unknown' })
    return 'down'
  } finally {
    clearTimeout(timer)
  }
}
