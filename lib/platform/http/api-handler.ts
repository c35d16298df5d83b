/**
 * The pipeline of every HTTP function: who is it (guard), is the request well-formed (route), one use case, reply.
 * Whatever is thrown on the way becomes problem details.
 */
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import * as z from 'zod'
import { Refusal } from '../../contract/problem.ts'
import type { Route } from '../../contract/route.ts'
import { config } from '../config.ts'
import { endInvocation } from '../invocation.ts'
import { beginLog, log } from '../log.ts'
import { problemReply } from './problem-reply.ts'
import type { HttpReply } from './reply.ts'
import { type CheckedRequest, checkRequest } from './request.ts'

/** Who calls, from the request's headers. @throws Refusal 401 or 403. */
export type Guard<Caller> = (headers: Record<string, string | undefined>) => Promise<Caller>

/** For routes that take anyone. */
export const anyone: Guard<null> = async () => null

/** A table that goes out as it is. */
export class Csv {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type ApiReply<R extends Route> = {
  [S in keyof R['responses'] & number]: {
    status: S
    body: z.input<R['responses'][S]['schema']> | (R['responses'][S] extends { csv: true } ? Csv : never)
    headers?: Record<string, string>
  }
}[keyof R['responses'] & number]

export type ApiRequest<R extends Route, Caller> = CheckedRequest<R> & { caller: Caller; requestId: string }

/**
 * @param routes the routes that share this function; most have one
 * @param guard answers who calls
 * @param handle the use case; its reply is checked against the route's schema where CHECK_RESPONSES is on
 * @param observe told how long each request took, whatever became of it
 */
export function apiHandler<const R extends Route, Caller>(
  routes: readonly R[],
  guard: Guard<Caller>,
  handle: (request: ApiRequest<R, Caller>) => Promise<ApiReply<R>>,
  observe?: (milliseconds: number) => void,
) {
  return middy(async (event: APIGatewayProxyEventV2, context: Context): Promise<HttpReply> => {
    const route = routes.find(({ method, path }) => event.routeKey === `${method} ${path}`)
    if (!route) throw new Error(`${event.routeKey} is not among the routes of this function`)
    const caller = await guard(event.headers)
    const request = { ...checkRequest(route, event), caller, requestId: context.awsRequestId }
    nameSession(request.params, request.body)
    const reply = await handle(request)
    nameSession(reply.body)
    return serialise(route, reply)
  }).use({
    before: ({ context, internal }) => {
      beginLog({ requestId: context.awsRequestId })
      internal.start = performance.now()
    },
    after: ({ event, internal, response }) => {
      log.info('replied', { route: event.routeKey, status: response?.statusCode })
      end(internal.start)
    },
    onError: (request) => {
      const about = { requestId: request.context.awsRequestId, route: request.event.routeKey }
      request.response = problemReply(request.error, about)
      log.info('refused', { ...about, status: request.response.statusCode })
      end(request.internal.start)
    },
  })

  function end(start: unknown) {
    if (observe && typeof start === 'number') observe(performance.now() - start)
    endInvocation()
  }
}

/** Puts the quiz's id, where one of these has it, on the invocation's further log lines. */
function nameSession(...places: readonly unknown[]): void {
  for (const place of places) {
    if (typeof place === 'object' && place !== null && 'sessionId' in place && typeof place.sessionId === 'string') {
      log.appendKeys({ sessionId: place.sessionId })
    }
  }
}

function serialise(
  route: Route,
  reply: { status: number; body: unknown; headers?: Record<string, string> },
): HttpReply {
  const headers = { ...reply.headers, 'cache-control': 'no-store' }
  if (reply.body instanceof Csv) {
    const type = 'text/csv; charset=utf-8; header=present'
    return { statusCode: reply.status, headers: { ...headers, 'content-type': type }, body: reply.body.text }
  }
  if (config().CHECK_RESPONSES) checkReply(route, reply)
  if (reply.body === null) return { statusCode: reply.status, headers }
  return {
    statusCode: reply.status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(reply.body),
  }
}

function checkReply(route: Route, reply: { status: number; body: unknown; headers?: Record<string, string> }) {
  const definition = route.responses[reply.status]
  if (!definition) throw new Error(`${route.name} replied ${reply.status}, which its contract does not know`)
  const parsed = definition.schema.safeParse(reply.body)
  if (!parsed.success) {
    throw new Error(`${route.name} broke its contract:\n${z.prettifyError(parsed.error)}`)
  }
  for (const name of definition.headers ?? []) {
    if (!reply.headers?.[name.toLowerCase()]) throw new Error(`${route.name} replied ${reply.status} without ${name}`)
  }
}

/** The part of a request that must be the same in path and body; @throws Refusal 422 when they differ or are absent. */
export function agree(name: string, inPath: string | undefined, inBody: string | undefined): string {
  const value = inPath ?? inBody
  if (value === undefined || (inBody !== undefined && inBody !== value)) {
    throw new Refusal('invalid-request', { issues: [{ path: `/${name}`, message: 'must match the path' }] })
  }
  return value
}
