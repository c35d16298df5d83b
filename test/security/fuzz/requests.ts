/** Requests to every operation of the OpenAPI document: well-formed ones, ones that are a little off, and hopeless ones. */
import fc from 'fast-check'
import type { Route } from '../../../lib/contract/route.ts'
import { createArbitraries, type Schema } from './arbitrary-of-schema.ts'

export type Caller = 'student' | 'other' | 'admin' | 'leaver' | 'nobody' | 'forger'

export type FuzzRequest = {
  route: Route
  caller: Caller
  params: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, string>
  body: unknown
  /** Sent instead of `body`. */
  rawBody?: string
}

type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }
type Operation = { parameters: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } }
export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

type Arbitraries = ReturnType<typeof createArbitraries>

export function createRequests(document: Document, routes: readonly Route[]) {
  const schemas = createArbitraries(document.components.schemas)
  const wellFormed = fc.oneof(
    ...routes.map((route) => ({ weight: weightOf(route), arbitrary: requestTo(route, document, schemas) })),
  )
  return {
    wellFormed,
    /** May be taken or not. */
    mutated: fc.tuple(wellFormed, mutation).map(([request, mutate]) => mutate(request)),
    /** Must be refused, and write nothing. */
    hopeless: fc.tuple(wellFormed, spoiling).map(([request, spoil]) => spoil(request)),
  }
}

/** Most of all what students do; the whole contract, an erasure, or a whole night's work, now and then. */
function weightOf({ name, tag, method }: Route): number {
  if (method === 'DELETE' || name === 'get-openapi' || name === 'request-night') return 1
  return tag === 'Quiz' ? 20 : 5
}

const callersOf = ({ access, method, path }: Route): fc.Arbitrary<Caller> => {
  // Whoever erases themselves takes what others look for with them.
  if (method === 'DELETE' && path === '/api/user/me') return fc.constant('leaver')
  const [usual, unusual] = access === 'admin' ? (['admin', 'student'] as const) : (['student', 'admin'] as const)
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant<Caller>(usual) },
    { weight: 2, arbitrary: fc.constantFrom<Caller[]>('other', unusual) },
  )
}

function requestTo(route: Route, document: Document, { of }: Arbitraries): fc.Arbitrary<FuzzRequest> {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()]
  if (!operation) throw new Error(`the document has no ${route.method} ${route.path}`)
  const part = (place: Parameter['in']) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place)
    const fields = Object.fromEntries(parameters.map(({ name, schema }) => [name, of(schema, name)]))
    const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name)
    return fc.record(fields, { requiredKeys })
  }
  const schema = operation.requestBody?.content['application/json']?.schema
  return fc.record({
    route: fc.constant(route),
    caller: callersOf(route),
    params: part('path'),
    query: part('query'),
    headers: part('header').map((headers) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerValue(value)])),
    ),
    body: schema ? of(schema, '') : fc.constant(undefined),
  })
}

/** What HTTP lets a header be. */
const headerValue = (value: unknown) =>
  String(value)
    .replace(/[^\x20-\x7e]/g, '')
    .trim() || 'x'

type Change = (request: FuzzRequest) => FuzzRequest

const wrong = fc.constantFrom<unknown[]>(
  null,
  true,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(5_000),
  [],
  [[]],
  {},
  { $ne: null },
  { $where: 'sleep(1000)' },
  'me',
  '../../etc/passwd',
  '\0',
  '\udc00',
)

/** Puts something else in one place of the body, the query or the path. */
const mutation: fc.Arbitrary<Change> = fc
  .record({ place: fc.nat(1_000), value: wrong, remove: fc.boolean() })
  .map(({ place, value, remove }) => (request) => {
    const copy = structuredClone({ params: request.params, query: request.query, body: request.body })
    const places = [copy.params, copy.query, copy.body].flatMap(placesIn)
    const chosen = places[place % Math.max(1, places.length)]
    if (chosen) {
      const [parent, key] = chosen
      if (remove && !Object.values(copy).includes(parent)) delete parent[key]
      else parent[key] = value
    }
    return { ...request, ...copy }
  })

type Place = readonly [parent: Record<string, unknown>, key: string]

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Record<string, unknown>
  return Object.keys(parent).flatMap((key) => [[parent, key] as const, ...placesIn(parent[key])])
}

/** Of a route that takes none, a body is not read; what is wrong with the caller or the query always is. */
const spoiling: fc.Arbitrary<Change> = fc.constantFrom<Change[]>(
  (request) => withoutCaller(request, 'nobody'),
  (request) => withoutCaller(request, 'forger'),
  (request) => ({ ...request, query: { ...request.query, $where: '1' } }),
  (request) => ({ ...request, query: { ...request.query, __proto__x: '1' } }),
  (request) => spoilBody(request, { rawBody: '{"topicId":' }),
  (request) => spoilBody(request, { rawBody: `${JSON.stringify(request.body)}\0` }),
  (request) => spoilBody(request, { rawBody: JSON.stringify(request.body), headers: { 'content-type': 'text/plain' } }),
  (request) => spoilBody(request, { rawBody: `{"__proto__":${JSON.stringify(request.body)}}` }),
  (request) => spoilBody(request, { rawBody: `[${JSON.stringify(request.body)}]` }),
  (request) => spoilBody(request, { rawBody: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }),
  (request) => spoilBody(request, { rawBody: JSON.stringify('x'.repeat(70_000)) }),
  (request) =>
    spoilBody(request, { body: { ...(request.body as object), roles: ['admin'], constructor: {}, $set: {} } }),
)

const withoutCaller = (request: FuzzRequest, caller: Caller): FuzzRequest =>
  request.route.access === 'anyone' ? { ...request, query: { a: '1' } } : { ...request, caller }

const spoilBody = (request: FuzzRequest, change: Partial<FuzzRequest>): FuzzRequest =>
  request.route.body === undefined
    ? withoutCaller(request, 'forger')
    : { ...request, ...change, headers: { ...request.headers, ...change.headers } }
