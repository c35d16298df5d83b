/** Somebody who takes a quiz in the browser, and knows the answers. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { keys, threeTypes } from './stock.ts'

export async function startQuiz(page: Page, topic = threeTypes): Promise<void> {
  await page.getByRole('button', { name: `Start a quiz: ${topic}` }).click()
  await atQuestion(page, 1)
}

export const atQuestion = (page: Page, number: number) =>
  page.getByRole('heading', { name: `Question ${number} of 10` }).waitFor()

export type QuestionType = 'multiple-choice' | 'text' | 'coding'

export async function typeOf(page: Page): Promise<QuestionType> {
  const fields = {
    'multiple-choice': page.getByRole('radio'),
    text: page.locator('input[name=answer]:not([type=radio])'),
  }
  const editor = page.locator('.cm-content')
  await page.locator('input[name=answer], .cm-content').first().waitFor()
  if (await editor.isVisible()) return 'coding'
  return (await fields.text.count()) > 0 ? 'text' : 'multiple-choice'
}

/** Gives the right answer, or a wrong one; does not send it. */
export async function fillIn(page: Page, isRight = true): Promise<QuestionType> {
  const type = await typeOf(page)
  if (type === 'multiple-choice') await page.getByText(isRight ? keys.option : 'bad', { exact: true }).click()
  if (type === 'text') await page.getByLabel('Your answer').fill(isRight ? keys.text : '41')
  if (type === 'coding') {
    await page.locator('.cm-content').click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(isRight ? `${keys.program}\n}` : 'function twice(n) {\n  return n * n\n}')
  }
  return type
}

export const send = (page: Page) => page.getByRole('button', { name: 'Answer', exact: true }).click()

export const verdict = (page: Page) => page.locator('#verdict')

export const verdictIs = (page: Page, text: string) =>
  expect.poll(() => verdict(page).textContent(), { timeout: 20_000 }).toBe(text)

export const goOn = (page: Page) => page.getByRole('button', { name: /Next question|See the result/ }).click()
