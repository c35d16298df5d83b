/** GET /api/quiz/{sessionId} */
import { getQuizRoute } from '../../../lib/contract/routes/quiz.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'
import { getQuiz } from '../../../lib/quiz/get-quiz.ts'

export const handler = apiHandler([getQuizRoute], signedIn, async ({ caller, params }) => {
  const view = await getQuiz(await quizDeps(), { sessionId: params.sessionId, sub: caller.sub })
  return reply(200, view)
})
