import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDoor } from './start-door.ts'

const api = 'from the API'

test('without the web client, / says where to look', async () => {
  const reply = await fetch(await startDoor(null))
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await reply.text()).toContain('/api/openapi.json')
})

test('the built web client is served; what it does not have is the API’s', async () => {
  const url = await startDoor((_incoming, response) => response.end(api), { webClient: { directory: makeClient() } })
  const index = await fetch(`${url}/?from=mail`)
  expect([index.headers.get('content-type'), await index.text()]).toEqual(['text/html; charset=utf-8', '<p>quiz</p>'])
  const script = await fetch(`${url}/assets/app.js`)
  expect([script.headers.get('content-type'), await script.text()]).toEqual([
    'text/javascript; charset=utf-8',
    'quiz()',
  ])
  expect(await (await fetch(`${url}/assets`)).text()).toBe(api)
  expect(await (await fetch(`${url}/assets/app.js`, { method: 'POST' })).text()).toBe(api)
})

const page = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

test.each(['/quiz/0123456789abcdef01234567', '/progress', '/instructor/questions'])(
  'a browser that asks for %s gets the client, which knows its pages',
  async (path) => {
    const url = await startDoor((_incoming, response) => response.end(api), { webClient: { directory: makeClient() } })
    expect(await (await fetch(`${url}${path}`, page)).text()).toBe('<p>quiz</p>')
    expect(await (await fetch(`${url}${path}`)).text()).toBe(api)
    expect(await (await fetch(`${url}${path}`, { ...page, method: 'POST' })).text()).toBe(api)
  },
)

test.each(['/api/topics', '/api', '/health', '/assets/gone.js'])('%s is no page, whoever asks', async (path) => {
  const url = await startDoor((_incoming, response) => response.end(api), { webClient: { directory: makeClient() } })
  expect(await (await fetch(`${url}${path}`, page)).text()).toBe(api)
})

test('/docs is the page of the API reference', async () => {
  const url = await startDoor(null, { webClient: { directory: makeClient() } })
  for (const path of ['/docs', '/docs/']) expect(await (await fetch(`${url}${path}`)).text()).toBe('<p>docs</p>')
})

test.each([null, 'id.apps.googleusercontent.com'])(
  '/config.json tells the client to call this origin, and who signs people in: %s',
  async (googleClientId) => {
    const url = await startDoor(null, { webClient: { directory: makeClient(), googleClientId } })
    const reply = await fetch(`${url}/config.json`)
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(await reply.json()).toEqual({ apiUrl: '', googleClientId })
  },
)

test.each(['/', '/progress', '/assets/app.js', '/config.json'])(
  '%s comes with the headers of security',
  async (path) => {
    const url = await startDoor(null, { webClient: { directory: makeClient() } })
    const { headers } = await fetch(`${url}${path}`, page)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toMatch(/script-src 'self' https:\/\/accounts\.google\.com\/gsi\/client;/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  },
)

test('assets may be kept for good, since their names change with them; pages are asked for each time', async () => {
  const url = await startDoor(null, { webClient: { directory: makeClient() } })
  const cachingOf = async (path: string) => (await fetch(`${url}${path}`, page)).headers.get('cache-control')
  expect(await cachingOf('/assets/app.js')).toBe('public, max-age=31536000, immutable')
  expect(await cachingOf('/')).toBe('no-cache')
  expect(await cachingOf('/progress')).toBe('no-cache')
  expect(await cachingOf('/config.json')).toBe('no-cache')
})

test('HEAD says what GET would', async () => {
  const url = await startDoor(null, { webClient: { directory: makeClient() } })
  const reply = await fetch(`${url}/assets/app.js`, { method: 'HEAD' })
  expect([reply.status, reply.headers.get('content-length'), await reply.text()]).toEqual([200, '6', ''])
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/app.js%00',
  '/%E0%A4%A',
  `/${'a'.repeat(9000)}`,
])('%s leads to no file', async (path) => {
  const url = await startDoor((_incoming, response) => response.end(api), { webClient: { directory: makeClient() } })
  const body = await new Promise((resolve, reject) => {
    // fetch would tidy the path up.
    request(url, { path }, (reply) => {
      reply.setEncoding('utf8').once('data', resolve)
    })
      .on('error', reject)
      .end()
  })
  expect(body).toBe(api)
})

function makeClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'web-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<p>quiz</p>')
  writeFileSync(join(folder, 'dist', 'assets', 'app.js'), 'quiz()')
  mkdirSync(join(folder, 'dist', 'docs'))
  writeFileSync(join(folder, 'dist', 'docs', 'index.html'), '<p>docs</p>')
  return join(folder, 'dist')
}
