/** POST /api/quiz/answer and /api/quiz/{sessionId}/answer */
import { answerQuestionRoute, answerSessionQuestionRoute } from '../../../lib/contract/routes/quiz.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { agree, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { answerQuestion } from '../../../lib/quiz/answer-question.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'

export const handler = apiHandler(
  [answerQuestionRoute, answerSessionQuestionRoute],
  signedIn,
  async ({ caller, params, body }) => {
    const sessionId = agree('sessionId', params?.sessionId, body.sessionId)
    const { questionId, answer } = body
    const answered = await answerQuestion(await quizDeps(), { sub: caller.sub, sessionId, questionId, answer })
    return reply(200, answered)
  },
)
