/** With MongoDB away, requests are asked to come back: 503 with Retry-After, never 500. And they may. */
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterAll, expect, inject, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { getMeRoute, getMyProgressRoute } from '../../lib/contract/routes/people.ts'
import { getHealthRoute, getOpenapiRoute } from '../../lib/contract/routes/service.ts'
import { listTopicsRoute } from '../../lib/contract/routes/topics.ts'
import { closeDatabase } from '../../lib/platform/mongo.ts'
import { call, refused } from '../support/call.ts'
import { issuer } from '../support/environment.ts'

const token = issuer?.mint() ?? ''
const server = new URL(inject('mongodbUri'))

/** Leads to MongoDB while it is open; before that, nothing listens at its port. */
const passage = createServer((socket) => {
  const onward = connect(Number(server.port || 27017), server.hostname)
  socket.pipe(onward).pipe(socket)
  for (const end of [socket, onward]) end.on('error', () => undefined)
})
const port = await freePort()
const address = new URL(server)
address.host = `127.0.0.1:${port}`
address.searchParams.set('directConnection', 'true')
process.env.MONGODB_URI = address.href

afterAll(async () => {
  await closeDatabase()
  passage.close()
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

test('whoever needs it is asked to come back', async () => {
  const routes = [getMeRoute, getMyProgressRoute, listTopicsRoute]
  for (const { status, headers, body } of await Promise.all(routes.map((route) => refused(route, { token })))) {
    expect([status, body.type]).toEqual([503, problemUrn('store-unavailable')])
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect(JSON.stringify(body)).not.toContain('127.0.0.1')
  }
})

test('the service is down, and says so', async () => {
  const { status, headers, body } = await call(getHealthRoute)
  expect(status).toBe(503)
  expect(body).toEqual({ status: 'down', stores: { mongodb: 'down', redis: 'up' } })
  expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
})

test('a bad token is refused all the same: no store is asked', async () => {
  expect(await refused(getMeRoute, { token: 'word' })).toMatchObject({ status: 401 })
})

test('the contract can be read', async () => {
  expect(await call(getOpenapiRoute)).toMatchObject({ status: 200 })
})

test('the same functions serve as soon as it is back', async () => {
  await new Promise<void>((resolve) => passage.listen(port, '127.0.0.1', resolve))
  expect(await call(getMeRoute, { token })).toMatchObject({ status: 200 })
  expect(await call(getHealthRoute)).toMatchObject({ status: 200, body: { status: 'ok' } })
})
