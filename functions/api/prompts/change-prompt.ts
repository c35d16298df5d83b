/** PATCH /api/admin/prompts */
import { changePromptRoute } from '../../../lib/contract/routes/prompts.ts'
import { changePrompt, toPromptView } from '../../../lib/generation/admin-prompts.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([changePromptRoute], admin, async ({ body }) =>
  reply(200, toPromptView(await changePrompt(await generationDeps(), body))),
)
