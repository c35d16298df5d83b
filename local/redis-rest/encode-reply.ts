/** Turns Redis replies (RESP2) into the JSON of Upstash's REST API. */
import { ErrorReply } from 'redis'

/** Simple strings come as strings, bulk strings as bytes. */
export type Reply = string | Buffer | number | null | ErrorReply | Reply[]

export type JsonReply = string | number | null | JsonReply[]

export type Encoding = 'utf8' | 'base64'

/** One command's outcome: what it returned, or the message of its error, which is never encoded. */
export function encodeOutcome(reply: Reply, encoding: Encoding): { result: JsonReply } | { error: string } {
  return reply instanceof ErrorReply ? { error: reply.message } : { result: encodeReply(reply, encoding) }
}

/** In base64 every string is encoded but a plain `OK` (the client decodes what is inside an array without exception). */
function encodeReply(reply: Reply, encoding: Encoding): JsonReply {
  return reply === 'OK' ? reply : encodeValue(reply, encoding)
}

function encodeValue(reply: Reply, encoding: Encoding): JsonReply {
  if (reply === null || typeof reply === 'number') return reply
  if (Array.isArray(reply)) return reply.map((item) => encodeValue(item, encoding))
  if (Buffer.isBuffer(reply)) return reply.toString(encoding)
  return Buffer.from(reply instanceof ErrorReply ? reply.message : reply).toString(encoding)
}
