/** Without Redis nobody is held up, and nothing of what was meant for it reaches the logs. */
import { expect, test } from 'vitest'
import { findUsersRoute } from '../../lib/contract/routes/people.ts'
import { getHealthRoute } from '../../lib/contract/routes/service.ts'
import { logsOf, testPlatform } from '../support/platform.ts'

const { call, adminToken } = testPlatform({
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:9',
  UPSTASH_REDIS_REST_TOKEN: 'canary-of-redis',
  LIMIT_ADMIN_CALLS_PER_MINUTE: '1',
})

test('limits let everybody through, and say so in the logs', async () => {
  const logs = await logsOf(async () => {
    for (let i = 0; i < 3; i += 1) {
      const { status } = await call(findUsersRoute, { token: adminToken(), query: { email: 'a@b.example' } })
      expect(status).toBe(200)
    }
  })
  expect(logs).toContain('redis is not answering')
  expect(logs).not.toContain('canary-of-redis')
  expect(logs).not.toContain('rate:{')
})

test('the service is degraded, not down', async () => {
  const { status, body } = await call(getHealthRoute)
  expect(status).toBe(200)
  expect(body).toEqual({ status: 'degraded', stores: { mongodb: 'up', redis: 'down' } })
})
