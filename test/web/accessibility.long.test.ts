import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desktop, hasBrowser, openPage, phone, sidewaysBy, signIn, useBrowser, violationsOf } from './browser.ts'
import { fillIn, goOn, send, startQuiz, verdictIs } from './quiz-taker.ts'

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [phone, desktop].map((viewport) => ({ name: `${colorScheme}, ${viewport.width} px`, colorScheme, viewport })),
)

async function check(page: Page, where: string): Promise<void> {
  expect.soft(await violationsOf(page), where).toEqual([])
  expect.soft(await sidewaysBy(page), `${where}: sideways`).toBe(0)
}

describe.runIf(hasBrowser).each(looks)('$name', ({ colorScheme, viewport }) => {
  useBrowser()

  test('a student’s pages break no rule of WCAG 2.2 AA and need no scrolling sideways', async () => {
    const page = await openPage({ colorScheme, viewport })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await check(page, 'sign-in')
    await signIn(page)
    await page.getByRole('heading', { name: 'Algebra and arithmetic' }).waitFor()
    await check(page, 'topics')
    await startQuiz(page)
    for (let number = 1; number <= 10; number += 1) {
      const type = await fillIn(page, number % 2 === 0)
      if (number < 5) await check(page, type)
      await send(page)
      await verdictIs(page, number % 2 === 0 ? 'Correct' : 'Not correct')
      if (number < 5) await check(page, `${type}, judged`)
      if (number === 1) {
        await page.getByRole('button', { name: 'Report this question' }).click()
        await check(page, 'report')
        await page.keyboard.press('Escape')
      }
      await goOn(page)
    }
    await page.getByRole('heading', { name: 'Your result' }).waitFor()
    await page.getByText('The path as a table').click()
    await check(page, 'result')
    await page.getByRole('link', { name: 'Progress' }).click()
    await page.getByRole('row', { name: /All three types/ }).waitFor()
    await check(page, 'progress')
    await page.goto('/nowhere')
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await check(page, 'not found')
  })
})

// It is long: two looks have to do.
describe.runIf(hasBrowser).each([looks[0]!, looks[3]!])('the API reference, $name', ({ colorScheme, viewport }) => {
  useBrowser()

  test('breaks no rule of WCAG 2.2 AA and needs no scrolling sideways', { timeout: 240_000 }, async () => {
    const page = await openPage({ colorScheme, viewport }, '/docs')
    await page.getByRole('heading', { name: 'Schemas' }).waitFor()
    await check(page, 'reference')
  })
})
