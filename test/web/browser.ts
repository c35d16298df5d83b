/** A real Chromium on the client of a running platform. What went wrong inside a page fails the test that opened it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest'
import { chromiumPath } from '../../tools/test-long/chromium.ts'

export const baseUrl = inject('baseUrl')

const path = chromiumPath()
/** Locally the tests say so and are left out; under CI they fail. */
export const hasBrowser = path !== undefined || process.env.CI === 'true'

const isRoot = process.getuid?.() === 0
const launching = () => chromium.launch({ executablePath: path, args: isRoot ? ['--no-sandbox'] : [] })
let browser: Awaited<ReturnType<typeof launching>>

export function useBrowser(): void {
  beforeAll(async () => {
    if (!path) throw new Error('no Chromium on this machine: apt-get install chromium, or CHROMIUM=path')
    browser = await launching()
  })
  afterAll(() => browser?.close())
}

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 800 }

/** A page of its own session: no cookie or storage is shared. */
export async function openPage(options: BrowserContextOptions = {}, address = '/'): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: desktop, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // The browser itself says of every reply that is no success that it failed to load.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  onTestFinished(() => expect(faults, 'errors in the page').toEqual([]))
  await page.goto(address)
  return page
}

export const someEmail = (name: string) => `${name}.${crypto.randomUUID().slice(0, 8)}@school.example`

export async function signIn(
  page: Page,
  { admin = false, email = someEmail('ada'), name = 'Ada' } = {},
): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill(name)
  if (admin) await page.getByLabel('As an instructor').check()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }

/** @returns one line for each place that breaks a rule of WCAG 2.2 A or AA, or axe's best practices */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()')
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`))
}

/** Wider than the window: it would have to be scrolled sideways. */
export const sidewaysBy = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
