/** The API as this client calls it: typed by the OpenAPI document, one token for every call, problems as errors. */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'
import type { Settings } from './settings.ts'

export type Schemas = components['schemas']
export type Problem = Schemas['Problem']
export type Api = Client<paths>

const problemType = (name: string) => `urn:adaptive-quiz:problem:${name}`

/** A reply that is not a success; `problem` as the server put it, where it did. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem | null
  readonly retryAfterSeconds: number | null

  constructor(response: Response, problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? `The server answered ${response.status}`)
    this.name = 'ApiError'
    this.status = response.status
    this.problem = problem
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : null
  }

  is(name: string): boolean {
    return this.problem?.type === problemType(name)
  }
}

/** The network failed, or the reply was cut off: nobody knows whether the request arrived. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The connection failed', { cause })
    this.name = 'ConnectionError'
  }
}

/**
 * @param readToken the ID token of whoever is signed in
 * @param onRefusedToken called when the server does not take it (any more)
 */
export function createApi(settings: Settings, readToken: () => string | null, onRefusedToken: () => void): Api {
  const api = createClient<paths>({
    baseUrl: settings.apiUrl,
    fetch: fetchWhole,
  })
  api.use({
    onRequest({ request }) {
      const token = readToken()
      if (token) request.headers.set('authorization', `Bearer ${token}`)
      return request
    },
    async onResponse({ response }) {
      if (response.ok) return response
      const error = new ApiError(response, await readProblem(response))
      if (isSignedOut(error)) onRefusedToken()
      throw error
    },
  })
  return api
}

/** Longer than API Gateway lets anything take (30 s). */
const longestCallMs = 35_000

/** A reply counts once all of it is here: one that is cut off is a lost connection too. */
async function fetchWhole(request: Request): Promise<Response> {
  try {
    const reply = await fetch(request, { signal: AbortSignal.timeout(longestCallMs) })
    const body = await reply.arrayBuffer()
    return new Response(body.byteLength > 0 ? body : null, reply)
  } catch (error) {
    throw new ConnectionError(error)
  }
}

/** The token is not taken (any more), whatever the request was. */
export const isSignedOut = (error: unknown) =>
  error instanceof ApiError && ['invalid-token', 'missing-token', 'access-token'].some((name) => error.is(name))

async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null
  const body: unknown = await response.json()
  return isProblem(body) ? body : null
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string'

/** The body of a reply that the contract always gives one. */
export function bodyOf<T>({ data }: { data?: T }): T {
  if (data === undefined) throw new Error('the reply has no body')
  return data
}
