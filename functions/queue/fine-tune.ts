/** After a night: a model is taught with what it has exported, where that is wanted. */
import { fineTune } from '../../lib/analytics/models/fine-tune.ts'
import { readingDeps } from '../../lib/analytics/reading-deps.ts'
import { nightCompletedEventSchema } from '../../lib/contract/events.ts'
import { config } from '../../lib/platform/config.ts'
import { configuredModel } from '../../lib/platform/openai.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'

export const handler = queueHandler(nightCompletedEventSchema, async (messages) => {
  const model = config().FINE_TUNING === 'on' ? await configuredModel() : null
  if (!model) return []
  const deps = { ...(await readingDeps()), model }
  for (const { body } of messages) await fineTune(deps, body.detail.date)
  return []
})
