/**
 * A proxy before MongoDB that knows one command from the next: OP_MSG (opcode 2013), whose body's first element names the
 * command and, where that is a string, its collection.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, Wire } from './wire.ts'

export type MongoProxy = { port: number; stop(): Promise<void> }

/** What drivers say among themselves, which nobody waits for. */
const handshakes = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo', 'killCursors'])

const opMsg = 2013
const headerBytes = 16

/** @param wire asked at each command, so that it may change between them */
export async function startMongoProxy(port: number, wire: () => Wire): Promise<MongoProxy> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // A broken connection is what all this is about; each side learns of it by the other's end.
      socket.on('error', () => undefined)
      socket.once('close', () => sockets.delete(socket))
    }
    relay(client, upstream, wire)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function relay(client: Socket, upstream: Socket, wire: () => Wire): void {
  /** Replies that do not go on by themselves, by the request's id. */
  const awaited = new Map<number, (reply: Buffer | null) => void>()
  const close = () => {
    // What was written still goes out.
    upstream.end()
    client.destroy()
    for (const resolve of awaited.values()) resolve(null)
    awaited.clear()
  }
  client.once('close', close)
  upstream.once('close', close)

  upstream.on(
    'data',
    splitMessages((reply) => {
      const resolve = awaited.get(reply.readInt32LE(8))
      if (resolve) {
        awaited.delete(reply.readInt32LE(8))
        resolve(reply)
      } else if (client.writable) client.write(reply)
    }),
  )
  const replyTo = (request: Buffer) =>
    new Promise<Buffer | null>((resolve) => {
      if (!upstream.writable) return resolve(null)
      awaited.set(request.readInt32LE(4), resolve)
      upstream.write(request)
    })

  client.on(
    'data',
    splitMessages((request) => {
      const name = commandOf(request)
      const fault = name === undefined ? undefined : wire().faultFor('mongodb', name)
      if (!fault || name === undefined) upstream.write(request)
      else void perform(fault, name, request).catch(close)
    }),
  )

  async function perform(fault: Fault, name: string, request: Buffer): Promise<void> {
    const now = wire()
    switch (fault.kind) {
      case 'hold':
        await sleep(fault.ms)
        upstream.write(request)
        return
      case 'lose-reply':
        await replyTo(request)
        return close()
      case 'kill-before':
        await now.killProcess()
        return close()
      case 'kill-after':
        await replyTo(request)
        await now.killProcess()
        return close()
      case 'fail-command':
        return now.failCommand(fault.data, name.split(' ')[0] ?? name, async () => {
          const reply = await replyTo(request)
          if (reply) client.write(reply)
          else close()
        })
      case 'kill-server-before':
        await now.killServer()
        return close()
      case 'kill-server-after':
        await replyTo(request)
        await now.killServer()
        return close()
      default:
        return close()
    }
  }
}

/** Messages as whole as they were sent, whatever pieces they come in. */
export function splitMessages(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= headerBytes && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0)
      take(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
  }
}

/** `insert attempts`, `bulkWrite`; undefined for handshakes and whatever else is to be left alone. */
export function commandOf(message: Buffer): string | undefined {
  const bodyKind = headerBytes + 4
  if (message.readInt32LE(12) !== opMsg || message[bodyKind] !== 0) return undefined
  // One byte of kind, four of the document's length, one of the element's type, then its name.
  const nameStart = bodyKind + 6
  const nameEnd = message.indexOf(0, nameStart)
  const command = message.toString('utf8', nameStart, nameEnd)
  if (handshakes.has(command)) return undefined
  const isString = message[nameStart - 1] === 2
  if (!isString) return command
  const length = message.readInt32LE(nameEnd + 1)
  return `${command} ${message.toString('utf8', nameEnd + 5, nameEnd + 4 + length)}`
}
