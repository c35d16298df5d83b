/** POST /api/quiz/report */
import { reportQuestionRoute } from '../../../lib/contract/routes/quiz.ts'
import { signedIn } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { countCall } from '../../../lib/platform/rate-limit.ts'
import { quizDeps } from '../../../lib/quiz/deps.ts'
import { reportQuestion } from '../../../lib/quiz/report-question.ts'

export const handler = apiHandler([reportQuestionRoute], signedIn, async ({ caller, body }) => {
  const deps = await quizDeps()
  await countCall('reports', caller.sub, deps.config.LIMIT_REPORTS_PER_MINUTE, deps.clock())
  const { isNew, ...reported } = await reportQuestion(deps, { sub: caller.sub, request: body })
  return isNew ? reply(201, reported) : reply(200, reported)
})
