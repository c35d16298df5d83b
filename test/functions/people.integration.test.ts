import { expect, test } from 'vitest'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import { listTopicsRoute } from '../../lib/contract/routes/topics.ts'
import { testAws } from '../support/aws.ts'
import { logsOf, testPlatform } from '../support/platform.ts'

const platform = testPlatform()
const aws = testAws()
const { call, refused, tokenFor } = platform

test('the first request with a good token makes the user', async () => {
  const logs = await logsOf(async () => {
    const { status, body } = await call(getMeRoute, { token: tokenFor('ada@school.example') })
    expect(status).toBe(200)
    expect(body.email).toBe('ada@school.example')
  })
  expect(logs).toContain('replied')
  expect(await platform.collections.users.countDocuments()).toBe(1)
  expect((await refused(getMeRoute)).status).toBe(401)
  expect((await call(listTopicsRoute, { token: tokenFor('ada@school.example') })).body.topics).toEqual([])
  const { putEvents } = await import('../../lib/platform/event-bus.ts')
  await putEvents([{ type: 'quiz.started', detail: { a: 1 } }])
  expect(await aws.events(1)).toMatchObject([{ 'detail-type': 'quiz.started', detail: { a: 1 } }])
})
