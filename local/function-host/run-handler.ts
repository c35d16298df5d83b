/** Loads a Lambda handler from its source and calls it as Lambda would. */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Context } from 'aws-lambda'
import * as z from 'zod'

const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** What Node 24 on Lambda passes; the three callbacks of old are gone there. */
export type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>

export type Handler = (event: unknown, context: LambdaContext) => unknown

export type Invocation = {
  functionName: string
  functionVersion?: string
  functionArn?: string
  requestId: string
  /** Milliseconds since 1970. */
  deadline: number
}

const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') })

/**
 * @param entry path of the handler's module, from the project's root
 * @throws when there is none, its import fails, or it exports no function `handler`
 */
export async function loadHandler(entry: string): Promise<Handler> {
  const parsed = moduleSchema.safeParse(await import(pathToFileURL(join(projectRoot, entry)).href))
  if (!parsed.success) throw new TypeError(`${entry} exports no function named handler`)
  return parsed.data.handler
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export function createContext(invocation: Invocation): LambdaContext {
  const { functionName, functionVersion = '$LATEST', functionArn = '', requestId, deadline } = invocation
  return {
    functionName,
    functionVersion,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: '1024',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `local/[${functionVersion}]`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}

/** The form in which Lambda reports what a handler throws. */
export function lambdaError(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
}
