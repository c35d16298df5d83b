/** Which methods a path knows, by a table of routes. */
import type { Method, Route } from './route.ts'

export type Path = Pick<Route, 'method' | 'path'>

/** @param path as requested, percent-encoding included. No method: nothing is there. */
export const allowedMethods = (table: readonly Path[], path: string): Method[] => [
  ...new Set(routesAt(table, path).map(({ method }) => method)),
]

/**
 * What API Gateway would take for a parameter, though the path is one of ours that does not know the method:
 * `GET /api/quiz/start` asks for no quiz of the id `start`.
 */
export const shadowedRoutes = (table: readonly Path[]): Path[] =>
  [...new Set(table.map(({ path }) => path).filter((path) => !path.includes('{')))].flatMap((path) => {
    const known = allowedMethods(table, path)
    const taken = new Set(table.filter((route) => matches(route.path, path)).map(({ method }) => method))
    return [...taken].filter((method) => !known.includes(method)).map((method) => ({ method, path }))
  })

/** A path that stands in the table as it is means itself. */
function routesAt(table: readonly Path[], path: string): readonly Path[] {
  const literal = table.filter((route) => route.path === path)
  return literal.length > 0 ? literal : table.filter((route) => matches(route.path, path))
}

/** API Gateway's rule: a parameter takes one segment that is not empty. */
function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  if (wanted.length !== given.length) return false
  return wanted.every((segment, index) => (segment.startsWith('{') ? given[index] !== '' : given[index] === segment))
}
