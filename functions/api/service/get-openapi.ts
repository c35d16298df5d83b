/** GET /api/openapi.json */
import { getOpenapiRoute } from '../../../lib/contract/routes/service.ts'
import { anyone, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'
import { toldOpenApi } from '../../../lib/platform/told-contract.ts'

const document = getOpenapiRoute.responses[200].schema.parse(toldOpenApi())

export const handler = apiHandler([getOpenapiRoute], anyone, async () => reply(200, document))
