/** POST /api/quiz/{sessionId}/abandon */
import { abandonQuizRoute } from '../../../lib/contract/routes/quiz.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { abandonQuiz } from '../../../lib/quiz/abandon-quiz.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'

export const handler = apiHandler([abandonQuizRoute], signedIn, async ({ caller, params }) => {
  const view = await abandonQuiz(await quizDeps(), { sessionId: params.sessionId, sub: caller.sub })
  return reply(200, view)
})
