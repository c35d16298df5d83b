/** GET /api/openapi.json */
import { openApiDocument } from '../../../lib/contract/openapi.ts'
import { getOpenapiRoute } from '../../../lib/contract/routes/service.ts'
import { anyone, apiHandler } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

const document = openApiDocument()

export const handler = apiHandler([getOpenapiRoute], anyone, async () => reply(200, document))
