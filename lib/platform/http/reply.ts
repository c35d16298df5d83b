/** What API Gateway (payload format 2.0) takes as a reply. */
export type HttpReply = { statusCode: number; headers: Record<string, string>; body?: string }
