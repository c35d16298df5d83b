/** Interactions, from the bus over their queue into MongoDB. */
import { interactionEventSchema } from '../../lib/contract/events.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { storeInteractions } from '../../lib/quiz/store-interactions.ts'

export const handler = queueHandler(interactionEventSchema, async (messages) => {
  await storeInteractions(
    await quizDeps(),
    messages.map(({ body }) => body.detail),
  )
  return []
})
