/** POST /api/admin/analytics/run */
import { nightRequestedType } from '../../../lib/contract/events.ts'
import { Refusal } from '../../../lib/contract/problem.ts'
import { requestNightRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { systemClock } from '../../../lib/platform/clock.ts'
import { putEvents } from '../../../lib/platform/event-bus.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([requestNightRoute], admin, async ({ body }) => {
  if (Date.parse(body.date) > systemClock().getTime()) {
    throw new Refusal('invalid-request', { issues: [{ path: '/date', message: 'must have begun' }] })
  }
  await putEvents([{ type: nightRequestedType, detail: body }])
  return reply(202, body, { location: '/api/admin/analytics/runs' })
})
