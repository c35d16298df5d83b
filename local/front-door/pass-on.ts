/** Passes requests on to API Gateway, body and reply as streams. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import * as http from 'node:http'
import * as https from 'node:https'
import { pipeline } from 'node:stream'
import { replyGatewayProblem } from './replies.ts'

export type Gateway = {
  /** `http://127.0.0.1:<port>`, or https */
  endpoint: string
  /** By this the gateway tells its APIs apart. */
  host: string
}

/** Of one connection only, not of the message: RFC 9110, section 7.6.1. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** API Gateway's own limit. */
const largestBody = 10 * 1024 * 1024

export type Courier = { passOn(incoming: IncomingMessage, response: ServerResponse): void; close(): void }

export function createCourier({ endpoint, host }: Gateway): Courier {
  const { Agent, request } = endpoint.startsWith('https:') ? https : http
  const agent = new Agent({ keepAlive: true })
  return {
    passOn(incoming, response) {
      // The stage in front keeps the gateway from taking a path such as /health for one of the emulator's own.
      const path = `/$default${incoming.url ?? '/'}`
      const headers = { ...endToEnd(joined(incoming)), host }
      const outgoing = request(endpoint, { agent, method: incoming.method, path, headers }, (reply) =>
        passBack(reply, response),
      )
      outgoing.on('error', () => {
        if (!response.headersSent) replyAway(response)
        else if (!response.writableEnded) response.destroy()
      })
      response.on('close', () => outgoing.destroy())
      watchSize(incoming, () => {
        outgoing.destroy()
        if (response.headersSent) response.destroy()
        else replyGatewayProblem(response, { status: 413, title: 'Request Entity Too Large' })
        incoming.resume()
      })
      incoming.pipe(outgoing)
    },
    close: () => agent.destroy(),
  }
}

/** Lets the rest of a body that is too large run into nothing, so that its sender stays to read the reply. */
function watchSize(incoming: IncomingMessage, exceeded: () => void): void {
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    const before = size
    size += chunk.length
    if (before <= largestBody && size > largestBody) exceeded()
  })
}

function passBack(reply: IncomingMessage, response: ServerResponse): void {
  // No function answers 502: it is the emulator's way to show a function's error, which stays inside on AWS.
  if (reply.statusCode === 502) {
    reply.resume()
    replyGatewayProblem(response, { status: 500, title: 'Internal Server Error' })
    return
  }
  for (const [name, value] of Object.entries(endToEnd(reply.headers))) {
    if (value !== undefined && name !== 'vary' && !name.startsWith('access-control-')) response.setHeader(name, value)
  }
  response.writeHead(reply.statusCode ?? 500)
  pipeline(reply, response, () => undefined)
}

function replyAway(response: ServerResponse): void {
  replyGatewayProblem(response, { status: 503, title: 'Service Unavailable', headers: { 'retry-after': '2' } })
}

/** As API Gateway tells functions of headers that come twice; Node itself would drop all but the first of some. */
const joined = ({ headersDistinct }: IncomingMessage): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(name === 'cookie' ? '; ' : ',')]),
  )

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.includes(name)))
}
