import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildWebClient } from '../../local/web-client/build-web-client.ts'
import { baseUrl, hasBrowser, openPage, signIn, useBrowser } from './browser.ts'
import { atQuestion, fillIn, send, startQuiz, verdictIs } from './quiz-taker.ts'

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** As docs/client.md asks of any host, but for the headers. */
async function startHost(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    if (path === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ apiUrl: `${baseUrl}/`, googleClientId: null }))
      return
    }
    const wanted = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const file = statSync(wanted, { throwIfNoEntry: false })?.isFile() ? wanted : join(folder, 'index.html')
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe.runIf(hasBrowser)('the same build on a static host', () => {
  useBrowser()
  let folder: string
  beforeAll(async () => {
    const { signal } = new AbortController()
    const built = await buildWebClient({ projectRoot: process.cwd(), signal, say: () => undefined })
    if (!built) throw new Error('the client could not be built')
    folder = built
  })

  test('calls the API at another origin, and knows its pages by their addresses', async () => {
    const baseURL = await startHost(folder)
    const page = await openPage({ baseURL })
    await signIn(page)
    await startQuiz(page)
    await fillIn(page)
    await send(page)
    await verdictIs(page, 'Correct')
    await page.reload()
    await atQuestion(page, 2)
    expect(new URL(page.url()).origin).toBe(baseURL)
  })

  test('shows the reference of that API', async () => {
    const page = await openPage({ baseURL: await startHost(folder) }, '/docs/')
    await page.getByRole('heading', { name: 'POST /api/quiz/start' }).waitFor()
    expect(await page.getByRole('link', { name: 'The OpenAPI document' }).getAttribute('href')).toBe(
      `${baseUrl}/api/openapi.json`,
    )
  })
})
