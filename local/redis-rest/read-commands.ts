/**
 * Reads the Redis commands out of an HTTP request, as Upstash's REST API lays them out
 * (https://upstash.com/docs/redis/features/restapi): in the path, in the body, or many at once.
 */

type Argument = string | Buffer
export type Command = readonly [name: string, ...rest: Argument[]]

export type CommandRequest =
  | { kind: 'single'; command: Command }
  | { kind: 'pipeline'; commands: Command[] }
  | { kind: 'transaction'; commands: Command[] }

/** The request is not one that the API knows; `message` goes to the client as it is. */
export class BadRequestError extends Error {
  override name = 'BadRequestError'
}

/**
 * `/` holds one command as a JSON array in its body, `/pipeline` and `/multi-exec` an array of them. Any other path is
 * a command of its own, with the body, then the query's names and values, as further arguments:
 * `POST /set/foo?EX=100` is `SET foo <body> EX 100`.
 */
export function readCommands(path: string, parameters: URLSearchParams, body: Buffer): CommandRequest {
  switch (path) {
    case '/':
      return { kind: 'single', command: toCommand(parseJson(body)) }
    case '/pipeline':
      return { kind: 'pipeline', commands: toCommands(parseJson(body)) }
    case '/multi-exec':
      return { kind: 'transaction', commands: toCommands(parseJson(body)) }
    default:
      return { kind: 'single', command: commandOfPath(path, parameters, body) }
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new BadRequestError('ERR failed to parse the request body as JSON', { cause })
  }
}

function toCommands(value: unknown): Command[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new BadRequestError('ERR expected a JSON array of one or more commands')
  }
  return value.map(toCommand)
}

function toCommand(value: unknown): Command {
  if (!Array.isArray(value)) throw new BadRequestError('ERR expected a command as a JSON array')
  const [name, ...rest] = value.map(toArgument)
  if (!name) throw new BadRequestError('ERR empty command')
  return checkedCommand([name, ...rest])
}

function toArgument(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new BadRequestError('ERR a command takes strings, numbers and booleans only')
}

function commandOfPath(path: string, parameters: URLSearchParams, body: Buffer): Command {
  const [name, ...rest] = path.slice(1).split('/').map(decodeSegment)
  if (!name) throw new BadRequestError('ERR empty command')
  const options = [...parameters]
    .filter(([key]) => key !== '_token')
    .flatMap(([key, value]) => (value === '' ? [key] : [key, value]))
  return checkedCommand([name, ...rest, ...(body.length > 0 ? [body] : []), ...options])
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw new BadRequestError('ERR failed to decode the path', { cause })
  }
}

/** Commands that change or hold the one connection that all requests share, or that answer more than once. */
const unavailable = new Set(
  `auth blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin client discard exec hello monitor multi psubscribe
  psync punsubscribe quit replicaof reset select shutdown slaveof ssubscribe subscribe sunsubscribe sync unsubscribe
  unwatch wait waitaof watch`.split(/\s+/),
)

function checkedCommand(command: Command): Command {
  const name = command[0].toLowerCase()
  const blocks = (name === 'xread' || name === 'xreadgroup') && command.some((word) => /^block$/i.test(String(word)))
  if (blocks || unavailable.has(name)) {
    throw new BadRequestError(`ERR Command is not available: '${command[0].toUpperCase()}'`)
  }
  return command
}
