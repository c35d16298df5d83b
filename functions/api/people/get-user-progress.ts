/** GET /api/user/{userId}/progress */
import { getUserProgressRoute } from '../../../lib/contract/routes/people.ts'
import { userDeps } from '../../../lib/people/current-user.ts'
import { admin } from '../../../lib/people/guard.ts'
import { progressDeps, progressOf } from '../../../lib/people/progress.ts'
import { findUser } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getUserProgressRoute], admin, async ({ params }) => {
  const { _id } = await findUser(await userDeps(), params.userId)
  return reply(200, await progressOf(await progressDeps(), _id))
})
