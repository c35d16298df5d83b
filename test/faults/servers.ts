/** The servers under the lanes: one MongoDB for all or one for each, a Valkey for each, AWS for all. */
import { join } from 'node:path'
import { startAws } from '../../local/servers/aws.ts'
import { createContext } from '../../local/servers/context.ts'
import { describeSecantus, findSecantusdRs } from '../../local/servers/mongodb.ts'
import { startRedis } from '../../local/servers/redis.ts'
import { makeTemporaryDirectory } from '../../local/servers/temporary-directory.ts'

export type FaultServers = {
  directory: string
  /** `secantusd-rs` does failCommand as MongoDB does. */
  isRust: boolean
  awsEndpoint: string
  /** A MongoDB that can be killed: gone at once, then started again. */
  startMongodb(name: string): Promise<{ port: number; kill(): Promise<void> }>
  startRedis(name: string): Promise<{ restUrl: string; restToken: string }>
  stop(): Promise<void>
}

/** @param awsEndpoint an emulator that runs already; without it one is started */
export async function startFaultServers(say: (line: string) => void, awsEndpoint?: string): Promise<FaultServers> {
  const folder = await makeTemporaryDirectory()
  const stops: (() => Promise<void>)[] = []
  // Not the stores that the environment names: those are not ours to break.
  const { PATH, HOME, XDG_CACHE_HOME } = process.env
  const env = { PATH, HOME, XDG_CACHE_HOME }
  const contextFor = (name: string, tell = say) =>
    createContext({ dataDirectory: join(folder.path, name), memory: true, env, say: tell }, (stop) => stops.push(stop))
  const stop = async () => {
    await Promise.all(stops.splice(0).map((stopOne) => stopOne()))
    await folder.remove()
  }
  try {
    const rust = await findSecantusdRs(env)
    const aws = awsEndpoint ? { endpoint: awsEndpoint } : (await startAws(contextFor('aws'))).server
    if (!aws) throw new Error('there is no AWS emulator')
    return {
      directory: folder.path,
      isRust: rust !== undefined,
      awsEndpoint: aws.endpoint,
      async startMongodb(name) {
        // It is killed so often that nobody wants to hear of it.
        const context = contextFor(name, () => undefined)
        const command = rust ? ([rust] as const) : ([(await context.wheels()).python, '-m', 'secantus'] as const)
        const directory = join(folder.path, name, 'mongodb')
        const { port, restart } = await context.start(async (port) => ({
          ...(await describeSecantus({ command, directory, port, testCommands: true })),
          // SIGKILL at once.
          stopTimeoutMs: 0,
        }))
        return { port, kill: restart }
      },
      startRedis: async (name) => (await startRedis(contextFor(name))).server,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
