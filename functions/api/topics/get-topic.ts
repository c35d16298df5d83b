/** GET /api/topics/{topicId} */
import { topicFor, toTopicView } from '../../../lib/content/topics.ts'
import { getTopicRoute } from '../../../lib/contract/routes/topics.ts'
import { currentUser } from '../../../lib/people/current-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getTopicRoute], signedIn, async ({ caller, params }) =>
  reply(200, toTopicView(await topicFor(await currentUser(caller), params.topicId))),
)
