/** POST /api/admin/prompts */
import { createPromptRoute } from '../../../lib/contract/routes/prompts.ts'
import { createPrompt, toPromptView } from '../../../lib/generation/admin-prompts.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([createPromptRoute], admin, async ({ body }) =>
  reply(201, toPromptView(await createPrompt(await generationDeps(), body))),
)
