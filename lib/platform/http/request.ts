/** From API Gateway's event to checked values: body, path, query and headers, each by its schema of the route. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { Refusal } from '../../contract/problem.ts'
import type { Route } from '../../contract/route.ts'

const largestBody = 64 * 1024

type Output<S> = S extends z.ZodType ? z.output<S> : undefined

/** The checked parts of a request to route R; a part that the route does not define is undefined. */
export type CheckedRequest<R extends Route> = R extends Route
  ? {
      route: R
      params: Output<R['params']>
      query: Output<R['query']>
      headers: Output<R['headers']>
      body: Output<R['body']>
    }
  : never

/** @throws Refusal 413, 415, 400 or 422, in this order. */
export function checkRequest<R extends Route>(route: R, event: APIGatewayProxyEventV2): CheckedRequest<R>
export function checkRequest(route: Route, event: APIGatewayProxyEventV2): unknown {
  const body = route.body ? readJson(event) : undefined
  const issues: { path: string; message: string }[] = []
  const check = (part: string, schema: z.ZodType | undefined, value: unknown) => {
    if (!schema) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) {
      issues.push({ path: pointer(part, issue.path), message: issue.message.slice(0, longestMessage) })
    }
    return undefined
  }
  const checked = {
    route,
    params: check('path', route.params, event.pathParameters ?? {}),
    query: check('query', route.query ?? noQuery, event.queryStringParameters ?? {}),
    headers: check('headers', route.headers, event.headers),
    body: check('', route.body, body),
  }
  if (issues.length > 0) throw new Refusal('invalid-request', { issues: issues.slice(0, 20) })
  return checked
}

/** Some messages name all that was wrong, as much as a body can hold. */
const longestMessage = 200

const noQuery = z.strictObject({})

/** RFC 6901; a part of the request other than the body stands in front. */
const pointer = (part: string, path: PropertyKey[]) =>
  [part, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/').replace(/^$/, '/')

function readJson(event: APIGatewayProxyEventV2): unknown {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > largestBody) throw new Refusal('payload-too-large', { detail: `at most ${largestBody} bytes` })
  const mediaType = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new Refusal('unsupported-media-type')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Refusal('malformed-json', { cause })
  }
}
