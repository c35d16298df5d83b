/** PATCH /api/admin/users/{userId} */
import { changeUserRoute } from '../../../lib/contract/routes/people.ts'
import { userDeps } from '../../../lib/people/current-user.ts'
import { admin } from '../../../lib/people/guard.ts'
import { changeUser, toUserView } from '../../../lib/people/users.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([changeUserRoute], admin, async ({ params, body }) =>
  reply(200, toUserView(await changeUser(await userDeps(), params.userId, body))),
)
