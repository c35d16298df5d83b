/** DELETE /api/user/me */
import { deleteMeRoute } from '../../../lib/contract/routes/people.ts'
import { userDeps } from '../../../lib/people/current-user.ts'
import { eraseUser, erasureDeps } from '../../../lib/people/erase-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { findUserBySub } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([deleteMeRoute], signedIn, async ({ caller }) => {
  const user = await findUserBySub(await userDeps(), caller.sub)
  if (user) await eraseUser(await erasureDeps(), user)
  return reply(204, null)
})
