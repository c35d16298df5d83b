/** GET /api/admin/experiments */
import { listExperiments } from '../../../lib/analytics/prompts/list-experiments.ts'
import { listExperimentsRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { collections } from '../../../lib/platform/collections.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { database } from '../../../lib/platform/mongo.ts'

export const handler = apiHandler([listExperimentsRoute], admin, async () =>
  reply(200, await listExperiments({ collections: collections(await database()) })),
)
