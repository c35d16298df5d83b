/** The routes that only a local platform has: tokens for anybody, where everything is, and the night on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import { type NightRequest, nightRequestSchema } from '../../lib/contract/events.ts'
import { Refusal } from '../../lib/contract/problem.ts'
import type { Person } from '../sign-in/google-claims.ts'
import { replyJson, replyRefusal } from './replies.ts'

export type LocalService = {
  /** Where everything is. */
  describe(): Promise<LocalDescription>
  /** null when people sign in with Google itself. */
  mintToken: ((person: Person & { admin: boolean }) => Promise<string>) | null
  /** Answers the id of the event. */
  requestNight(request: NightRequest): Promise<string>
}

/** What `GET /local` answers. */
export type LocalDescription = {
  /** With the database's name. */
  mongodbUri: string
  redisRestUrl: string
  redisRestToken: string
  awsEndpoint: string
  region: string
  apiUrl: string
  /** Of the ID tokens. */
  issuer: string
  /** Name -> URL, dead-letter queues included. */
  queues: Record<string, string>
  /** Of the nightly exports. */
  bucket: string
}

const tokenRequestSchema = z.strictObject({
  email: z.email(),
  name: z.string().trim().min(1).max(200).optional(),
  hostedDomain: z.hostname().optional(),
  admin: z.boolean().default(false),
})

type Answer = { status: number; body: unknown }
type LocalRoute = { method: 'GET' | 'POST'; answer(request: IncomingMessage): Promise<Answer> }

/** Answers a request whose path is `/local` or below it; false for any other. */
export function answerLocalRoute(service: LocalService, request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url?.replace(/\?.*$/, '') ?? '/'
  if (path !== '/local' && !path.startsWith('/local/')) return false
  answer(localRoutes(service)[path], request)
    .then(({ status, body }) => replyJson(response, status, body))
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) console.error(error)
      replyRefusal(response, error instanceof Refusal ? error : new Refusal('internal', { cause: error }))
    })
  return true
}

const localRoutes = (service: LocalService): Record<string, LocalRoute> => ({
  '/local': { method: 'GET', answer: async () => ({ status: 200, body: await service.describe() }) },
  '/local/token': {
    method: 'POST',
    async answer(request) {
      if (!service.mintToken) throw new Refusal('unknown-route', { detail: 'GOOGLE_CLIENT_ID is set: ask Google' })
      return { status: 200, body: { idToken: await service.mintToken(await readBody(request, tokenRequestSchema)) } }
    },
  },
  '/local/schedule/nightly': {
    method: 'POST',
    async answer(request) {
      const eventId = await service.requestNight(await readBody(request, nightRequestSchema))
      return { status: 202, body: { eventId } }
    },
  },
})

async function answer(route: LocalRoute | undefined, request: IncomingMessage): Promise<Answer> {
  if (!isLoopback(request.headers.host)) throw new Refusal('forbidden', { detail: 'only for callers on this machine' })
  if (!route) throw new Refusal('unknown-route')
  if (request.method !== route.method) {
    throw new Refusal('method-not-allowed', { headers: { allow: route.method } })
  }
  return route.answer(request)
}

/** A web page elsewhere may have its own name point here (DNS rebinding). */
const isLoopback = (host: string | undefined) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '')

/** No body is an empty one. @throws Refusal 413, 415, 400 or 422 */
async function readBody<S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.output<S>> {
  if (Number(request.headers['content-length'] ?? 0) > 65_536) throw new Refusal('payload-too-large')
  const bytes = await buffer(request)
  const mediaType = request.headers['content-type']?.replace(/;.*$/, '').trim().toLowerCase()
  if (bytes.length > 0 && mediaType !== 'application/json') throw new Refusal('unsupported-media-type')
  const parsed = schema.safeParse(bytes.length > 0 ? parseJson(bytes) : {})
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }))
  throw new Refusal('invalid-request', { issues })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new Refusal('malformed-json', { cause })
  }
}
