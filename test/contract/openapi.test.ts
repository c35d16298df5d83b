/** The OpenAPI document says what the route table says, in the form that OpenAPI 3.1 asks for. */
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openApiDocument, operationIdOf } from '../../lib/contract/openapi.ts'
import { links } from '../../lib/contract/openapi-links.ts'
import { problems } from '../../lib/contract/problem.ts'
import { problemsOf } from '../../lib/contract/route-problems.ts'
import { routes } from '../../lib/contract/routes.ts'

type Operation = {
  operationId: string
  security: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, object>; headers?: Record<string, object> }>
}

// What clients get: nothing that JSON cannot say.
const document = JSON.parse(JSON.stringify(openApiDocument())) as ReturnType<typeof openApiDocument>

const operationOf = ({ path, method }: { path: string; method: string }) =>
  document.paths[path]?.[method.toLowerCase()] as Operation

function* nodes(value: unknown, place = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>]
  for (const [key, inner] of Object.entries(value)) yield* nodes(inner, `${place}/${key}`)
}

function resolve(pointer: string): unknown {
  return pointer
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], document)
}

test('is OpenAPI 3.1, with the fields that it requires', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  expect(Object.keys(document.paths).every((path) => path.startsWith('/'))).toBe(true)
})

test('every reference resolves within the document', () => {
  const references = [...nodes(document)].flatMap(([, node]) => (typeof node.$ref === 'string' ? [node.$ref] : []))
  expect(references.length).toBeGreaterThan(50)
  for (const reference of references) expect(resolve(reference), reference).toBeDefined()
})

test('every component is referred to', () => {
  const text = JSON.stringify(document)
  for (const id of Object.keys(document.components.schemas)) {
    expect(text, id).toContain(`"#/components/schemas/${id}"`)
  }
})

test('operation ids are unique', () => {
  const ids = routes.map(operationIdOf)
  expect(new Set(ids).size).toBe(ids.length)
})

test('has the routes of the table and no other', () => {
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

describe.each(routes.map((route) => [operationIdOf(route), route] as const))('%s', (id, route) => {
  const operation = operationOf(route)

  test('has the id, and the security that its access asks for', () => {
    expect(operation.operationId).toBe(id)
    expect(operation.security).toEqual(route.access === 'anyone' ? [] : [{ googleIdToken: [] }])
  })

  test('declares each parameter of its path, required', () => {
    for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) {
      expect(operation.parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }))
    }
  })

  test('has every response and every problem, each with a description', () => {
    const statuses = [...Object.keys(route.responses), ...problemsOf(route).map((name) => `${problems[name].status}`)]
    expect(Object.keys(operation.responses).sort()).toEqual([...new Set(statuses)].sort())
    for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('')
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['422', '500', '503']))
  })

  test('requires the headers that its responses come with', () => {
    for (const [status, { headers = [] }] of Object.entries(route.responses)) {
      for (const name of headers) {
        expect(operation.responses[status]?.headers?.[name]).toMatchObject({ required: true })
      }
    }
  })
})

test('links lead to operations that there are, and name their parameters', () => {
  const byId = new Map(routes.map((route) => [operationIdOf(route), route]))
  for (const [from, ofStatus] of Object.entries(links)) {
    for (const [status, following] of Object.entries(ofStatus)) {
      expect(byId.get(from)?.responses[Number(status)], `${from} ${status}`).toBeDefined()
      for (const { operationId, parameters = {} } of following) {
        const target = byId.get(operationId)
        expect(target, operationId).toBeDefined()
        expect(Object.keys(target?.params?.shape ?? {})).toEqual(Object.keys(parameters))
      }
    }
  }
})

test('no schema takes just anything, but for this document itself', () => {
  const schemas = [...nodes(document)].filter(([place]) => /\/(schema|items|properties\/\w+)$/.test(place))
  const empty = schemas.filter(([, schema]) => Object.keys(schema).length === 0).map(([place]) => place)
  expect(empty).toEqual([])
  const loose = schemas.filter(([, schema]) => schema.type === 'object' && schema.additionalProperties !== false)
  expect(loose.map(([place]) => place).every((place) => place.includes('openapi.json'))).toBe(true)
})

test('nothing that helps answer a question stands in any response but an admin’s', () => {
  const replies = routes
    .filter(({ access }) => access !== 'admin')
    .flatMap(({ responses }) => Object.values(responses).map(({ schema }) => z.toJSONSchema(schema)))
  expect(replies.length).toBeGreaterThan(10)
  const text = JSON.stringify(replies)
  for (const secret of [
    'correctAnswer',
    'acceptedAnswers',
    'tolerance',
    'solutionPattern',
    'optionOrder',
    'googleId"',
  ]) {
    expect(text).not.toContain(secret)
  }
})

test('objects in requests refuse unknown keys', () => {
  for (const route of routes) {
    const schema = operationOf(route).requestBody?.content['application/json']?.schema as { $ref?: string } | undefined
    if (schema) expect(resolve(schema.$ref ?? '')).toMatchObject({ additionalProperties: false })
  }
})

test('a parameter with a default may be left out', () => {
  const withDefault = routes.flatMap((route) =>
    (operationOf(route).parameters ?? []).filter(({ schema }) => 'default' in schema),
  )
  expect(withDefault.length).toBeGreaterThan(2)
  expect(withDefault.filter(({ required }) => required)).toEqual([])
})
