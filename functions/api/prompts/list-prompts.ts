/** GET /api/admin/prompts */
import { listPromptsRoute } from '../../../lib/contract/routes/prompts.ts'
import { toPromptView } from '../../../lib/generation/admin-prompts.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { listVersions } from '../../../lib/generation/prompt-versions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([listPromptsRoute], admin, async ({ query }) => {
  const prompts = await listVersions(await generationDeps(), query.name)
  return reply(200, { prompts: prompts.map(toPromptView) })
})
