/**
 * `npm run picture -- [--url http://127.0.0.1:3000] [--to docs/images/client.png]`: the README's picture, taken of the client
 * of a running local platform, in a real Chromium (`CHROMIUM` names one). Transparent around the screens, so that it stands on
 * light and dark ground.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import * as z from 'zod'
import { bankFileSchema } from '../lib/contract/bank-file.ts'
import { chromiumPath } from './test-long/chromium.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    to: { type: 'string', default: 'docs/images/client.png' },
  },
})
const screen = { width: 380, height: 710 }

/** What a question's right answer is, by its text. */
const keys = new Map(
  globSync('lib/content/bank/*.json')
    .flatMap((file) => bankFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).questions)
    .map((question) => [question.text, question.type === 'coding' ? question.reference : question.correctAnswer]),
)

async function signIn(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ baseURL: values.url, viewport: screen, deviceScaleFactor: 1.5, colorScheme })
  await page.goto('/')
  await page.getByLabel('E-mail').fill(`ada.${crypto.randomUUID()}@school.example`)
  await page.getByLabel('Name').fill('Ada')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Topics' }).waitFor()
  return page
}

const viewSchema = z.object({
  question: z.object({ text: z.string(), type: z.string(), options: z.array(z.string()).nullable() }),
})

/** The question that the page shows, as the API tells it: formulas on the page are drawn. */
async function questionOf(page: Page) {
  await page.locator('input[name=answer], .cm-content').first().waitFor()
  const reply = await page.evaluate<unknown>(`fetch('/api' + location.pathname, {
    headers: { authorization: 'Bearer ' + sessionStorage.getItem('id-token') } }).then((reply) => reply.json())`)
  return viewSchema.parse(reply).question
}

const start = (page: Page, topic: string) => page.getByRole('button', { name: `Start a quiz: ${topic}` }).click()

async function answer(page: Page, isRight: boolean): Promise<void> {
  const { text, type, options } = await questionOf(page)
  const key = isRight ? (keys.get(text) ?? '') : 'I do not know'
  if (type === 'coding') {
    await page.locator('.cm-content').click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(key)
  } else if (type === 'text') await page.getByLabel('Your answer').fill(key)
  else
    await page
      .getByRole('radio')
      .nth(options?.findIndex((option) => (option === key) === isRight) ?? 0)
      .check()
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await page.locator('#verdict').waitFor()
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Next question|See the result/ }).click()
  await page.locator('#verdict').waitFor({ state: 'detached' })
}

/** Goes on with right answers until a question is as wanted. */
async function reach(page: Page, isWanted: (question: Awaited<ReturnType<typeof questionOf>>) => boolean) {
  while (!isWanted(await questionOf(page))) {
    await answer(page, true)
    await goOn(page)
  }
}

async function shoot(page: Page): Promise<string> {
  await page.evaluate('document.fonts.ready')
  await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)')
  return (await page.screenshot({ animations: 'disabled' })).toString('base64')
}

async function takeScreens(browser: Browser): Promise<string[]> {
  const choice = await signIn(browser, 'light')
  await start(choice, 'Calculus')
  await reach(choice, ({ type, text }) => type === 'multiple-choice' && text.includes('$'))
  await choice.getByRole('radio').nth(1).check()

  const program = await signIn(browser, 'dark')
  await start(program, 'JavaScript basics')
  await reach(program, ({ type }) => type === 'coding')
  await answer(program, true)

  const result = await signIn(browser, 'light')
  await start(result, 'Algebra and arithmetic')
  for (let number = 1; number <= 10; number += 1) {
    await answer(result, number % 4 !== 3)
    await goOn(result)
  }
  await result.locator('.score').waitFor()
  return Promise.all([choice, program, result].map(shoot))
}

/** Side by side, on nothing. */
async function putTogether(browser: Browser, screens: readonly string[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 3 * 320 + 96, height: 620 } })
  const images = screens.map((screen) => `<img src="data:image/png;base64,${screen}">`)
  await page.setContent(`<style>
    body { display: flex; gap: 24px; margin: 12px 24px; }
    img { width: 320px; border-radius: 18px; border: 1px solid #8a93a3; }
  </style>${images.join('')}`)
  return page.screenshot({ omitBackground: true })
}

const executablePath = chromiumPath()
if (!executablePath) throw new Error('no Chromium on this machine: apt-get install chromium, or CHROMIUM=path')
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const picture = await putTogether(browser, await takeScreens(browser))
  writeFileSync(values.to, picture)
  console.log(`${values.to}: ${(picture.length / 1_024).toFixed(0)} KiB`)
} finally {
  await browser.close()
}
