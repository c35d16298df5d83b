/** GET /api/admin/reports */
import { listReports } from '../../../lib/analytics/list-reports.ts'
import { listReportsRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { collections } from '../../../lib/platform/collections.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { database } from '../../../lib/platform/mongo.ts'

export const handler = apiHandler([listReportsRoute], admin, async ({ query }) =>
  reply(200, await listReports({ collections: collections(await database()) }, query)),
)
