/** PUT /api/admin/topics and PUT /api/admin/topics/{topicId} */
import { topicDeps } from '../../../lib/content/topic-catalogue.ts'
import { replaceTopic, toTopicView } from '../../../lib/content/topics.ts'
import { replaceTopicByPathRoute, replaceTopicRoute } from '../../../lib/contract/routes/topics.ts'
import { generationDeps } from '../../../lib/generation/deps.ts'
import { stockTopic } from '../../../lib/generation/request-questions.ts'
import { admin } from '../../../lib/people/guard.ts'
import { agree, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([replaceTopicRoute, replaceTopicByPathRoute], admin, async ({ params, body }) => {
  const { topicId, ...fields } = body
  const named = agree('topicId', params?.topicId, topicId)
  const topic = await replaceTopic(await topicDeps(), named, fields)
  await stockTopic(await generationDeps(), topic)
  return reply(200, toTopicView(topic))
})
