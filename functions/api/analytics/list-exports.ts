/** GET /api/admin/exports */
import { listExports } from '../../../lib/analytics/exports/list-exports.ts'
import { readingDeps } from '../../../lib/analytics/reading-deps.ts'
import { listExportsRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([listExportsRoute], admin, async () =>
  reply(200, { exports: await listExports(await readingDeps()) }),
)
