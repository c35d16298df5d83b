/** What the front door of a running platform serves to browsers; a stage on AWS has its pages elsewhere. */
import { describe, expect, inject, test } from 'vitest'

const baseUrl = inject('baseUrl')
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)
const page = { headers: { accept: 'text/html' } }

describe.runIf(local)('the web client', () => {
  test('is built and served, at / and at its pages’ addresses, with its scripts', async () => {
    for (const path of ['/', '/progress', '/instructor/questions']) {
      const html = await (await fetch(`${baseUrl}${path}`, page)).text()
      const [, script = ''] = /<script type="module" crossorigin src="(\/assets\/[^"]+)">/.exec(html) ?? []
      const reply = await fetch(`${baseUrl}${script}`)
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    }
  })

  test('has the API reference at /docs', async () => {
    expect(await (await fetch(`${baseUrl}/docs`, page)).text()).toContain('<title>API reference')
  })

  test('learns from /config.json that the API is at its own origin', async () => {
    const settings = await (await fetch(`${baseUrl}/config.json`)).json()
    expect(settings).toEqual({ apiUrl: '', googleClientId: process.env.GOOGLE_CLIENT_ID ?? null })
  })

  test('leaves the API’s paths to the API, also in a browser’s address bar', async () => {
    const reply = await fetch(`${baseUrl}/api/nothing`, page)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})
