/** DELETE /api/admin/users/{userId} */
import { deleteUserRoute } from '../../../lib/contract/routes/people.ts'
import { userDeps } from '../../../lib/people/current-user.ts'
import { eraseUser, erasureDeps } from '../../../lib/people/erase-user.ts'
import { admin } from '../../../lib/people/guard.ts'
import { findUser } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([deleteUserRoute], admin, async ({ params }) => {
  await eraseUser(await erasureDeps(), await findUser(await userDeps(), params.userId))
  return reply(204, null)
})
