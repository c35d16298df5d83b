/** The sample events: one for each function, each as the function takes it. */
import { readdirSync, readFileSync } from 'node:fs'
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import {
  checkCodeMessageSchema,
  generateQuestionsMessageSchema,
  interactionEventSchema,
  nightCompletedEventSchema,
  nightMessageSchema,
  nightRequestSchema,
} from '../lib/contract/events.ts'
import { defaultRoute, routes } from '../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../lib/contract/workers.ts'
import { checkRequest } from '../lib/platform/http/request.ts'

const names = [...routes, defaultRoute, ...queueWorkers, ...scheduledWorkers].map(({ name }) => name)
const read = <T>(name: string): T => JSON.parse(readFileSync(`events/${name}.json`, 'utf8'))

it('there is one for each function, and none for others', () => {
  const files = readdirSync('events').map((file) => file.replace(/\.json$/, ''))
  expect(files.toSorted()).toEqual([...new Set(names)].toSorted())
})

describe('of an HTTP function', () => {
  it.each([...new Set(routes.map(({ name }) => name))])('%s is a well-formed request to one of its routes', (name) => {
    const event = read<APIGatewayProxyEventV2>(name)
    const route = routes.find((each) => each.name === name && `${each.method} ${each.path}` === event.routeKey)
    if (!route) throw new Error(`${event.routeKey} is no route of ${name}`)
    expect(() => checkRequest(route, event)).not.toThrow()
    expect('authorization' in event.headers).toBe(route.access !== 'anyone')
  })

  it('that takes what no route takes has a path of no route', () => {
    const { routeKey, rawPath } = read<APIGatewayProxyEventV2>(defaultRoute.name)
    expect(routeKey).toBe('$default')
    expect(routes.map(({ path }): string => path)).not.toContain(rawPath)
  })
})

describe('of a queue worker', () => {
  const messages: Record<string, z.ZodType> = {
    'check-code': checkCodeMessageSchema,
    'work-night': nightMessageSchema,
    'generate-questions': generateQuestionsMessageSchema,
    'store-interactions': interactionEventSchema,
    'fine-tune': nightCompletedEventSchema,
  }

  it.each(queueWorkers.map(({ name }) => name))('%s holds messages of its form', (name) => {
    const schema = messages[name]
    if (!schema) throw new Error(`this test does not know the messages of ${name}`)
    const { Records } = read<SQSEvent>(name)
    expect(Records.length).toBeGreaterThan(0)
    for (const { body } of Records) expect(schema.safeParse(JSON.parse(body)).error).toBeUndefined()
  })
})

describe('of a scheduled function', () => {
  it.each(scheduledWorkers.map(({ name }) => name))('%s is what EventBridge sends', (name) => {
    const event = read<{ source: string; time: string; detail: unknown }>(name)
    expect(event.source).toBe('aws.events')
    expect(Date.parse(event.time)).not.toBeNaN()
    expect(nightRequestSchema.safeParse(event.detail).error).toBeUndefined()
  })
})
