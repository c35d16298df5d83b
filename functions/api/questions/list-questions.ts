/** GET /api/admin/questions */
import { listItems, stockDeps } from '../../../lib/content/stock-items.ts'
import { listQuestionsRoute } from '../../../lib/contract/routes/questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([listQuestionsRoute], admin, async ({ query }) =>
  reply(200, await listItems(await stockDeps(), query)),
)
