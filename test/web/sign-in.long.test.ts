import { describe, expect, test } from 'vitest'
import { hasBrowser, openPage, signIn, someEmail, useBrowser } from './browser.ts'
import { withStores } from './stores.ts'

describe.runIf(hasBrowser)('signing in', () => {
  useBrowser()

  test('keeps the token for the session of the tab, and nowhere longer', async () => {
    const page = await openPage()
    await signIn(page, { name: 'Grace' })
    await page.getByRole('heading', { name: 'Topics' }).waitFor()
    expect(await page.getByText('Grace').isVisible()).toBe(true)
    expect(await page.evaluate('localStorage.length')).toBe(0)
    expect(await page.context().cookies()).toEqual([])
    expect(await page.evaluate('sessionStorage.getItem("id-token")')).toMatch(/^ey/)
    await page.reload()
    await page.getByRole('heading', { name: 'Topics' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
  })

  test('can be undone for good: the account is deleted once its address has been typed', async () => {
    const page = await openPage()
    const email = someEmail('mary')
    await signIn(page, { email, name: 'Mary' })
    await page.getByRole('link', { name: 'Account: Mary' }).click()
    await page.getByText('Delete my account').click()
    const confirmation = page.getByLabel(`Type ${email} to go ahead`)
    await confirmation.fill('mary')
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('nothing was deleted').waitFor()
    await confirmation.fill(email.toUpperCase())
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    expect(await withStores(({ users }) => users.countDocuments({ email }))).toBe(0)
  })

  test('leads on to the page that was asked for', async () => {
    const page = await openPage({}, '/progress')
    await signIn(page)
    await page.getByText('You have not taken a quiz yet').waitFor()
    expect(await page.title()).toBe('Your progress · Adaptive quiz')
  })

  test('is asked for again when the token is refused', async () => {
    const page = await openPage()
    await signIn(page)
    const payload = Buffer.from(JSON.stringify({ exp: Date.now() })).toString('base64url')
    await page.evaluate(`sessionStorage.setItem('id-token', 'e30.${payload}.e30')`)
    await page.reload()
    await page.getByText('You are signed out').waitFor()
  })

  test('says what is wrong with an address', async () => {
    const page = await openPage()
    await page.getByLabel('E-mail').fill('nobody@nowhere')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
  })

  test('gives students no instructor pages', async () => {
    const page = await openPage({}, '/instructor')
    await signIn(page, { email: someEmail('mallory') })
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    expect(await page.getByRole('link', { name: 'Instructor' }).count()).toBe(0)
  })
})
