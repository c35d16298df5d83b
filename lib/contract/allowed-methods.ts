/** Which methods a path knows. */
import type { Method } from './route.ts'
import { routes } from './routes.ts'

/** @param path as requested, percent-encoding included. No method: nothing is there. */
export const allowedMethods = (path: string): Method[] => [
  ...new Set(routes.filter((route) => matches(route.path, path)).map(({ method }) => method)),
]

/** API Gateway's rule: a parameter takes one segment that is not empty. */
function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  if (wanted.length !== given.length) return false
  return wanted.every((segment, index) => (segment.startsWith('{') ? given[index] !== '' : given[index] === segment))
}
