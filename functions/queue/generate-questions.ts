/** Questions of one level for one quiz, for a topic, or for an admin's review. Without a model, the bank serves. */
import { generateQuestionsMessageSchema } from '../../lib/contract/events.ts'
import { generationDeps } from '../../lib/generation/deps.ts'
import { runJob } from '../../lib/generation/run-job.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'
import { joinPool } from '../../lib/quiz/join-pool.ts'

export const handler = queueHandler(generateQuestionsMessageSchema, async (messages) => {
  const deps = await generationDeps()
  for (const { body } of messages) {
    await runJob({ ...deps, join: (sessionId, questions) => joinPool(deps, sessionId, questions) }, body.jobId)
  }
  return []
})
