/** What the front door of a running platform answers; the local-only routes are absent from a stage on AWS. */
import { MongoClient } from 'mongodb'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import * as z from 'zod'

const baseUrl = inject('baseUrl')
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

const requestToken = (person: Record<string, unknown>) =>
  fetch(`${baseUrl}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })

async function tokenOf(person: Record<string, unknown>): Promise<string> {
  const { idToken } = z.object({ idToken: z.string() }).parse(await (await requestToken(person)).json())
  return idToken
}

const getMe = (idToken: string) => fetch(`${baseUrl}/api/user/me`, { headers: { authorization: `Bearer ${idToken}` } })

test('both stores are up', async () => {
  const reply = await fetch(`${baseUrl}/health`)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toEqual({ status: 'ok', stores: { mongodb: 'up', redis: 'up' } })
})

test('the contract is served', async () => {
  const reply = await fetch(`${baseUrl}/api/openapi.json`)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) })
})

test('a path that no route takes is 404, as problem details', async () => {
  const reply = await fetch(`${baseUrl}/api/nothing/here`)
  expect(reply.status).toBe(404)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(await reply.json()).toMatchObject({ type: 'urn:adaptive-quiz:problem:unknown-route', status: 404 })
})

test('a method that the path does not know is 405, with those it knows', async () => {
  const reply = await fetch(`${baseUrl}/health`, { method: 'DELETE' })
  expect(reply.status).toBe(405)
  expect(reply.headers.get('allow')).toContain('GET')
})

describe.runIf(local)('on this machine', () => {
  test('/local says where everything is', async () => {
    const reply = await fetch(`${baseUrl}/local`)
    expect(await reply.json()).toEqual({
      mongodbUri: expect.stringMatching(/^mongodb:\/\/[^/]+\/adaptive-quiz/),
      redisRestUrl: expect.stringMatching(/^http:/),
      redisRestToken: expect.any(String),
      awsEndpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      region: 'us-east-1',
      apiUrl: expect.stringMatching(/^http:\/\/\w+\.execute-api\.localhost:\d+$/),
      issuer: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      queues: expect.objectContaining({
        'local-generate-questions': expect.stringMatching(/^http:/),
        'local-generate-questions-dlq': expect.stringMatching(/^http:/),
        'local-interactions': expect.stringMatching(/^http:/),
        'local-interactions-dlq': expect.stringMatching(/^http:/),
      }),
      bucket: expect.any(String),
    })
  })

  test('a token of the local sign-in is good, and its owner the same person each time', async () => {
    const email = `ada.${crypto.randomUUID()}@school.example`
    const [first, second] = [await getMe(await tokenOf({ email, name: 'Ada' })), await getMe(await tokenOf({ email }))]
    expect(first.status).toBe(200)
    const me = (await first.json()) as { userId: string }
    expect(me).toMatchObject({ email, name: 'Ada', roles: ['student'] })
    expect(await second.json()).toMatchObject({ userId: me.userId })
  })

  test('admin: true makes an admin', async () => {
    const email = `admin.${crypto.randomUUID()}@school.example`
    const reply = await getMe(await tokenOf({ email, admin: true }))
    expect(await reply.json()).toMatchObject({ email, roles: ['student', 'admin'] })
  })

  test('a request for a token without an address is 422', async () => {
    const reply = await requestToken({ name: 'Nobody' })
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ issues: [{ path: '/email' }] })
  })

  test('a page on this machine may call', async () => {
    const origin = 'http://localhost:5173'
    const preflight = await fetch(`${baseUrl}/api/quiz/start`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    const reply = await fetch(`${baseUrl}/health`, { headers: { origin } })
    expect(reply.headers.get('access-control-allow-origin')).toBe(origin)
  })

  test('the night can be asked for', async () => {
    const reply = await fetch(`${baseUrl}/local/schedule/nightly`, { method: 'POST' })
    expect(reply.status).toBe(202)
    expect(await reply.json()).toEqual({ eventId: expect.any(String) })
  })

  test('the vetted bank is in the database', async () => {
    const { mongodbUri } = (await (await fetch(`${baseUrl}/local`)).json()) as { mongodbUri: string }
    const client = await MongoClient.connect(mongodbUri)
    onTestFinished(() => client.close())
    expect(await client.db().collection('topics').countDocuments()).toBeGreaterThanOrEqual(6)
    expect(await client.db().collection('bankItems').countDocuments()).toBeGreaterThanOrEqual(300)
  })
})
