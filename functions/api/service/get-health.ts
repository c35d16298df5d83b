/** GET /health */
import { getHealthRoute } from '../../../lib/contract/routes/service.ts'
import { checkStores } from '../../../lib/platform/health.ts'
import { anyone, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

const retryAfterSeconds = '5'

export const handler = apiHandler([getHealthRoute], anyone, async () => {
  const stores = await checkStores()
  if (stores.mongodb === 'down') return reply(503, { status: 'down', stores }, { 'retry-after': retryAfterSeconds })
  return reply(200, { status: stores.redis === 'up' ? 'ok' : 'degraded', stores })
})
