import { describe, expect, test } from 'vitest'
import { hasBrowser, openPage, signIn, useBrowser } from './browser.ts'

describe.runIf(hasBrowser)('/config.json', () => {
  useBrowser()

  test('that cannot be read is said, and read again on demand', async () => {
    const page = await openPage()
    let requests = 0
    await page.route('**/config.json', (route) => {
      requests += 1
      return requests === 1 ? route.fulfill({ status: 500 }) : route.continue()
    })
    await page.reload()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await signIn(page)
  })

  test('with a client id asks Google’s own script for its button, and for nothing of the local platform', async () => {
    const page = await openPage()
    await page.route('**/config.json', (route) => route.fulfill({ json: { apiUrl: '', googleClientId: 'id.example' } }))
    const script = `window.google = { accounts: { id: {
      initialize(options) { window.enter = options.callback },
      renderButton(place) { place.textContent = 'Google’s button' } } } }`
    await page.route('https://accounts.google.com/gsi/client', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    )
    await page.reload()
    await page.getByText('Google’s button').waitFor()
    expect(await page.getByLabel('E-mail').count()).toBe(0)
    const { idToken } = await page.evaluate<{ idToken: string }>(
      `fetch('/local/token', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: '{"email":"eve@school.example"}' }).then((reply) => reply.json())`,
    )
    await page.evaluate(`window.enter({ credential: '${idToken}' })`)
    await page.getByRole('heading', { name: 'Topics' }).waitFor()
  })
})
