/** POST /api/admin/questions */
import { importRequested } from '../../../lib/content/import-questions.ts'
import { topicDeps } from '../../../lib/content/topic-catalogue.ts'
import { importQuestionsRoute } from '../../../lib/contract/routes/questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([importQuestionsRoute], admin, async ({ query, body }) => {
  const isDryRun = query.dryRun === 'true'
  const imported = await importRequested(await topicDeps(), body, isDryRun)
  return imported.imported > 0 && !isDryRun ? reply(201, imported) : reply(200, imported)
})
