/** Requests over the wire, several side by side. */
import type { FuzzReply } from './check-reply.ts'
import type { FuzzRequest } from './requests.ts'

/** Longer than anything may wait: a start waits 10 s for questions, a code answer 5 s for its verdict. */
const patienceMs = 30_000

/** @throws when the reply takes too long */
export async function send(baseUrl: string, request: FuzzRequest, token: string): Promise<FuzzReply> {
  const {
    route,
    params,
    query,
    headers,
    body,
    rawBody = body === undefined ? undefined : JSON.stringify(body),
  } = request
  const path = route.path.replace(/\{(\w+)\}/g, (_, name) => segment(params[name]))
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, textOf(value)]),
  ).toString()
  const reply = await fetch(`${baseUrl}${path}${search && `?${search}`}`, {
    method: route.method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(rawBody !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(rawBody !== undefined && { body: rawBody }),
    signal: AbortSignal.timeout(patienceMs),
  })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.toWellFormed() : String(JSON.stringify(value)))

/** One segment that stays one: an empty one, or dots, would be another path. */
function segment(value: unknown): string {
  const text = textOf(value)
  return /^\.{0,2}$/.test(text) ? '_' : encodeURIComponent(text)
}

export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
