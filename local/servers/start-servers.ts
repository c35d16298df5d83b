/**
 * Starts the real servers that the platform and the tests talk to: MongoDB, Redis behind its REST server,
 * and (unless asked not to) the AWS emulator. What the environment names is used as it is.
 */
import { startAws } from './aws.ts'
import { createContext, type ServerPorts, type ServersOptions } from './context.ts'
import { startMongodb } from './mongodb.ts'
import { endAbandonedServers } from './process-records.ts'
import { startRedis } from './redis.ts'

export type Servers = {
  mongodb: { uri: string; name: string; version: string }
  redis: { restUrl: string; restToken: string; name: string; version: string }
  aws: {
    endpoint: string
    name: string
    version: string
    /** Has an emulator of ours write down what it holds, which it does at its end alone: it is restarted. */
    save(): Promise<void>
  } | null
  ports: ServerPorts
  /** Stops what was started here, in parallel; servers that ran already are left alone. */
  stop(): Promise<void>
}

/**
 * Rejects, with nothing left running, when one of them cannot be started: a ServersUnavailableError when they cannot
 * be installed, a ServerStartError with the server's own last words when it does not come up.
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  await endAbandonedServers(options.env, options.say)
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    await Promise.all(stops.splice(0).map((stopOne) => stopOne()))
  }
  const context = createContext(options, (stopOne) => stops.push(stopOne))
  const starting = [startMongodb(context), startRedis(context), startAws(context)] as const
  try {
    const [mongodb, redis, aws] = await Promise.all(starting)
    return {
      mongodb: mongodb.server,
      redis: redis.server,
      aws: aws.server,
      ports: { mongodb: mongodb.port, redisRest: redis.port, aws: aws.port },
      stop,
    }
  } catch (error) {
    await Promise.allSettled(starting)
    await stop()
    throw error
  }
}
