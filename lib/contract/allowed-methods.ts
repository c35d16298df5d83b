/** Which methods a path knows. */
import type { Method } from './route.ts'
import { type RouteKey, routeKeys } from './route-keys.ts'

/** @param path as requested, percent-encoding included. No method: nothing is there. */
export const allowedMethods = (path: string): Method[] => [...new Set(routesAt(path).map(({ method }) => method))]

/**
 * What API Gateway would take for a parameter, though the path is one of ours that does not know the method:
 * `GET /api/quiz/start` asks for no quiz of the id `start`.
 */
export const shadowedRoutes: readonly RouteKey[] = [
  ...new Set(routeKeys.map(({ path }) => path).filter((path) => !path.includes('{'))),
].flatMap((path) => {
  const known = allowedMethods(path)
  const taken = new Set(routeKeys.filter((route) => matches(route.path, path)).map(({ method }) => method))
  return [...taken].filter((method) => !known.includes(method)).map((method) => ({ method, path }))
})

/** A path that stands in the table as it is means itself. */
function routesAt(path: string): readonly RouteKey[] {
  const literal = routeKeys.filter((route) => route.path === path)
  return literal.length > 0 ? literal : routeKeys.filter((route) => matches(route.path, path))
}

/** API Gateway's rule: a parameter takes one segment that is not empty. */
function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  if (wanted.length !== given.length) return false
  return wanted.every((segment, index) => (segment.startsWith('{') ? given[index] !== '' : given[index] === segment))
}
