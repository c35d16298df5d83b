/** Serves the built web client; before it is built, a page that says where to look. */
import { createReadStream, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const plainPage = `<!doctype html>
<html lang="en">
<title>Adaptive quiz platform</title>
<h1>The adaptive quiz platform is running</h1>
<p>Its contract is <a href="/api/openapi.json">/api/openapi.json</a>, its state <a href="/health">/health</a>,
and <a href="/local">/local</a> says where its stores are. The README shows how to take a quiz with curl.</p>
</html>
`

/** Answers a request for one of the client's files; false when there is no such file. */
export function serveWebClient(directory: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = decodePath(request.url ?? '/')
  const file = path === null ? null : findFile(directory, path === '/' ? '/index.html' : path)
  if (file) {
    const type = mediaTypes[extname(file.path)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-length': file.size })
    if (request.method === 'HEAD') response.end()
    else createReadStream(file.path).pipe(response)
    return true
  }
  if (path !== '/') return false
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(request.method === 'HEAD' ? undefined : plainPage)
  return true
}

function decodePath(url: string): string | null {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/, ''))
  } catch {
    return null
  }
}

function findFile(directory: string, path: string): { path: string; size: number } | null {
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
