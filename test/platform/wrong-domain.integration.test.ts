/** Where domains are configured, nobody else comes in: not by any route, and without leaving a trace. */
import { expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import { routes } from '../../lib/contract/routes.ts'
import { testPlatform } from '../support/platform.ts'

const { refused, call, tokenFor, collections } = testPlatform({
  ALLOWED_HOSTED_DOMAINS: 'school.example, college.example',
})

const id = '65f0c0ffee65f0c0ffee65f0'
const closed = routes.filter(({ access }) => access !== 'anyone')

test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))('%s: 403', async (_, route) => {
  for (const hd of ['other.example', undefined]) {
    const { status, body } = await refused(route, {
      params: { topicId: id, sessionId: id, userId: id },
      token: tokenFor({ email: 'admin@school.example', hd }),
    })
    expect([status, body.type]).toEqual([403, problemUrn('wrong-domain')])
  }
  expect(await collections.users.countDocuments()).toBe(0)
})

test('each of the domains is welcome', async () => {
  for (const hd of ['school.example', 'college.example']) {
    const { status } = await call(getMeRoute, { token: tokenFor({ email: `a@${hd}`, hd }) })
    expect(status).toBe(200)
  }
})
