/** Topics by id, for pages that show or choose them. */
import { type Api, bodyOf } from '../api/client.ts'

export async function loadTopics(api: Api) {
  const { topics } = bodyOf(await api.GET('/api/topics'))
  return topics
}

export type TopicOption = readonly [topicId: string, title: string]

export const loadTopicOptions = async (api: Api): Promise<TopicOption[]> =>
  (await loadTopics(api)).map(({ topicId, title }) => [topicId, title])
