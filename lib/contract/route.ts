/** What a route is: everything that API Gateway, the pipeline, the OpenAPI document and the tests need to know of it. */
import type * as z from 'zod'
import type { ProblemName } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anyone, anyone with a good token, or admins. */
export type Access = 'anyone' | 'user' | 'admin'

export type ResponseDefinition = {
  description: string
  schema: z.ZodType
  /** Whether the body may come as `text/csv` (RFC 4180) instead. */
  csv?: true
  /** Response headers besides Content-Type. */
  headers?: readonly ('Location' | 'Retry-After')[]
}

export type Route = {
  /** verb-noun; the function's name on AWS is `<stage>-<name>`. */
  name: string
  method: Method
  /** As API Gateway writes it: `/api/topics/{topicId}`. */
  path: `/${string}`
  /** Entry of the Lambda function, from the project's root; two paths of one endpoint share one function. */
  handler: `functions/api/${string}.ts`
  access: Access
  summary: string
  tag: 'Quiz' | 'Topics' | 'People' | 'Administration' | 'Service'
  params?: z.ZodObject
  query?: z.ZodObject
  /** Request headers that the route reads, in lower case. */
  headers?: z.ZodObject
  body?: z.ZodType
  responses: Record<number, ResponseDefinition>
  /** Beyond those that follow from access, params, query and body. */
  problems?: readonly ProblemName[]
}

/** Checks the definition and keeps its exact type. */
export const defineRoute = <const R extends Route>(route: R): R => route
