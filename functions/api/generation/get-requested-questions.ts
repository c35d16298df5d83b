/** GET /api/admin/generateQuestions/{jobId} */
import { getRequestedQuestionsRoute } from '../../../lib/contract/routes/generation.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { readProgress } from '../../../lib/generation/request-questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getRequestedQuestionsRoute], admin, async ({ params }) =>
  reply(200, await readProgress(await generationDeps(), params.jobId)),
)
