/** GET /api/admin/topics/{topicId} */
import { topicFor, toTopicToEdit } from '../../../lib/content/topics.ts'
import { getTopicToEditRoute } from '../../../lib/contract/routes/topics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getTopicToEditRoute], admin, async ({ caller, params }) =>
  reply(200, toTopicToEdit(await topicFor(caller.user, params.topicId))),
)
