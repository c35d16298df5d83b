import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDoor } from './start-door.ts'

const api = 'from the API'

test('before the web client is built, / says where to look', async () => {
  const reply = await fetch(await startDoor(null))
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await reply.text()).toContain('/api/openapi.json')
})

test('the built web client is served; what it does not have is the API’s', async () => {
  const url = await startDoor((_incoming, response) => response.end(api), { webClient: makeClient() })
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

test('HEAD says what GET would', async () => {
  const url = await startDoor(null, { webClient: makeClient() })
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
  const url = await startDoor((_incoming, response) => response.end(api), { webClient: makeClient() })
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
  return join(folder, 'dist')
}
