/** GET /api/admin/analytics/runs */
import { listNights } from '../../../lib/analytics/night/list-nights.ts'
import { listNightsRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { collections } from '../../../lib/platform/collections.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { database } from '../../../lib/platform/mongo.ts'

export const handler = apiHandler([listNightsRoute], admin, async () =>
  reply(200, { runs: await listNights({ collections: collections(await database()) }) }),
)
