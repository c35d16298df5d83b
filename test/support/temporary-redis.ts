/** A Valkey of its own, with its REST server, for a test file that flushes or stops Redis; it takes some 30 ms. */
import { afterAll } from 'vitest'
import { createContext } from '../../local/servers/context.ts'
import { startRedis } from '../../local/servers/redis.ts'
import { makeTemporaryDirectory } from '../../local/servers/temporary-directory.ts'

export type TemporaryRedis = {
  restUrl: string
  restToken: string
  /** From now on every connection is refused. */
  stop(): Promise<void>
}

/** Empty; stopped when the file, or the `describe` around the call, is done. */
export async function temporaryRedis(): Promise<TemporaryRedis> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    await Promise.all(stops.splice(0).map((stopOne) => stopOne()))
  }
  const folder = await makeTemporaryDirectory()
  afterAll(async () => {
    await stop()
    await folder.remove()
  })
  // Not the Redis that the environment names: that one is everybody's.
  const { PATH, HOME, XDG_CACHE_HOME } = process.env
  const context = createContext(
    { dataDirectory: folder.path, memory: true, env: { PATH, HOME, XDG_CACHE_HOME }, say: () => undefined },
    (stopOne) => stops.push(stopOne),
  )
  const { server } = await startRedis(context)
  return { restUrl: server.restUrl, restToken: server.restToken, stop }
}
