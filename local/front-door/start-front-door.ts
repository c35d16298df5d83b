/** The one address of the local platform: web client, local-only routes, and everything else through API Gateway. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { allowOrigins, answerPreflight, corsHeaders } from './cors.ts'
import { answerLocalRoute, type LocalService } from './local-routes.ts'
import { createCourier, type Gateway } from './pass-on.ts'
import { serveWebClient, type WebClient } from './web-client.ts'

export type FrontDoor = { url: string; stop(): Promise<void> }

export type FrontDoorOptions = {
  /** 0 picks a free one. */
  port: number
  gateway: Gateway
  local: LocalService
  webClient: WebClient
  /** Web origins that may call besides those on this machine. */
  origins: readonly string[]
}

/** @throws when the port is taken */
export async function startFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const allowed = allowOrigins(options.origins)
  const courier = createCourier(options.gateway)
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (answerPreflight(request, response, allowed)) return
    for (const [name, value] of Object.entries(corsHeaders(request.headers.origin, allowed))) {
      response.setHeader(name, value)
    }
    if (answerLocalRoute(options.local, request, response)) return
    if (serveWebClient(options.webClient, request, response)) return
    courier.passOn(request, response)
  }
  const server = createServer((request, response) => {
    // Whatever a request makes go wrong must not end the platform.
    try {
      answer(request, response)
    } catch (error) {
      console.error(error)
      response.destroy()
    }
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const hurry = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(hurry)
      courier.close()
    },
  }
}

/** What requests under way get to be answered. */
const graceMs = 2_000

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port')
  return address.port
}
