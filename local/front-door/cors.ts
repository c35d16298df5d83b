/**
 * Cross-origin rules at the front door, since the AWS emulator refuses preflights of origins that are allowed:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { routes } from '../../lib/contract/routes.ts'

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** @returns whether web pages of an origin may call: those on this machine, and `others` */
export const allowOrigins = (others: readonly string[]) => (origin: string) =>
  localOrigin.test(origin) || others.includes(origin)

/** Answers OPTIONS, all of which API Gateway takes for preflights; false for any other method. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  allowed: (origin: string) => boolean,
): boolean {
  if (request.method !== 'OPTIONS') return false
  const headers = corsHeaders(request.headers.origin, allowed)
  const allowances = 'access-control-allow-origin' in headers ? preflightHeaders : {}
  response.writeHead(204, { ...headers, ...allowances }).end()
  request.resume()
  return true
}

const preflightHeaders = {
  'access-control-allow-methods': [...new Set(routes.map(({ method }) => method))].join(', '),
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
  'access-control-max-age': '3600',
}

/** For every reply to a request from that origin. */
export function corsHeaders(origin: string | undefined, allowed: (origin: string) => boolean): Record<string, string> {
  if (!origin || !allowed(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'Location, Retry-After',
  }
}
