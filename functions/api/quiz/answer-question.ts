/** POST /api/quiz/answer and /api/quiz/{sessionId}/answer */
import type { AnswerPending, AnswerReply } from '../../../lib/contract/quiz.ts'
import { answerQuestionRoute, answerSessionQuestionRoute } from '../../../lib/contract/routes/quiz.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { agree, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { measureMetric } from '../../../lib/platform/metrics.ts'
import { answerQuestion } from '../../../lib/quiz/answer-question.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'

const retryAfterSeconds = '2'

const isPending = (answered: AnswerReply | AnswerPending): answered is AnswerPending =>
  'status' in answered && answered.status === 'checking'

export const handler = apiHandler(
  [answerQuestionRoute, answerSessionQuestionRoute],
  signedIn,
  async ({ caller, params, body }) => {
    const sessionId = agree('sessionId', params?.sessionId, body.sessionId)
    const { questionId, answer } = body
    const answered = await answerQuestion(await quizDeps(), { sub: caller.sub, sessionId, questionId, answer })
    if (!isPending(answered)) return reply(200, answered)
    return reply(202, answered, { location: `/api/quiz/${sessionId}`, 'retry-after': retryAfterSeconds })
  },
  (milliseconds) => measureMetric('AnswerLatency', milliseconds),
)
