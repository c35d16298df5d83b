/** A proxy before a store that speaks HTTP: Redis' REST server, and AWS. */
import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault, Store, Wire } from './wire.ts'

export type HttpProxy = {
  url: string
  /** Resolves when nothing is on its way any more that its sender has given up. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export type Asked = { headers: IncomingHttpHeaders; method: string; path: string; body: Buffer }
type Reply = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type HttpProxyOptions = {
  store: Exclude<Store, 'mongodb'>
  /** Where requests go on to. */
  target: string
  wire: () => Wire
  nameOf(asked: Asked): string
  /** Learns of each request. */
  seen?(asked: Asked, name: string): void
}

export async function startHttpProxy({ store, target, wire, nameOf, seen }: HttpProxyOptions): Promise<HttpProxy> {
  const agent = new Agent({ keepAlive: true })
  const underWay = new Set<Promise<unknown>>()

  function forward({ method, path, headers, body }: Asked): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const going = request(new URL(path, target), { method, headers, agent }, (incoming) => {
        buffer(incoming).then(
          (bytes) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: bytes }),
          reject,
        )
      })
      going.once('error', reject)
      going.end(body)
    })
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    const givenUp = new Promise<void>((resolve) => response.once('close', resolve))
    const asked = { method, path, headers, body: await buffer(incoming) }
    const name = nameOf(asked)
    seen?.(asked, name)
    const fault = wire().faultFor(store, name)
    if (fault) return perform(fault, { asked, response, givenUp })
    send(response, await forward(asked))
  }

  type Exchange = { asked: Asked; response: ServerResponse; givenUp: Promise<void> }

  async function perform(fault: Fault, { asked, response, givenUp }: Exchange): Promise<void> {
    const now = wire()
    switch (fault.kind) {
      case 'hold':
        await sleep(fault.ms)
        return send(response, await forward(asked))
      case 'late':
        await givenUp
        await sleep(fault.ms)
        await forward(asked)
        return
      case 'never':
        return
      case 'flush':
        await now.flushRedis()
        return send(response, await forward(asked))
      case 'garbage':
        response.writeHead(fault.status, { 'content-type': fault.type }).end(fault.body)
        return
      case 'lose-reply':
        await forward(asked)
        response.destroy()
        return
      case 'kill-before':
        await now.killProcess()
        response.destroy()
        return
      case 'kill-after':
        await forward(asked)
        await now.killProcess()
        response.destroy()
        return
      default:
        response.destroy()
    }
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    const handling = handle(incoming, response)
      // The sender is gone, or the store is: either way nobody gets a reply.
      .catch(() => response.destroy())
      .finally(() => underWay.delete(handling))
    underWay.add(handling)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async settled() {
      await Promise.all(underWay)
    },
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      agent.destroy()
    },
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return
  const { connection: _, 'transfer-encoding': __, ...kept } = headers
  response.writeHead(status, { ...kept, 'content-length': body.length }).end(body)
}
