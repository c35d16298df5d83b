/** GET /api/user/progress */
import { getMyProgressRoute } from '../../../lib/contract/routes/people.ts'
import { currentUser } from '../../../lib/people/current-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { progressDeps, progressOf } from '../../../lib/people/progress.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getMyProgressRoute], signedIn, async ({ caller }) => {
  const { _id } = await currentUser(caller, { fresh: true })
  return reply(200, await progressOf(await progressDeps(), _id))
})
