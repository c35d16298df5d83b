/** PATCH /api/admin/questions/{questionId} */
import { reviewQuestion } from '../../../lib/content/review-question.ts'
import { stockDeps } from '../../../lib/content/stock-items.ts'
import { reviewQuestionRoute } from '../../../lib/contract/routes/questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([reviewQuestionRoute], admin, async ({ params, body }) =>
  reply(200, await reviewQuestion(await stockDeps(), params.questionId, body)),
)
