/** The student's requests, as API Gateway hands them to the handlers. */
import { randomUUID } from 'node:crypto'
import type { Lane } from './lane.ts'
import type { Story } from './story.ts'

/** null where no reply came: the process died under it. */
export type Reply = { status: number; body: unknown } | null

export type Caller = {
  post(name: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  get(name: string, path: string): Promise<Reply>
  delete(name: string, path: string): Promise<Reply>
  /** Moves the process's clock, from now on. */
  jump(milliseconds: number): void
  /** Where the clock stands, in milliseconds ahead of the real one. */
  readonly clockOffset: number
}

export function createCaller(lane: Lane, story: Story, email: string, mayFail: () => boolean): Caller {
  let clockOffset = 0
  let token = ''
  const signIn = () => {
    const now = Math.floor((Date.now() + clockOffset) / 1_000)
    token = lane.issuer.mint({ email, iat: now, exp: now + 3_600 })
  }
  lane.process.setClock(0)
  signIn()

  async function send(name: string, method: string, path: string, body?: unknown, headers = {}): Promise<Reply> {
    const outcome = await lane.process.call(name, eventOf(method, path, token, body, headers))
    if (outcome.kind === 'lost') return null
    if (outcome.kind === 'failure') {
      story.wrongs.push(`${name} threw: ${outcome.failure}`)
      return null
    }
    const { statusCode, body: text } = outcome.reply as { statusCode: number; body?: string }
    if (statusCode === 500) story.wrongs.push(`${name} replied 500`)
    if (statusCode > 500 && !mayFail()) story.wrongs.push(`${name} replied ${statusCode} with MongoDB in order`)
    return { status: statusCode, body: text === undefined ? null : JSON.parse(text) }
  }

  return {
    post: (name, path, body, headers) => send(name, 'POST', path, body, headers),
    get: (name, path) => send(name, 'GET', path),
    delete: (name, path) => send(name, 'DELETE', path),
    jump(milliseconds) {
      clockOffset += milliseconds
      lane.process.setClock(clockOffset)
      signIn()
    },
    get clockOffset() {
      return clockOffset
    },
  }
}

function eventOf(method: string, path: string, token: string, body: unknown, headers: Record<string, string>) {
  const sessionId = /^\/api\/quiz\/([0-9a-f]{24})/.exec(path)?.[1]
  const route = sessionId ? path.replace(sessionId, '{sessionId}') : path
  const routeKey = `${method} ${route}`
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sessionId && { pathParameters: { sessionId } }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    requestContext: { requestId: randomUUID(), routeKey, http: { method, path } },
    isBase64Encoded: false,
  }
}
