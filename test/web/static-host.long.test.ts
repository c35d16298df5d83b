import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { pageAddressFunction } from '../../cdk/page-address.ts'
import {
  cacheControlOf,
  contentSecurityPolicy,
  crossOriginOpenerPolicy,
  mediaTypeOf,
  referrerPolicy,
} from '../../lib/contract/web-client-headers.ts'
import { buildWebClient } from '../../local/web-client/build-web-client.ts'
import { baseUrl, hasBrowser, openPage, signIn, useBrowser } from './browser.ts'
import { atQuestion, fillIn, goOn, send, startQuiz, verdictIs } from './quiz-taker.ts'

/** What CloudFront's function does with an address. */
const fileAt = (uri: string) => runInNewContext(`${pageAddressFunction}; handler({ request: { uri } }).uri`, { uri })

/** As docs/client.md asks of any host, with the headers of one that CDK deploys. */
async function startHost(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path: string = fileAt(new URL(request.url ?? '/', 'http://host').pathname)
    const config = JSON.stringify({ apiUrl: `${baseUrl}/`, googleClientId: null })
    const body = path === '/config.json' ? config : read(join(folder, path))
    response.writeHead(body === null ? 403 : 200, {
      'content-type': mediaTypeOf(path),
      'cache-control': cacheControlOf(path),
      'content-security-policy': contentSecurityPolicy(baseUrl),
      'cross-origin-opener-policy': crossOriginOpenerPolicy,
      'referrer-policy': referrerPolicy,
      'x-content-type-options': 'nosniff',
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const read = (file: string) => (existsSync(file) ? readFileSync(file) : null)

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
    for (let number = 1; number <= 10; number += 1) {
      await atQuestion(page, number)
      if (number === 2) await page.reload()
      await fillIn(page)
      await send(page)
      await verdictIs(page, 'Correct')
      await goOn(page)
    }
    await page.getByText('10 of 10 correct').waitFor()
    expect(new URL(page.url()).origin).toBe(baseURL)
    expect(baseURL).not.toBe(baseUrl)
  })

  test('shows the reference of that API', async () => {
    const page = await openPage({ baseURL: await startHost(folder) }, '/docs/')
    await page.getByRole('heading', { name: 'POST /api/quiz/start' }).waitFor()
    expect(await page.getByRole('link', { name: 'The OpenAPI document' }).getAttribute('href')).toBe(
      `${baseUrl}/api/openapi.json`,
    )
  })
})
