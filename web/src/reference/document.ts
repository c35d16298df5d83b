/** The parts of an OpenAPI 3.1 document that the reference shows: https://spec.openapis.org/oas/v3.1.1.html */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema }
export type Content = Record<string, { schema?: JsonSchema }>
export type Reply = { description: string; headers?: Record<string, { description?: string }>; content?: Content }

export type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, Reply>
}

export type OpenApi = {
  info: { title: string; version: string; description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema> }
}

export type Endpoint = Operation & { method: string; path: string }

/** @returns the operations of each tag, in the document's order */
export function endpointsByTag({ tags, paths }: OpenApi): [string, Endpoint[]][] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
  return tags.map(({ name }) => [name, all.filter((endpoint) => endpoint.tags.includes(name))])
}

/** @returns the problem types that a reply may have, by the last word of their URNs */
export function problemsOf({ content }: Reply): string[] {
  const parts = content?.['application/problem+json']?.schema?.allOf ?? []
  const types = parts.flatMap(({ properties }) => properties?.type?.enum ?? [])
  return types.filter((type) => typeof type === 'string').map((type) => type.replace(/^.*:/, ''))
}

/** @returns what a value must keep to, besides its type, in words */
export function limitsOf(schema: JsonSchema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, format, pattern } = schema
  return [
    rangeOf(minimum, maximum, ''),
    rangeOf(minLength, maxLength, ' characters'),
    rangeOf(minItems, maxItems, ' items'),
    format,
    pattern === '\\S' ? 'not blank' : pattern && `matches ${pattern}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter((limit) => typeof limit === 'string')
}

function rangeOf(low: number | undefined, high: number | undefined, what: string): string | undefined {
  if (low !== undefined && high !== undefined) return `${low} to ${high}${what}`
  if (low !== undefined) return `at least ${low}${what}`
  return high === undefined ? undefined : `at most ${high}${what}`
}
