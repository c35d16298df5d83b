import { expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { getHealthRoute, getOpenapiRoute } from '../../lib/contract/routes/service.ts'
import { routes } from '../../lib/contract/routes.ts'
import { testPlatform } from '../support/platform.ts'

const { call, callUnrouted } = testPlatform()

test('the service is well while its stores answer', async () => {
  const { status, headers, body } = await call(getHealthRoute)
  expect(status).toBe(200)
  expect(body).toEqual({ status: 'ok', stores: { mongodb: 'up', redis: 'up' } })
  expect(headers['cache-control']).toBe('no-store')
})

test('the contract is served to anyone, with every route', async () => {
  const { status, headers, body } = await call(getOpenapiRoute)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json')
  expect(Object.keys(body.paths as object)).toEqual(expect.arrayContaining(routes.map(({ path }) => path)))
})

test.each(['/', '/api', '/api/nothing', '/api/topics/', '/.env', '/api/../etc/passwd'])('%s: 404', async (path) => {
  const { status, headers, body } = await callUnrouted('GET', path)
  expect([status, body.type]).toEqual([404, problemUrn('unknown-route')])
  expect(headers.allow).toBeUndefined()
})

test.each([
  ['PUT', '/api/quiz/start', 'POST'],
  ['HEAD', '/api/topics', 'GET'],
  ['OPTIONS', '/api/user/me', 'GET, DELETE'],
  ['POST', '/api/topics/65f0c0ffee65f0c0ffee65f0', 'GET'],
  ['DELETE', '/health', 'GET'],
  ['TRACE', '/api/admin/topics', 'POST, PUT'],
])('%s %s: 405, and %s would do', async (method, path, allow) => {
  const { status, headers, body } = await callUnrouted(method, path)
  expect([status, body.type]).toEqual([405, problemUrn('method-not-allowed')])
  expect(headers.allow).toBe(allow)
})
