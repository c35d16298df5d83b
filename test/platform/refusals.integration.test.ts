/** What every route refuses alike: callers, bodies, parameters. And that a refused request writes nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { routes } from '../../lib/contract/routes.ts'
import type { CallOptions } from '../support/call.ts'
import { logsOf, testPlatform } from '../support/platform.ts'

const platform = testPlatform({ LIMIT_ADMIN_CALLS_PER_MINUTE: '100000' })
const { refused, tokenFor, adminToken, issuer } = platform

const id = '65f0c0ffee65f0c0ffee65f0'
const params = { topicId: id, sessionId: id, userId: id }
const secret = 'canary-7d21'

let before: Record<string, number>
beforeAll(async () => {
  // Both are users by now: a first request makes one, whatever becomes of it after that.
  const { currentUser } = await import('../../lib/people/current-user.ts')
  for (const email of ['admin@school.example', 'student@school.example']) {
    await currentUser({ sub: String(issuer.claims({ email }).sub), email, name: 'Test Student', hostedDomain: null })
  }
  before = await platform.counts()
  expect(before.users).toBe(2)
})
afterAll(async () => {
  expect(await platform.counts()).toEqual(before)
})

const title = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const closed = routes.filter(({ access }) => access !== 'anyone')
const forAdmins = routes.filter(({ access }) => access === 'admin')
const withBody = routes.filter(({ body }) => body !== undefined)
const tokenOf = (access: string) => (access === 'admin' ? adminToken() : tokenFor('student@school.example'))

describe.each(closed.map((route) => [title(route), route] as const))('%s', (_, route) => {
  const badTokens: [string, string, CallOptions][] = [
    ['no token', 'missing-token', {}],
    ['another scheme', 'missing-token', { headers: { authorization: 'Basic YTpi' } }],
    ['an access token', 'access-token', { token: 'ya29.made-up' }],
    ['a word', 'invalid-token', { token: 'word' }],
    ['an expired token', 'invalid-token', { token: issuer.mint({ iat: 1, exp: 2 }) }],
    ['an unverified address', 'invalid-token', { token: issuer.mint({ email_verified: false }) }],
  ]
  test.each(badTokens)('with %s: 401 %s', async (_, problem, options) => {
    const { status, headers, body } = await refused(route, { params, ...options })
    expect(status).toBe(401)
    expect(body.type).toBe(`urn:adaptive-quiz:problem:${problem}`)
    expect(headers['www-authenticate']).toBe('Bearer')
    expect(headers['cache-control']).toBe('no-store')
  })

  test('looks at the caller before it looks at the request', async () => {
    const { status } = await refused(route, { params: {}, rawBody: '{', headers: { 'content-type': 'text/plain' } })
    expect(status).toBe(401)
  })
})

describe.each(forAdmins.map((route) => [title(route), route] as const))('%s', (_, route) => {
  test('for a student: 403', async () => {
    const { status, body } = await refused(route, { params, token: tokenFor('student@school.example') })
    expect([status, body.type]).toEqual([403, problemUrn('forbidden')])
  })
})

describe.each(routes.map((route) => [title(route), route] as const))('%s', (_, route) => {
  test('with an unknown query parameter: 422, and where', async () => {
    const { status, body } = await refused(route, {
      params,
      query: { unknown: '1' },
      ...(route.body && { body: {} }),
      ...(route.access !== 'anyone' && { token: tokenOf(route.access) }),
    })
    expect([status, body.type]).toEqual([422, problemUrn('invalid-request')])
    expect(body.issues?.map(({ path }) => path)).toContain('query')
  })
})

const withParams = routes.filter(({ params }) => params !== undefined)

describe.each(withParams.map((route) => [title(route), route] as const))('%s', (_, route) => {
  test('with ids that are none: 422, and which', async () => {
    for (const bad of ['me', 'undefined', `${id}0`, '{"$ne":null}', '__proto__', "' or 1=1"]) {
      const given = Object.fromEntries(Object.keys(route.params?.shape ?? {}).map((name) => [name, bad]))
      const { status, body } = await refused(route, {
        params: given,
        token: tokenOf(route.access),
        ...(route.body && { body: {} }),
      })
      expect([status, body.type]).toEqual([422, problemUrn('invalid-request')])
      expect(body.issues?.map(({ path }) => path)).toContain(`path/${Object.keys(given)[0]}`)
    }
  })
})

describe.each(withBody.map((route) => [title(route), route] as const))('%s', (_, route) => {
  const send = (options: CallOptions) => refused(route, { params, token: tokenOf(route.access), ...options })

  const bodies: [string, number, string, CallOptions][] = [
    ['no body', 415, 'unsupported-media-type', {}],
    ['an empty body', 400, 'malformed-json', { rawBody: '' }],
    ['broken JSON', 400, 'malformed-json', { rawBody: '{"topicId":' }],
    ['JSON and more', 400, 'malformed-json', { rawBody: '{} {}' }],
    ['bytes that are no UTF-8', 400, 'malformed-json', { rawBody: '//79', isBase64Encoded: true }],
    ['a form', 415, 'unsupported-media-type', { rawBody: 'a=1', headers: { 'content-type': 'text/plain' } }],
    ['no media type', 415, 'unsupported-media-type', { rawBody: '{}', headers: { 'content-type': '' } }],
    ['64 KiB and a byte', 413, 'payload-too-large', { rawBody: `"${'x'.repeat(64 * 1024 - 1)}"` }],
    ['too many bytes in few letters', 413, 'payload-too-large', { rawBody: `"${'€'.repeat(22_000)}"` }],
    ['a list', 422, 'invalid-request', { rawBody: '[]' }],
    ['null', 422, 'invalid-request', { rawBody: 'null' }],
    ['text', 422, 'invalid-request', { rawBody: '"student"' }],
    ['nothing in it', 422, 'invalid-request', { rawBody: '{}' }],
    ['an unknown key', 422, 'invalid-request', { body: { [secret]: 1 } }],
    ['__proto__', 422, 'invalid-request', { rawBody: '{"__proto__":{"roles":["admin"]}}' }],
    ['operators', 422, 'invalid-request', { body: { topicId: { $ne: null }, sessionId: { $gt: '' }, $where: '1' } }],
    ['deep nesting', 422, 'invalid-request', { rawBody: `${'['.repeat(30_000)}${']'.repeat(30_000)}` }],
    [
      'a thousand unknown keys',
      422,
      'invalid-request',
      { body: Object.fromEntries([...Array(1_000).keys()].map((k) => [`k${k}`, k])) },
    ],
  ]
  test.each(bodies)('with %s: %i %s', async (_, expected, problem, options) => {
    const { status, body } = await send(options)
    expect([status, body.type]).toEqual([expected, `urn:adaptive-quiz:problem:${problem}`])
    expect(JSON.stringify(body).length).toBeLessThan(4_000)
    if (expected === 422) expect(body.issues?.length).toBeGreaterThan(0)
  })

  test('takes JSON under its name in any case, with a charset, in base64', async () => {
    const rawBody = Buffer.from('{}').toString('base64')
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect(await send({ rawBody, headers, isBase64Encoded: true })).toMatchObject({ status: 422 })
  })
})

test('a refusal says nothing of the token, the address or the stack, nor do the logs', async () => {
  const token = tokenFor(`${secret}@school.example`)
  const [route] = forAdmins
  if (!route) throw new Error('there are routes for admins')
  let said = ''
  const logs = await logsOf(async () => {
    const broken = `${token.slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`
    const { body } = await refused(route, { params, token: broken, body: {} })
    expect(body.type).toBe(problemUrn('invalid-token'))
    said = JSON.stringify(body)
  })
  expect(logs).toContain('refused')
  for (const text of [said, logs]) {
    expect(text).not.toContain(token.slice(0, 60))
    expect(text).not.toContain(secret)
    expect(text).not.toMatch(/node_modules|\.ts:\d+/)
  }
})
