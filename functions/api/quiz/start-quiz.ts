/** POST /api/quiz/start */
import { topicFor } from '../../../lib/content/topics.ts'
import { startQuizRoute } from '../../../lib/contract/routes/quiz.ts'
import { currentUser } from '../../../lib/people/current-user.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { measureMetric } from '../../../lib/platform/metrics.ts'
import { countCall } from '../../../lib/platform/rate-limit.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'
import { startQuiz } from '../../../lib/quiz/start-quiz.ts'

const retryAfterSeconds = '2'

export const handler = apiHandler(
  [startQuizRoute],
  signedIn,
  async ({ caller, body, headers }) => {
    const deps = await quizDeps()
    await countCall('starts', caller.sub, deps.config.LIMIT_STARTS_PER_MINUTE, deps.clock())
    const user = await currentUser(caller, { fresh: true })
    const topic = await topicFor(user, body.topicId)
    const result = await startQuiz(deps, { user, topic, request: body, idempotencyKey: headers['idempotency-key'] })
    switch (result.kind) {
      case 'created':
        return reply(201, result.started)
      case 'resumed':
        return reply(200, result.started)
      case 'preparing':
      case 'checking': {
        const location = `/api/quiz/${result.sessionId}`
        const pending = { sessionId: result.sessionId, status: result.kind }
        return reply(202, pending, { location, 'retry-after': retryAfterSeconds })
      }
    }
  },
  (milliseconds) => measureMetric('StartLatency', milliseconds),
)
