/** GET /api/topics */
import { topicsFor, toTopicView } from '../../../lib/content/topics.ts'
import { listTopicsRoute } from '../../../lib/contract/routes/topics.ts'
import { currentUser } from '../../../lib/people/current-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([listTopicsRoute], signedIn, async ({ caller }) => {
  const topics = await topicsFor(await currentUser(caller))
  return reply(200, { topics: topics.map(toTopicView) })
})
