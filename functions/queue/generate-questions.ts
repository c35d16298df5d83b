/** Questions of one level for one quiz. Without a model, the job is closed and the bank serves. */
import { generateQuestionsMessageSchema } from '../../lib/contract/events.ts'
import { closeJobWithoutModel } from '../../lib/generation/close-job.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'

export const handler = queueHandler(generateQuestionsMessageSchema, async (messages) => {
  const deps = await quizDeps()
  for (const { body } of messages) await closeJobWithoutModel(deps, body)
  return []
})
