/**
 * An Upstash-compatible REST server over any Redis or Valkey: what `@upstash/redis` talks to on this machine.
 * The API: https://upstash.com/docs/redis/features/restapi (its event streams and RESP2 replies are left out).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connectRedis, type RedisAddress, type RedisConnection } from './connect-redis.ts'
import { type Encoding, encodeOutcome } from './encode-reply.ts'
import { BadRequestError, type Command, type CommandRequest, readCommands } from './read-commands.ts'

export type RedisRestOptions = RedisAddress & {
  /** What clients must send as their bearer token. */
  token: string
  /** @default 0, a free one */
  port?: number
  /** @default '127.0.0.1' */
  host?: string
}

export type RedisRest = { url: string; token: string; port: number; stop(): Promise<void> }

type Answer = { status: number; body: unknown }

const maxBodyBytes = 10 * 1024 * 1024
const replyTimeoutMs = 5000
/** Longer than clients keep an idle connection, so that none is closed under a request. */
const keepAliveTimeoutMs = 75_000

/** Rejects when Redis is not there or the port is taken. A Redis that goes away later is waited for; meanwhile 503. */
export async function startRedisRest(options: RedisRestOptions): Promise<RedisRest> {
  const { token, port = 0, host = '127.0.0.1' } = options
  const redis = await connectRedis(options)
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
    answer(request, redis, token).then(
      (result) => send(response, result),
      (error: unknown) => send(response, answerOfError(error)),
    )
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve)
    })
  } catch (error) {
    redis.close()
    throw error
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The REST server has no port')
  return {
    url: `http://${host}:${address.port}`,
    token,
    port: address.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      redis.close()
    },
  }
}

async function answer(request: IncomingMessage, redis: RedisConnection, token: string): Promise<Answer> {
  if (!['HEAD', 'GET', 'POST', 'PUT'].includes(request.method ?? '')) {
    return { status: 405, body: { error: 'ERR method not allowed' } }
  }
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const parameters = new URLSearchParams(query)
  const given = request.headers.authorization?.replace(/^Bearer /i, '') ?? parameters.get('_token') ?? ''
  if (!sameSecret(given, token)) return { status: 401, body: { error: 'Unauthorized' } }
  if ((request.headers['upstash-response-format'] ?? 'json') !== 'json') {
    throw new BadRequestError('ERR only the json response format is available')
  }
  const commands = readCommands(path, parameters, await readBody(request))
  return run(commands, redis, request.headers['upstash-encoding'] === 'base64' ? 'base64' : 'utf8')
}

async function run(request: CommandRequest, redis: RedisConnection, encoding: Encoding): Promise<Answer> {
  switch (request.kind) {
    case 'single': {
      const [reply = null] = await replies(redis, [request.command])
      const body = encodeOutcome(reply, encoding)
      return { status: 'error' in body ? 400 : 200, body }
    }
    case 'pipeline': {
      const all = await replies(redis, request.commands)
      return { status: 200, body: all.map((reply) => encodeOutcome(reply, encoding)) }
    }
    case 'transaction': {
      const all = await replies(redis, [['MULTI'], ...request.commands, ['EXEC']])
      const executed = all.at(-1) ?? null
      if (Array.isArray(executed)) {
        return { status: 200, body: executed.map((reply) => encodeOutcome(reply, encoding)) }
      }
      return { status: 400, body: encodeOutcome(executed, encoding) }
    }
  }
}

async function replies(redis: RedisConnection, commands: readonly Command[]) {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('Redis does not reply')), replyTimeoutMs)
  try {
    return await Promise.race([redis.send(commands), timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}

class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Left readable, since the refusal goes out on the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > maxBodyBytes) {
      throw new BodyTooLargeError(`ERR max request size exceeded. Limit: ${maxBodyBytes} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function answerOfError(error: unknown): Answer {
  if (error instanceof BadRequestError) return { status: 400, body: { error: error.message } }
  if (error instanceof BodyTooLargeError) return { status: 413, body: { error: error.message } }
  return {
    status: 503,
    body: { error: `ERR Redis is not available: ${error instanceof Error ? error.message : error}` },
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (status === 413) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Compares in constant time whatever the lengths. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
