/** The functions of the local stage, from the tables that CDK reads too. */
import { defaultRoute, routes } from '../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../lib/contract/workers.ts'

export const stage = 'local'

/** As CDK names it. */
export const functionName = (name: string) => `${stage}-${name}`

/** Function name without its stage -> path of its handler from the project's root. */
export const functionHandlers: ReadonlyMap<string, string> = new Map(
  [...routes, defaultRoute, ...queueWorkers, ...scheduledWorkers].map(({ name, handler }) => [name, handler]),
)
