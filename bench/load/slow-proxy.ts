/** A proxy that lets every request to a store arrive later by a fixed time, and can write down the round trips. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { commandOf, splitMessages } from '../../test/faults/mongo-proxy.ts'
import type { Trip } from '../../test/support/serial-depth.ts'
import { createDelay } from './delay.ts'

export type Store = 'mongodb' | 'redis' | 'aws'

export type Wire = {
  /** One way, once for each round trip. */
  milliseconds: Record<Store, number>
  /** null while nobody wants to know. */
  trips: Trip[] | null
}

/** Tells where the next round trip begins among the bytes of a connection. */
type Reader = { sent(bytes: Buffer): void; received(): void }

/** Resolves to the port of the proxy. @param port of the store, on 127.0.0.1 */
export async function startSlowProxy(store: Store, port: number, wire: Wire): Promise<number> {
  const delay = createDelay(() => wire.milliseconds[store])
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
    const reader = store === 'mongodb' ? readMongodb(wire) : readHttp(store, wire)
    client.on('data', (bytes) => {
      reader.sent(bytes)
      delay(() => upstream.writable && upstream.write(bytes))
    })
    upstream.on('data', (bytes) => {
      reader.received()
      client.write(bytes)
    })
    tie(client, upstream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return address.port
}

/** Neither side outlives the other; whoever is left learns of it by the end of the connection. */
function tie(client: Socket, upstream: Socket): void {
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy())
    one.once('close', () => other.destroy())
  }
}

/** A request is whatever is sent after a reply: neither side sends the next one earlier. */
function readHttp(store: Store, wire: Wire): Reader {
  let open: Trip | undefined
  return {
    sent() {
      open ??= begin(wire, store)
    },
    received() {
      if (open) open.to = performance.now()
      open = undefined
    },
  }
}

function readMongodb(wire: Wire): Reader {
  let open: Trip | undefined
  return {
    sent: splitMessages((message) => {
      const command = commandOf(message)
      if (command !== undefined) open = begin(wire, `mongodb ${command}`)
    }),
    received() {
      if (open) open.to = performance.now()
    },
  }
}

function begin(wire: Wire, name: string): Trip {
  const trip = { name, from: performance.now(), to: Number.POSITIVE_INFINITY }
  wire.trips?.push(trip)
  return trip
}
