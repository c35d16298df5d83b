/** GET /api/admin/questions/{questionId} */
import { tellStory } from '../../../lib/content/question-story.ts'
import { stockDeps } from '../../../lib/content/stock-items.ts'
import { getQuestionRoute } from '../../../lib/contract/routes/questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getQuestionRoute], admin, async ({ params }) =>
  reply(200, await tellStory(await stockDeps(), params.questionId)),
)
