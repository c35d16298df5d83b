/** POST /api/admin/generateQuestions */
import { topicFor } from '../../../lib/content/topics.ts'
import { requestQuestionsRoute } from '../../../lib/contract/routes/generation.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { awaitQuestions, levelsFor, requestQuestions, requireModel } from '../../../lib/generation/request-questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

const retryAfterSeconds = '5'

export const handler = apiHandler([requestQuestionsRoute], admin, async ({ caller, body }) => {
  await requireModel()
  const deps = await generationDeps()
  const topic = await topicFor(caller.user, body.topicId)
  const levels = levelsFor(topic.difficultyRange, body.numQuestions, body.difficultySpread)
  const requestId = await requestQuestions(deps, topic, { audience: 'review', levels })
  const progress = await awaitQuestions(deps, requestId.toHexString())
  const { jobId, status, questions, problems } = progress
  if (status !== 'running') return reply(200, { questions, problems })
  return reply(202, progress, {
    location: `/api/admin/generateQuestions/${jobId}`,
    'retry-after': retryAfterSeconds,
  })
})
