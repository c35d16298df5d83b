/**
 * Method and path of every route, without the schemas: a bundle gets them as the constant ROUTE_KEYS (cdk/bundles.ts), so
 * that the one function which needs nothing else of the table stays small whatever the table holds.
 */
import * as z from 'zod'
import { type Method, methods, type Route } from './route.ts'
import { routes } from './routes.ts'

declare const ROUTE_KEYS: string | undefined

export type RouteKey = Pick<Route, 'method' | 'path'>

const path = z.templateLiteral(['/', z.string()])
const method: z.ZodType<Method> = z.enum(methods)
const bundledSchema = z.array(z.object({ method, path }))

export const routeKeys: readonly RouteKey[] =
  typeof ROUTE_KEYS === 'string' ? bundledSchema.parse(JSON.parse(ROUTE_KEYS)) : routes
