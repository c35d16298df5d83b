/**
 * Every error a client can meet, as RFC 9457 problem details.
 * The type is a URN that never changes; clients branch on it, people read title and detail.
 */
import * as z from 'zod'

export const problems = {
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'question-not-served': { status: 400, title: 'This question has not been served to you' },
  'quiz-ended': { status: 400, title: 'The quiz has ended' },
  'missing-token': { status: 401, title: 'A Google ID token is required' },
  'invalid-token': { status: 401, title: 'The token is not acceptable' },
  'access-token': { status: 401, title: 'An ID token is required, not an access token' },
  'unknown-session': { status: 401, title: 'This quiz is not yours or does not exist' },
  'wrong-domain': { status: 403, title: 'Your organisation may not use this service' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'unknown-topic': { status: 404, title: 'There is no such topic' },
  'unknown-question': { status: 404, title: 'There is no such question' },
  'unknown-user': { status: 404, title: 'There is no such user' },
  'unknown-job': { status: 404, title: 'There is no such request for questions' },
  'unknown-prompt': { status: 404, title: 'There is no such prompt version' },
  'unknown-route': { status: 404, title: 'There is nothing at this path' },
  'method-not-allowed': { status: 405, title: 'This path does not know the method' },
  'already-answered': { status: 409, title: 'The question has been answered otherwise' },
  'question-status': { status: 409, title: 'What the question is now does not allow this' },
  'prompt-in-use': { status: 409, title: 'The prompt version is in use' },
  'prompt-status': { status: 409, title: 'The prompt version cannot take this status' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'invalid-request': { status: 422, title: 'The request does not have the required form' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong' },
  'generation-unavailable': { status: 503, title: 'No model is configured to generate questions' },
  'store-unavailable': { status: 503, title: 'The service is temporarily unavailable' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemName = keyof typeof problems

export const problemUrn = (name: ProblemName) => `urn:adaptive-quiz:problem:${name}`

export const problemSchema = z
  .strictObject({
    type: z.string().startsWith('urn:adaptive-quiz:problem:'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    /** The request's id, to be quoted to whoever operates the service. */
    instance: z.string().optional(),
    /** 422: where the request is wrong. A JSON pointer into the body, or one that begins with path, query or headers. */
    issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    /** 409: the verdict on record. */
    recorded: z.strictObject({ correct: z.boolean().nullable() }).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>

type RefusalExtras = Pick<Problem, 'detail' | 'issues' | 'recorded'> & {
  headers?: Record<string, string>
  cause?: unknown
}

/** A request that is refused for a reason the contract names. Any other error is a fault of ours. */
export class Refusal extends Error {
  readonly problem: ProblemName
  readonly extras: RefusalExtras

  constructor(problem: ProblemName, extras: RefusalExtras = {}) {
    super(extras.detail ?? problems[problem].title, { cause: extras.cause })
    this.name = 'Refusal'
    this.problem = problem
    this.extras = extras
  }
}
