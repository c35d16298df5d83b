/**
 * Calls a route's handler as API Gateway does (payload format 2.0), and holds the reply against the contract: a status,
 * a problem or a body that the route does not announce fails the test.
 */
import { randomUUID } from 'node:crypto'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import type * as z from 'zod'
import { type Problem, problemSchema, problemUrn } from '../../lib/contract/problem.ts'
import type { Route } from '../../lib/contract/route.ts'
import { problemsOf } from '../../lib/contract/route-problems.ts'
import { defaultRoute } from '../../lib/contract/routes.ts'
import type { HttpReply } from '../../lib/platform/http/reply.ts'

export type CallOptions = {
  token?: string
  params?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, instead of `body`. */
  rawBody?: string
  isBase64Encoded?: boolean
}

type SuccessBody<R extends Route> = z.output<R['responses'][keyof R['responses'] & number]['schema']>

export type Called<Body> = {
  status: number
  headers: Record<string, string>
  /** null when there is none; a problem when the request was refused. */
  body: Body
}

/** @typeParam Body by default what the route may reply; name `Problem` where a refusal is expected */
export async function call<R extends Route, Body = SuccessBody<R>>(
  route: R,
  options: CallOptions = {},
): Promise<Called<Body>> {
  const reply = await invoke(route.handler, toEvent(`${route.method} ${route.path}`, options))
  return checked(route, reply) as Called<Body>
}

/** As `call`, for a request that must be refused. */
export const refused = (route: Route, options: CallOptions = {}) => call<Route, Problem>(route, options)

/** A request that no route takes. */
export async function callUnrouted(method: string, path: string, options: CallOptions = {}): Promise<Called<Problem>> {
  const event = toEvent(`${method} ${path}`, options)
  event.routeKey = '$default'
  event.requestContext.routeKey = '$default'
  const { statusCode, headers, body } = await invoke(defaultRoute.handler, event)
  return { status: statusCode, headers, body: problemSchema.parse(JSON.parse(body ?? 'null')) }
}

async function invoke(entry: string, event: unknown): Promise<HttpReply> {
  const { handler } = await import(/* @vite-ignore */ new URL(`../../${entry}`, import.meta.url).href)
  return handler(event, toContext(entry))
}

function toContext(entry: string): Context {
  const name = entry.replace(/^.*\/|\.ts$/g, '')
  const stop = () => {
    throw new Error('handlers reply by what they return')
  }
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: false,
    functionName: `test-${name}`,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:test-${name}`,
    memoryLimitInMB: '1024',
    logGroupName: `/aws/lambda/test-${name}`,
    logStreamName: 'test',
    getRemainingTimeInMillis: () => 29_000,
    done: stop,
    fail: stop,
    succeed: stop,
  }
}

function toEvent(routeKey: string, options: CallOptions): APIGatewayProxyEventV2 {
  const [method = '', template = ''] = routeKey.split(' ')
  const { params, query, body, rawBody = body === undefined ? undefined : JSON.stringify(body) } = options
  const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params?.[name] ?? ''))
  const domainName = 'api.test'
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      host: domainName,
      ...(rawBody !== undefined && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(query && { queryStringParameters: query }),
    ...(params && { pathParameters: params }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName,
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
    ...(rawBody !== undefined && { body: rawBody }),
    isBase64Encoded: options.isBase64Encoded ?? false,
  }
}

/** Holds a reply against the contract. @throws where it breaks it */
export function checked(route: Route, { statusCode, headers, body: text }: HttpReply): Called<unknown> {
  if (headers['content-type']?.startsWith('text/csv') && route.responses[statusCode]?.csv) {
    return { status: statusCode, headers, body: text }
  }
  const body: unknown = text === undefined ? null : JSON.parse(text)
  if (headers['content-type'] === 'application/problem+json') {
    const problem = problemSchema.parse(body)
    const announced = problemsOf(route).map(problemUrn)
    if (problem.status !== statusCode) throw new Error(`${route.name}: status ${statusCode} with ${text}`)
    if (!announced.includes(problem.type)) throw new Error(`${route.name} does not announce ${text}`)
    return { status: statusCode, headers, body: problem }
  }
  const definition = route.responses[statusCode]
  if (!definition) throw new Error(`${route.name} does not announce ${statusCode}: ${text}`)
  return { status: statusCode, headers, body: definition.schema.parse(body) }
}
