import { expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { findUsersRoute, getMeRoute } from '../../lib/contract/routes/people.ts'
import { listTopicsRoute } from '../../lib/contract/routes/topics.ts'
import { testPlatform } from '../support/platform.ts'

const { call, refused, tokenFor, adminToken } = testPlatform({ LIMIT_ADMIN_CALLS_PER_MINUTE: '2' })
const query = { email: 'a@b.example' }

test("an admin's calls are limited; what everybody may do is not", async () => {
  const statuses: number[] = []
  // The third call of one minute, or the fifth when the minute has just turned.
  for (let i = 0; i < 5 && !statuses.includes(429); i += 1) {
    const { status, headers, body } = await refused(findUsersRoute, { token: adminToken(), query })
    statuses.push(status)
    if (status !== 429) continue
    expect(body.type).toBe(problemUrn('too-many-requests'))
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
  }
  expect(statuses.at(-1)).toBe(429)
  expect(statuses.length).toBeGreaterThanOrEqual(3)
  expect((await call(getMeRoute, { token: adminToken() })).status).toBe(200)
  expect((await call(listTopicsRoute, { token: adminToken() })).status).toBe(200)
})

test('calls of those who are no admins are not counted as such', async () => {
  for (let i = 0; i < 4; i += 1) {
    expect((await refused(findUsersRoute, { token: tokenFor('s@school.example'), query })).status).toBe(403)
  }
})
