import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, openPage, useBrowser } from './browser.ts'
import { atQuestion, typeOf, verdictIs } from './quiz-taker.ts'
import { keys, threeTypes } from './stock.ts'

const focused = (page: Page) => page.locator(':focus')

/** Goes on with Tab, as long as it takes a page to come round. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (name.test(await page.evaluate<string>(nameOfFocused))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`nothing named ${name} takes the focus`)
}

const nameOfFocused = `(() => {
  let element = document.activeElement
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? ''
})()`

async function answerByKeyboard(page: Page): Promise<void> {
  const type = await typeOf(page)
  if (type === 'multiple-choice') {
    const options = await page.locator('label.option').allTextContents()
    const place = options.findIndex((option) => option.endsWith(keys.option))
    await page.keyboard.press(String(place + 1))
    await expect.poll(() => page.getByRole('radio').nth(place).isChecked()).toBe(true)
    await page.keyboard.press('Enter')
    return
  }
  if (type === 'text') {
    await tabTo(page, /Your answer/)
    await page.keyboard.type(keys.text)
    await page.keyboard.press('Enter')
    return
  }
  await tabTo(page, /Your program/)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(keys.program)
  // The editor closes the bracket by itself; Tab leaves it.
  await tabTo(page, /^Answer$/)
  await page.keyboard.press('Enter')
}

describe.runIf(hasBrowser)('without a pointer', () => {
  useBrowser()

  test('one signs in, takes a quiz and finds one’s progress', async () => {
    const page = await openPage()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await tabTo(page, /^E-mail/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Topics' }).waitFor()
    await tabTo(page, new RegExp(`^Start a quiz: ${threeTypes}`))
    await page.keyboard.press('Enter')
    for (let number = 1; number <= 10; number += 1) {
      await atQuestion(page, number)
      await expect.poll(() => focused(page).textContent()).toBe(`Question ${number} of 10`)
      await answerByKeyboard(page)
      await verdictIs(page, 'Correct')
      await expect.poll(() => focused(page).textContent()).toMatch(/Next question|See the result/)
      await page.keyboard.press('Enter')
    }
    await expect.poll(() => focused(page).textContent()).toBe('Your result')
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, /^Back to the topics/)
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page).textContent()).toBe('Topics')
  })

  test('one leaps over the header', async () => {
    const page = await openPage()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page).textContent()).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused(page).getAttribute('name')).toBe('email')
  })

  test('a digit that is typed elsewhere chooses nothing', async () => {
    const page = await openPage()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Start a quiz: Algebra and arithmetic' }).click()
    await atQuestion(page, 1)
    for (let tries = 0; (await typeOf(page)) !== 'multiple-choice' && tries < 5; tries += 1) {
      page.once('dialog', (dialog) => dialog.accept())
      await page.getByRole('button', { name: 'End the quiz' }).click()
      await page.getByRole('button', { name: 'Start a quiz: Algebra and arithmetic' }).click()
      await atQuestion(page, 1)
    }
    await page.getByRole('link', { name: 'Progress' }).focus()
    await page.keyboard.press('1')
    expect(await page.locator('input:checked').count()).toBe(0)
    await page.getByRole('heading', { level: 1 }).focus()
    await page.keyboard.press('1')
    expect(await page.locator('input:checked').count()).toBe(1)
  })
})
