/** The inner side of the REST server: one RESP2 connection that all requests share and that heals by itself. */
import { createClient, ErrorReply, RESP_TYPES } from 'redis'
import type { Reply } from './encode-reply.ts'
import type { Command } from './read-commands.ts'

export type RedisAddress = { socketPath: string } | { url: string }

export type RedisConnection = {
  /** Sends the commands in one go and in order; a command's own error is its reply. Rejects when Redis is away. */
  send(commands: readonly Command[]): Promise<Reply[]>
  close(): void
}

const connectTimeoutMs = 2000
const reconnectEveryMs = 50

/** Resolves once connected; rejects when the first connection cannot be made. */
export async function connectRedis(address: RedisAddress): Promise<RedisConnection> {
  let connected = false
  const reconnectStrategy = (_retries: number, cause: Error) => (connected ? reconnectEveryMs : cause)
  const client = createClient({
    // RESP2 keeps HGETALL and its like flat, as Upstash replies.
    RESP: 2,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    // Rejects at once while Redis is away, and drops whole what was on its way when the connection broke:
    // a transaction is never continued on the next connection.
    disableOfflineQueue: true,
    ...('url' in address
      ? { url: address.url, socket: { reconnectStrategy, connectTimeout: connectTimeoutMs } }
      : { socket: { path: address.socketPath, tls: false, reconnectStrategy, connectTimeout: connectTimeoutMs } }),
  })
  // Each request that meets a broken connection is told so by its own rejection.
  client.on('error', () => undefined)
  await client.connect()
  connected = true

  const sendOne = (command: Command) =>
    client.sendCommand<Reply>(command).catch((error: unknown): Reply => {
      if (error instanceof ErrorReply) return error
      throw error
    })
  return {
    send: (commands) => Promise.all(commands.map(sendOne)),
    close: () => client.destroy(),
  }
}
