/** What the service says of itself. */
import * as z from 'zod'
import { defineRoute } from '../route.ts'

const storeStateSchema = z.enum(['up', 'down'])

const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'degraded', 'down']),
    stores: z.strictObject({ mongodb: storeStateSchema, redis: storeStateSchema }),
  })
  .meta({ id: 'Health' })

export const getHealthRoute = defineRoute({
  name: 'get-health',
  method: 'GET',
  path: '/health',
  handler: 'functions/api/service/get-health.ts',
  access: 'anyone',
  tag: 'Service',
  summary: 'Liveness, and the state of each store',
  responses: {
    200: { description: 'Quizzes can be taken (degraded: without Redis, more slowly).', schema: healthSchema },
    503: { description: 'MongoDB is away.', schema: healthSchema, headers: ['Retry-After'] },
  },
})

export const getOpenapiRoute = defineRoute({
  name: 'get-openapi',
  method: 'GET',
  path: '/api/openapi.json',
  handler: 'functions/api/service/get-openapi.ts',
  access: 'anyone',
  tag: 'Service',
  summary: 'This contract',
  responses: { 200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
})
