/** Whatever no route takes: 404, or 405 with the methods that the path knows. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { allowedMethods } from '../../../lib/contract/allowed-methods.ts'
import { Refusal } from '../../../lib/contract/problem.ts'
import { problemReply } from '../../../lib/platform/http/problem-reply.ts'
import type { HttpReply } from '../../../lib/platform/http/reply.ts'
import { toldPaths } from '../../../lib/platform/told-contract.ts'

export const handler = async (event: APIGatewayProxyEventV2, context: Context): Promise<HttpReply> => {
  const methods = allowedMethods(toldPaths, event.rawPath)
  const refusal =
    methods.length === 0
      ? new Refusal('unknown-route')
      : new Refusal('method-not-allowed', { headers: { allow: methods.join(', ') } })
  return problemReply(refusal, { requestId: context.awsRequestId, route: event.routeKey })
}
