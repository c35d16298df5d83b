import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { buffer, json, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { apiHost, startDoor } from './start-door.ts'

type Seen = { method: string; url: string; headers: Record<string, string>; body: string }

/** Replies with what it got. */
const mirror = async (incoming: IncomingMessage) => {
  const { method, url, headers } = incoming
  return JSON.stringify({ method, url, headers, body: await text(incoming) })
}

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
  '%s goes to the API, under its host name and its stage',
  async (method) => {
    const url = await startDoor(async (incoming, response) => response.end(await mirror(incoming)))
    const reply = await fetch(`${url}/api/topics/a%20b%2Fc?x=1&x=2&y=%C3%BC`, { method })
    const seen = (await reply.json()) as Seen
    expect(seen).toMatchObject({ method, url: '/$default/api/topics/a%20b%2Fc?x=1&x=2&y=%C3%BC' })
    expect(seen.headers.host).toBe(apiHost)
  },
)

test('HEAD is passed on as HEAD', async () => {
  const url = await startDoor((incoming, response) => response.setHeader('x-method', `${incoming.method}`).end())
  const reply = await fetch(`${url}/api/topics`, { method: 'HEAD' })
  expect(reply.headers.get('x-method')).toBe('HEAD')
})

test('body and end-to-end headers arrive as they are, those of the connection do not', async () => {
  const url = await startDoor(async (incoming, response) => response.end(await mirror(incoming)))
  const outgoing = request(`${url}/api/quiz/start`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer token',
      'idempotency-key': 'k1',
      te: 'trailers',
      'keep-alive': 'timeout=1',
      connection: 'close, x-private',
      'x-private': 'for the next hop',
    },
  })
  outgoing.end('{"topicId":"ü"}')
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage]
  const seen = (await json(reply)) as Seen
  expect(seen.body).toBe('{"topicId":"ü"}')
  expect(seen.headers).toMatchObject({ authorization: 'Bearer token', 'idempotency-key': 'k1' })
  for (const name of ['te', 'keep-alive', 'x-private']) expect(seen.headers).not.toHaveProperty(name)
})

test('status, headers and bytes of the reply come back as they are', async () => {
  const bytes = Buffer.from([0, 255, 10, 13, 128])
  const url = await startDoor((_incoming, response) => {
    response.writeHead(202, { location: '/api/quiz/1', 'retry-after': '1', 'content-type': 'application/octet-stream' })
    response.end(bytes)
  })
  const reply = await fetch(`${url}/api/quiz/start`, { method: 'POST' })
  expect(reply.status).toBe(202)
  expect(reply.headers.get('location')).toBe('/api/quiz/1')
  expect(reply.headers.get('retry-after')).toBe('1')
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(bytes)
})

test('bodies are streamed: the gateway gets the first part before there is a last', async () => {
  const arrived = Promise.withResolvers<string>()
  const url = await startDoor((incoming, response) => {
    incoming.once('data', (chunk) => arrived.resolve(String(chunk)))
    incoming.on('end', () => response.end('done')).resume()
  })
  const outgoing = request(`${url}/api/quiz/start`, { method: 'POST' })
  outgoing.write('first')
  expect(await arrived.promise).toBe('first')
  outgoing.end('last')
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage]
  expect(String(await buffer(reply))).toBe('done')
})

test('a caller who goes away takes the request to the gateway along', async () => {
  const started = Promise.withResolvers<IncomingMessage>()
  const url = await startDoor((incoming) => started.resolve(incoming))
  const outgoing = request(`${url}/api/topics`).on('error', () => undefined)
  outgoing.end()
  const incoming = await started.promise
  const closed = once(incoming.socket, 'close')
  outgoing.destroy()
  await closed
})

test('without a gateway the service is unavailable, as problem details with Retry-After', async () => {
  const reply = await fetch(`${await startDoor(null)}/api/topics`, { method: 'POST', body: '{}' })
  expect(reply.status).toBe(503)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await reply.json()).toEqual({ type: 'about:blank', title: 'Service Unavailable', status: 503 })
})

test('a gateway that hangs up before it replies is one that is away', async () => {
  const url = await startDoor((incoming) => incoming.socket.destroy())
  expect((await fetch(`${url}/api/topics`)).status).toBe(503)
})

test('a reply that breaks off breaks off', async () => {
  const url = await startDoor((_incoming, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  await expect(fetch(`${url}/api/topics`).then((reply) => reply.text())).rejects.toThrow()
})

test("a function's error stays inside: the caller is told no more than by API Gateway", async () => {
  const url = await startDoor((_incoming, response) => {
    response.writeHead(502, { 'content-type': 'application/json' })
    response.end('{"errorMessage":"Error: secret at /home/me/file.ts","errorType":"Error"}')
  })
  const reply = await fetch(`${url}/api/topics`)
  expect(reply.status).toBe(500)
  expect(await reply.json()).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 })
})

test('a body beyond 10 MiB is refused, said or unsaid how long it is', async () => {
  const url = await startDoor((incoming, response) => incoming.on('end', () => response.end()).resume())
  const body = Buffer.alloc(10 * 1024 * 1024 + 1)
  const announced = await fetch(`${url}/api/topics`, { method: 'POST', body })
  expect(announced.status).toBe(413)
  const outgoing = request(`${url}/api/topics`, { method: 'POST' }).on('error', () => undefined)
  // In two parts, so that Node does not announce the length.
  outgoing.write(body.subarray(1))
  outgoing.end(body.subarray(0, 1000))
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage]
  expect(reply.statusCode).toBe(413)
})
