/** Every problem that a route may answer with: those of its own, and those that follow from what it is. */
import type { ProblemName } from './problem.ts'
import type { Access, Route } from './route.ts'

const ofToken = ['missing-token', 'invalid-token', 'access-token', 'wrong-domain'] as const

const ofAccess: Record<Access, readonly ProblemName[]> = {
  anyone: [],
  user: ofToken,
  admin: [...ofToken, 'forbidden', 'too-many-requests'],
}

const ofBody = ['malformed-json', 'payload-too-large', 'unsupported-media-type'] as const

/** An unknown query parameter is an invalid request to any route; internal faults can happen to all. */
const ofAll = ['invalid-request', 'internal', 'store-unavailable'] as const

/** Without repetition. */
export const problemsOf = ({ access, body, problems = [] }: Route): ProblemName[] => [
  ...new Set([...ofAccess[access], ...(body ? ofBody : []), ...problems, ...ofAll]),
]
