/** What every reply must be, whatever was asked: within the contract, without a secret, and in time. */
import { checked } from '../../support/call.ts'
import type { FuzzRequest } from './requests.ts'

export type FuzzReply = { status: number; headers: Headers; text: string }

/** In every key of the stock. */
export const canary = 'canary-5e7a'

/** Nobody's business: places in the source, stores, stacks. */
const inside =
  /node_modules|\.ts:\d+|mongodb(\+srv)?:\/\/|MongoServerError|BSON|ioredis|upstash|at async |ECONN|TypeError/

/** @returns what is wrong with the reply; null when nothing is */
export function faultOf(request: FuzzRequest, { status, headers, text }: FuzzReply, token: string): string | null {
  if (isUnrouted(request, text)) return null
  if (status >= 500 && !isNews(request, status, text)) return `${status}`
  try {
    const names = ['content-type', 'location', 'retry-after', 'www-authenticate', 'cache-control']
    const received = Object.fromEntries(names.flatMap((name) => [[name, headers.get(name) ?? '']]).filter(([, v]) => v))
    checked(request.route, { statusCode: status, headers: received, ...(text !== '' && { body: text }) })
  } catch (error) {
    return `outside the contract: ${error instanceof Error ? error.message : error}`
  }
  if (headers.get('cache-control') !== 'no-store') return 'may be cached'
  if (status === 401 && headers.get('www-authenticate') !== 'Bearer') return '401 without WWW-Authenticate'
  if ((status === 429 || status === 503) && !(Number(headers.get('retry-after')) >= 1))
    return `${status} without Retry-After`
  if (inside.test(text) && !inside.test(JSON.stringify([request.body, request.rawBody]))) return 'shows its inside'
  const said = `${text}${JSON.stringify([...headers])}`
  if (token !== '' && said.includes(token.slice(-40))) return 'repeats the token'
  if (mayTellKeys(request, status, text)) return null
  return said.includes(canary) ? 'gives a key away' : null
}

/** A 503 that says how things are, and no fault: no model is configured, or a ping took long on a busy machine. */
const isNews = ({ route }: FuzzRequest, status: number, text: string) =>
  status === 503 && (route.name === 'get-health' || text.includes('problem:generation-unavailable"'))

/** What is no id may, once decoded, be more than one segment of a path: then there is nothing there. */
const isUnrouted = ({ params }: FuzzRequest, text: string) =>
  /problem:(unknown-route|method-not-allowed)"/.test(text) &&
  Object.values(params).some((value) => !/^[0-9a-f]{24}$/i.test(String(value)))

/** The reply to an answer, the last answer in a quiz's view, and what is for admins' eyes. */
function mayTellKeys({ route, caller }: FuzzRequest, status: number, text: string): boolean {
  if (status >= 300) return false
  if (route.access === 'admin') return caller === 'admin'
  if (route.path.endsWith('/answer')) return true
  if (!['get-quiz', 'abandon-quiz'].includes(route.name)) return false
  const { lastAnswer: _, ...rest } = JSON.parse(text || '{}')
  return !JSON.stringify(rest).includes(canary)
}
