/** POST /api/admin/topics */
import { topicDeps } from '../../../lib/content/topic-catalogue.ts'
import { createTopic, toTopicView } from '../../../lib/content/topics.ts'
import { createTopicRoute } from '../../../lib/contract/routes/topics.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { stockTopic } from '../../../lib/generation/request-questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([createTopicRoute], admin, async ({ body }) => {
  const topic = await createTopic(await topicDeps(), body)
  await stockTopic(await generationDeps(), topic)
  return reply(201, toTopicView(topic), { location: `/api/topics/${topic._id.toHexString()}` })
})
