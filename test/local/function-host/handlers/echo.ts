import type { LambdaContext } from '../../../../local/function-host/run-handler.ts'

export const handler = async (event: unknown, context: LambdaContext) => ({
  event,
  remaining: context.getRemainingTimeInMillis(),
  functionName: context.functionName,
  requestId: context.awsRequestId,
  greeting: process.env.GREETING ?? null,
  home: process.env.BASE_URL_OF_A_TEST ?? null,
})
