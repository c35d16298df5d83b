/** Serves the built web client: its files, its pages by their addresses, and what it has to know of this platform. */
import { createReadStream, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, sep } from 'node:path'
import {
  cacheControlOf,
  contentSecurityPolicy,
  crossOriginOpenerPolicy,
  mediaTypeOf,
  referrerPolicy,
} from '../../lib/contract/web-client-headers.ts'

export type WebClient = {
  /** null when it could not be built. */
  directory: string | null
  /** null: the local sign-in. */
  googleClientId: string | null
}

const headersOf = (path: string): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': referrerPolicy,
  'cross-origin-opener-policy': crossOriginOpenerPolicy,
  'cache-control': cacheControlOf(path),
})

const plainPage = `<!doctype html>
<html lang="en">
<title>Adaptive quiz platform</title>
<h1>The adaptive quiz platform is running</h1>
<p>Its contract is <a href="/api/openapi.json">/api/openapi.json</a>, its state <a href="/health">/health</a>,
and <a href="/local">/local</a> says where its stores are. The README shows how to take a quiz with curl.</p>
</html>
`

/** Answers a request for one of the client's files or pages; false when it is for somebody else. */
export function serveWebClient(client: WebClient, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = decodePath(request.url ?? '/')
  if (path === null) return false
  if (path === '/config.json') {
    reply(request, response, path, { apiUrl: '', googleClientId: client.googleClientId })
    return true
  }
  const file = client.directory && findFile(client.directory, path, acceptsPage(request))
  if (file) {
    response.writeHead(200, { ...headersOf(path), 'content-type': mediaTypeOf(file.path), 'content-length': file.size })
    if (request.method === 'HEAD') response.end()
    else createReadStream(file.path).pipe(response)
    return true
  }
  if (path !== '/') return false
  reply(request, response, path, plainPage)
  return true
}

function reply(request: IncomingMessage, response: ServerResponse, path: string, content: string | object): void {
  const type = mediaTypeOf(typeof content === 'string' ? '.html' : '.json')
  const body = typeof content === 'string' ? content : JSON.stringify(content)
  response.writeHead(200, { ...headersOf(path), 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function decodePath(url: string): string | null {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/, ''))
  } catch {
    return null
  }
}

/** Only for a browser that wants a page: a script gets its 404 from the API. */
const acceptsPage = (request: IncomingMessage) => request.headers.accept?.includes('text/html') ?? false

/** These have no pages. */
const isOfOthers = (path: string) => /^\/(api|local|health|assets)(\/|$)/.test(path)

function findFile(directory: string, path: string, wantsPage: boolean): { path: string; size: number } | null {
  if (path === '/') return statFile(directory, '/index.html')
  if (path === '/docs' || path === '/docs/') return statFile(directory, '/docs/index.html')
  return statFile(directory, path) ?? (wantsPage && !isOfOthers(path) ? statFile(directory, '/index.html') : null)
}

function statFile(directory: string, path: string): { path: string; size: number } | null {
  const file = join(directory, path)
  if (path.includes('\0') || !file.startsWith(directory + sep)) return null
  try {
    const stats = statSync(file)
    return stats.isFile() ? { path: file, size: stats.size } : null
  } catch {
    // Absent, or too long to be the name of a file.
    return null
  }
}
