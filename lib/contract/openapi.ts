/** The contract as an OpenAPI 3.1 document, made from the route table: https://spec.openapis.org/oas/v3.1.1.html */
import type * as z from 'zod'
import { links } from './openapi-links.ts'
import { createSchemaCollector, type Direction, type Json } from './openapi-schemas.ts'
import { type ProblemName, problemSchema, problems, problemUrn } from './problem.ts'
import type { ResponseDefinition, Route } from './route.ts'
import { problemsOf } from './route-problems.ts'
import { routes } from './routes.ts'

type Describe = (schema: z.ZodType, direction: Direction) => Json

const security = 'googleIdToken'

export function openApiDocument() {
  const { components, describe } = createSchemaCollector()
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, describe) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Adaptive quiz',
      version: '1',
      description: 'Quizzes that adapt to each student. Errors are RFC 9457 problem details with a stable `type`.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        [security]: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Google ID token.' },
      },
    },
  }
}

function operation(route: Route, describe: Describe): Json {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'anyone' ? [] : [{ [security]: [] }],
    parameters: [
      ...parameters('path', route.params, describe),
      ...parameters('query', route.query, describe),
      ...parameters('header', route.headers, describe),
    ],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: describe(route.body, 'input') } } },
    }),
    responses: responses(route, describe),
  }
}

/** The route's name; further paths of the same endpoint add what they have in their path. */
export function operationIdOf(route: Route): string {
  const isFirst = routes.find(({ name }) => name === route.name) === route
  const words = isFirst ? [route.name] : [route.name, 'by', ...Object.keys(route.params?.shape ?? {})]
  return words.join('-').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function parameters(place: string, schema: z.ZodObject | undefined, describe: Describe): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !isOptional(field),
    schema: describe(field, 'input'),
  }))
}

/** Optional, or with a default. */
const isOptional = (field: z.core.$ZodType) => field._zod.optin !== undefined

function responses(route: Route, describe: Describe): Json {
  const described = new Map<number, Json>()
  for (const [status, definition] of Object.entries(route.responses)) {
    described.set(Number(status), success(route, Number(status), definition, describe))
  }
  for (const [status, names] of Map.groupBy(problemsOf(route), (name) => problems[name].status)) {
    described.set(status, withProblems(described.get(status), status, names, describe))
  }
  return Object.fromEntries(described)
}

function success(route: Route, status: number, definition: ResponseDefinition, describe: Describe): Json {
  const { description, headers = [] } = definition
  const schema = describe(definition.schema, 'output')
  const following = links[operationIdOf(route)]?.[status] ?? []
  return {
    description,
    ...(headers.length > 0 && { headers: headersOf(headers) }),
    ...(schema.type !== 'null' && {
      content: {
        'application/json': { schema },
        ...(definition.csv && { 'text/csv': { schema: { type: 'string' } } }),
      },
    }),
    ...(following.length > 0 && { links: Object.fromEntries(following.map((link) => [link.operationId, link])) }),
  }
}

/** What a status may mean here; beside a body of the route's own, where it has one for this status. */
function withProblems(own: Json | undefined, status: number, names: ProblemName[], describe: Describe): Json {
  const fields = { type: { enum: names.map(problemUrn) }, status: { const: status } }
  const schema = { allOf: [describe(problemSchema, 'output'), { properties: fields }] }
  const content = own && typeof own.content === 'object' ? own.content : {}
  return {
    description: names.map((name) => problems[name].title).join('; '),
    ...(problemHeaders[status] && { headers: headersOf(problemHeaders[status]) }),
    ...own,
    content: { ...content, 'application/problem+json': { schema } },
  }
}

const problemHeaders: Partial<Record<number, readonly HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

type HeaderName = 'Location' | 'Retry-After' | 'WWW-Authenticate'

const headerSchemas: Record<HeaderName, Json> = {
  Location: { description: 'Where to go on.', schema: { type: 'string', format: 'uri-reference' } },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'The scheme.', schema: { type: 'string' } },
}

const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { required: true, ...headerSchemas[name] }]))
