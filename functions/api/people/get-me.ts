/** GET /api/user/me */
import { getMeRoute } from '../../../lib/contract/routes/people.ts'
import { currentUser } from '../../../lib/people/current-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { toUserView } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getMeRoute], signedIn, async ({ caller }) =>
  reply(200, toUserView(await currentUser(caller, { fresh: true }))),
)
