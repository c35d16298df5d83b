import { request } from 'node:http'
import { expect, test, vi } from 'vitest'
import type { LocalDescription } from '../../../local/front-door/local-routes.ts'
import { startDoor } from './start-door.ts'

const post = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

test('GET /local says where everything is', async () => {
  const description = { mongodbUri: 'mongodb://127.0.0.1:1/quiz', queues: { a: 'http://127.0.0.1:2/0/a' } }
  const url = await startDoor(null, { local: { describe: async () => description as unknown as LocalDescription } })
  const reply = await fetch(`${url}/local`)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  expect(await reply.json()).toEqual(description)
})

test('POST /local/token gives a token to anybody', async () => {
  const mintToken = vi.fn(async () => 'signed')
  const url = await startDoor(null, { local: { mintToken } })
  const person = { email: 'ada@school.example', name: 'Ada', hostedDomain: 'school.example', admin: true }
  const reply = await fetch(`${url}/local/token`, post(person))
  expect(reply.status).toBe(200)
  expect(await reply.json()).toEqual({ idToken: 'signed' })
  expect(mintToken).toHaveBeenCalledWith(person)
  await fetch(`${url}/local/token`, post({ email: 'bob@mail.example' }))
  expect(mintToken).toHaveBeenLastCalledWith({ email: 'bob@mail.example', admin: false })
})

test.each([
  [{}, '/email'],
  [{ email: 'nobody' }, '/email'],
  [{ email: 'a@b.example', name: ' ' }, '/name'],
  [{ email: 'a@b.example', hostedDomain: 'no domain' }, '/hostedDomain'],
  [{ email: 'a@b.example', admin: 'yes' }, '/admin'],
  [{ email: 'a@b.example', role: 'admin' }, '/'],
  [[], '/'],
])('a token for %j is refused with 422 and the path %s', async (body, path) => {
  const mintToken = vi.fn(async () => 'signed')
  const url = await startDoor(null, { local: { mintToken } })
  const reply = await fetch(`${url}/local/token`, post(body))
  expect(reply.status).toBe(422)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(await reply.json()).toMatchObject({
    type: 'urn:adaptive-quiz:problem:invalid-request',
    status: 422,
    issues: expect.arrayContaining([expect.objectContaining({ path })]),
  })
  expect(mintToken).not.toHaveBeenCalled()
})

test.each([
  ['{"email":', 'application/json', 400],
  ['{}', 'text/plain', 415],
  ['x'.repeat(65_537), 'application/json', 413],
])('a body that cannot be read (%#) is refused', async (body, type, status) => {
  const reply = await fetch(`${await startDoor(null)}/local/token`, post(body, type))
  expect(reply.status).toBe(status)
})

test('with Google’s own sign-in there are no local tokens', async () => {
  const url = await startDoor(null, { local: { mintToken: null } })
  expect((await fetch(`${url}/local/token`, post({ email: 'a@b.example' }))).status).toBe(404)
})

test('POST /local/schedule/nightly asks for the night of a date, or of the day just ended', async () => {
  const requestNight = vi.fn(async () => 'event-1')
  const url = await startDoor(null, { local: { requestNight } })
  const reply = await fetch(`${url}/local/schedule/nightly`, post({ date: '2026-02-28' }))
  expect(reply.status).toBe(202)
  expect(await reply.json()).toEqual({ eventId: 'event-1' })
  expect(requestNight).toHaveBeenCalledWith({ date: '2026-02-28' })
  await fetch(`${url}/local/schedule/nightly`, { method: 'POST' })
  expect(requestNight).toHaveBeenLastCalledWith({})
  expect((await fetch(`${url}/local/schedule/nightly`, post({ date: '2026-02-30' }))).status).toBe(422)
})

test('other local paths are not found, other methods not allowed', async () => {
  const url = await startDoor(null)
  expect((await fetch(`${url}/local/elsewhere`)).status).toBe(404)
  expect((await fetch(`${url}/local/constructor`)).status).toBe(404)
  const reply = await fetch(`${url}/local/token`)
  expect(reply.status).toBe(405)
  expect(reply.headers.get('allow')).toBe('POST')
})

test('a fault is 500 and says nothing', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const url = await startDoor(null, { local: { describe: () => Promise.reject(new Error('secret')) } })
  const reply = await fetch(`${url}/local`)
  expect(reply.status).toBe(500)
  expect(await reply.text()).not.toContain('secret')
})

test('a foreign name that points here (DNS rebinding) reaches no local route', async () => {
  const url = await startDoor(null)
  const status = await new Promise((resolve, reject) => {
    request(`${url}/local`, { headers: { host: 'rebound.example' } }, (reply) => resolve(reply.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})
