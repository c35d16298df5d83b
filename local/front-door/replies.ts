/** What the front door itself answers: JSON, and RFC 9457 problem details. */
import type { ServerResponse } from 'node:http'
import { type Problem, problems, problemUrn, type Refusal } from '../../lib/contract/problem.ts'

const notCached = { 'cache-control': 'no-store' }

export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...notCached, 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A problem of the contract. */
export function replyRefusal(response: ServerResponse, { problem, extras }: Refusal): void {
  const { status, title } = problems[problem]
  const { detail, issues, headers } = extras
  const body: Problem = {
    type: problemUrn(problem),
    title,
    status,
    ...(detail && { detail }),
    ...(issues && { issues }),
  }
  writeProblem(response, body, headers)
}

/** A problem of the way to the functions, which the contract does not name (RFC 9457, section 4.2.1). */
export function replyGatewayProblem(
  response: ServerResponse,
  { status, title, headers }: { status: number; title: string; headers?: Record<string, string> },
): void {
  writeProblem(response, { type: 'about:blank', title, status }, headers)
}

function writeProblem(response: ServerResponse, body: Problem, headers: Record<string, string> = {}): void {
  response.writeHead(body.status, { ...notCached, ...headers, 'content-type': 'application/problem+json' })
  response.end(JSON.stringify(body))
}
