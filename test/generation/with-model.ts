/** Runs one job against a model server of one's own, beside the one that the configuration names. */
import type { ObjectId } from 'mongodb'
import { jobsFor } from '../../lib/content/generation-jobs.ts'
import { generationDeps } from '../../lib/generation/deps.ts'
import { makeQuestionsWith } from '../../lib/generation/make-questions.ts'
import { newId } from '../../lib/platform/ids.ts'
import { connectModel } from '../../lib/platform/openai.ts'
import type { ModelServer } from '../support/model-server.ts'

export async function makeOfModel(
  { url }: ModelServer,
  { topicId, level, count }: { topicId: ObjectId; level: number; count: number },
) {
  const deps = await generationDeps()
  const fanOut = { audience: 'review', sessionId: null, userId: null, topicId, levels: [{ level, count }] } as const
  const [job] = jobsFor({ parentId: newId().toHexString(), ...fanOut }, deps.clock())
  const model = connectModel({ baseUrl: url, apiKey: 'none', model: 'scripted', prices: null })
  const made = await makeQuestionsWith({ ...deps, model }, job!)
  if (made.kind !== 'made') throw new Error('the model was there')
  return made.questions
}
