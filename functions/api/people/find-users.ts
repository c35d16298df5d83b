/** GET /api/admin/users?email= */
import { findUsersRoute } from '../../../lib/contract/routes/people.ts'
import { userDeps } from '../../../lib/people/current-user.ts'
import { admin } from '../../../lib/people/guard.ts'
import { findUsersByEmail, toUserView } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([findUsersRoute], admin, async ({ query }) => {
  const users = await findUsersByEmail(await userDeps(), query.email)
  return reply(200, { users: users.map(toUserView) })
})
