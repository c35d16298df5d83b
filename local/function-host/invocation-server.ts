/**
 * The HTTP side of the function host: the AWS emulator posts each Lambda event to `/functions/<name>`, with the
 * invocation's particulars in headers, and takes any status but 2xx for a failed invocation.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { json } from 'node:stream/consumers'
import { createContext, type Handler, type Invocation, lambdaError } from './run-handler.ts'

export type InvocationServerOptions = {
  /** The handler of a function. @throws when there is no such function, or it cannot be loaded */
  findHandler(name: string): Promise<Handler>
  /** Learns of each failed invocation. */
  failed(name: string, error: unknown): void
}

export function createInvocationServer(options: InvocationServerOptions): Server {
  return createServer(async (request, response) => {
    const name = request.url?.match(/^\/functions\/([\w-]+)$/)?.[1]
    if (request.method !== 'POST' || name === undefined) return void response.writeHead(404).end()
    try {
      send(response, 200, await invoke(name, request, options))
    } catch (error) {
      options.failed(name, error)
      response.setHeader('x-amz-function-error', 'Unhandled')
      send(response, 500, JSON.stringify(lambdaError(error)))
    }
  })
}

async function invoke(
  name: string,
  request: IncomingMessage,
  { findHandler }: InvocationServerOptions,
): Promise<string> {
  const [event, handler] = await Promise.all([json(request), findHandler(name)])
  const result = await handler(event, createContext(readInvocation(name, request.headers)))
  return JSON.stringify(result) ?? 'null'
}

function readInvocation(name: string, headers: IncomingHttpHeaders): Invocation {
  const text = (header: string) => {
    const value = headers[`x-amzn-lambda-${header}`]
    return typeof value === 'string' ? value : undefined
  }
  return {
    functionName: text('function-name') ?? name,
    functionVersion: text('function-version') ?? '$LATEST',
    functionArn: text('function-arn') ?? '',
    requestId: text('request-id') ?? crypto.randomUUID(),
    deadline: Number(text('deadline-ms') ?? Number.NaN) || Date.now() + 3_000,
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
