/** What API Gateway (payload format 2.0) takes as a reply. */
export type HttpReply = { statusCode: number; headers: Record<string, string>; body?: string }

/** A handler's reply, its status kept as the literal that the route's contract is checked against. */
export const reply = <const S extends number, B>(status: S, body: B, headers: Record<string, string> = {}) => ({
  status,
  body,
  headers,
})
