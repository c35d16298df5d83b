/** One partition of one stage of a night. */
import { nightDeps } from '../../lib/analytics/night/deps.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { workPartition } from '../../lib/analytics/night/work-partition.ts'
import { nightMessageSchema } from '../../lib/contract/events.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'

export const handler = queueHandler(nightMessageSchema, async (messages) => {
  const deps = await nightDeps()
  for (const { body } of messages) await workPartition(deps, stages, body)
  return []
})
