import { ObjectId } from 'mongodb'
import type { Page, Route } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, openPage, signIn, useBrowser } from './browser.ts'
import {
  atQuestion,
  fillIn,
  goOn,
  type QuestionType,
  send,
  startQuiz,
  typeOf,
  verdict,
  verdictIs,
} from './quiz-taker.ts'
import { starterCode } from './stock.ts'
import { withStores } from './stores.ts'

const answers = /\/api\/quiz\/[0-9a-f]{24}\/answer$/
const looks = /\/api\/quiz\/[0-9a-f]{24}$/

async function takeQuiz(): Promise<Page> {
  const page = await openPage()
  await signIn(page)
  await startQuiz(page)
  return page
}

const problem = (status: number, name: string, seconds: number) => ({
  status,
  headers: { 'content-type': 'application/problem+json', 'retry-after': String(seconds) },
  body: JSON.stringify({ type: `urn:adaptive-quiz:problem:${name}`, title: 'As the test has it', status }),
})

/** Lets the first requests fail as it says, and then all through. @returns how many came */
async function disturb(page: Page, path: RegExp, first: readonly ((route: Route) => Promise<unknown>)[]) {
  const seen = { count: 0 }
  await page.route(path, async (route) => {
    const act = first[seen.count]
    seen.count += 1
    await (act ? act(route) : route.continue())
  })
  return seen
}

function attemptsOf(page: Page): Promise<number> {
  const sessionId = new ObjectId(new URL(page.url()).pathname.split('/').at(-1))
  return withStores(({ attempts }) => attempts.countDocuments({ sessionId }))
}

/** The question as it reads when its formulas are drawn: KaTeX comes after the page. */
async function stemOf(page: Page): Promise<string | null> {
  const stem = page.locator('.stem')
  await expect.poll(() => stem.locator('.formula:not(:has(.katex))').count()).toBe(0)
  return stem.textContent()
}

describe.runIf(hasBrowser)('a quiz in the browser', () => {
  useBrowser()

  test('goes from its first question over all three types to the result', async () => {
    const page = await takeQuiz()
    const seen = new Set<QuestionType>()
    for (let number = 1; number <= 10; number += 1) {
      await atQuestion(page, number)
      const isRight = number !== 4
      seen.add(await fillIn(page, isRight))
      await send(page)
      await verdictIs(page, isRight ? 'Correct' : 'Not correct')
      expect(await page.getByRole('heading', { name: 'Explanation' }).isVisible()).toBe(true)
      await goOn(page)
    }
    expect(seen).toEqual(new Set(['multiple-choice', 'text', 'coding']))
    await page.getByRole('heading', { name: 'Your result' }).waitFor()
    expect(await page.locator('.score').textContent()).toBe('9 of 10 correct')
    expect(await page.locator('svg.path circle').count()).toBe(10)
    expect(await page.title()).toBe('Your result · Adaptive quiz')
    await page.getByRole('link', { name: 'Progress' }).click()
    await page.getByRole('row', { name: /All three types/ }).waitFor()
    expect(await page.getByRole('row', { name: /All three types/ }).textContent()).toContain('9 of 10')
  })

  test('a program that fails is told on which input, and formulas are drawn', async () => {
    const page = await takeQuiz()
    for (let type = await fillIn(page, false); ; type = await fillIn(page, false)) {
      if (type === 'multiple-choice') expect(await page.locator('.stem .katex').count()).toBe(1)
      await send(page)
      await verdictIs(page, 'Not correct')
      if (type === 'coding') break
      await goOn(page)
      await expect.poll(() => verdict(page).count()).toBe(0)
    }
    expect(await page.locator('.feedback dl').first().textContent()).toMatch(/Input.*Expected.*Your program/s)
  })

  test('the editor opens with what the question comes with, and an answer needs more than that', async () => {
    const page = await takeQuiz()
    for (let type = await typeOf(page); type !== 'coding'; type = await typeOf(page)) {
      await fillIn(page)
      await send(page)
      await verdictIs(page, 'Correct')
      await goOn(page)
      await expect.poll(() => verdict(page).count()).toBe(0)
    }
    expect((await page.locator('.cm-line').allTextContents()).join('\n')).toBe(starterCode)
    await send(page)
    await verdictIs(page, 'Not correct')
  })

  test('a reload goes on at the same question, with what was typed', async () => {
    const page = await takeQuiz()
    await fillIn(page)
    await send(page)
    await verdictIs(page, 'Correct')
    await goOn(page)
    await atQuestion(page, 2)
    const type = await fillIn(page)
    const stem = await stemOf(page)
    await page.reload()
    await atQuestion(page, 2)
    expect(await stemOf(page)).toBe(stem)
    if (type === 'multiple-choice') expect(await page.getByRole('radio', { name: 'right' }).isChecked()).toBe(true)
    await send(page)
    await verdictIs(page, 'Correct')
  })

  test('an answer whose reply was lost is sent again, and counts once', async () => {
    const page = await takeQuiz()
    const lost = async (route: Route) => {
      await route.fetch()
      await route.abort('connectionreset')
    }
    const requests = await disturb(page, answers, [lost, lost])
    await fillIn(page)
    await send(page)
    await page.getByText('it counts once').waitFor()
    await verdictIs(page, 'Correct')
    expect(requests.count).toBe(3)
    expect(await attemptsOf(page)).toBe(1)
    await goOn(page)
    await atQuestion(page, 2)
  })

  test('an answer that a reload interrupts is sent by the page that comes after, and counts once', async () => {
    const page = await takeQuiz()
    await disturb(page, answers, [(route) => route.fetch().then(() => route.abort())])
    await fillIn(page)
    await send(page)
    await page.getByText('it counts once').waitFor()
    await page.reload()
    await verdictIs(page, 'Correct')
    expect(await attemptsOf(page)).toBe(1)
  })

  test.each([
    [503, 'store-unavailable', 'Under maintenance'],
    [429, 'too-many-requests', 'That was too fast'],
  ])('after %i it says so, waits as long as it is told to, and goes on', async (status, name, title) => {
    const page = await takeQuiz()
    const refuse = (route: Route) => route.fulfill(problem(status, name, 2))
    const requests = await disturb(page, answers, [refuse])
    await fillIn(page)
    await send(page)
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await page.getByRole('timer').textContent()).toMatch(/Trying again in [12] s/)
    expect(requests.count).toBe(1)
    await verdictIs(page, 'Correct')
    expect(requests.count).toBe(2)
  })

  test('a program that takes long to check is waited for', async () => {
    const page = await takeQuiz()
    let checks = 0
    const checking = async (route: Route) => {
      await route.fetch()
      const questionId = JSON.parse(route.request().postData() ?? '{}').questionId
      await route.fulfill({ status: 202, json: { status: 'checking', questionId } })
    }
    await page.route(looks, async (route) => {
      const reply = await route.fetch()
      const view = await reply.json()
      checks += 1
      if (checks > 1) return route.fulfill({ response: reply })
      const lastAnswer = { ...view.lastAnswer, verdict: 'checking', correct: null, feedback: [], explanation: null }
      return route.fulfill({ response: reply, json: { ...view, question: null, lastAnswer } })
    })
    await disturb(page, answers, [checking])
    await fillIn(page)
    await send(page)
    await page.getByText('Your program is being checked').waitFor()
    await verdictIs(page, 'Correct')
    expect(checks).toBe(2)
    await goOn(page)
    await atQuestion(page, 2)
  })

  test('a question that is still being made is waited for', async () => {
    const page = await takeQuiz()
    let waits = 0
    await page.route(looks, async (route) => {
      const reply = await route.fetch()
      waits += 1
      if (waits > 2) return route.fulfill({ response: reply })
      return route.fulfill({ response: reply, json: { ...(await reply.json()), status: 'preparing', question: null } })
    })
    await page.reload()
    await page.getByText('Your next question is being made').waitFor()
    await atQuestion(page, 1)
    expect(waits).toBe(3)
  })

  test('a quiz that cannot be looked up is asked for again, by itself', async () => {
    const page = await takeQuiz()
    const requests = await disturb(page, looks, [(route) => route.fulfill(problem(503, 'store-unavailable', 1))])
    await page.reload()
    await page.getByRole('heading', { name: 'Under maintenance' }).waitFor()
    await atQuestion(page, 1)
    expect(requests.count).toBe(2)
  })

  test('a token that is refused while answering leads to the sign-in, and the answer is sent after it', async () => {
    const page = await openPage()
    const email = `eve.${crypto.randomUUID()}@school.example`
    await signIn(page, { email })
    await startQuiz(page)
    await disturb(page, answers, [(route) => route.fulfill(problem(401, 'invalid-token', 1))])
    await fillIn(page)
    await send(page)
    await page.getByText('You are signed out').waitFor()
    await signIn(page, { email })
    await verdictIs(page, 'Correct')
  })

  test('a question can be reported, and a quiz ended', async () => {
    const page = await takeQuiz()
    await fillIn(page)
    await send(page)
    await verdictIs(page, 'Correct')
    await page.getByRole('button', { name: 'Report this question' }).click()
    await page.getByLabel('It is ambiguous').check()
    await page.getByRole('button', { name: 'Send the report' }).click()
    await page.getByText('Thank you').waitFor()
    page.once('dialog', (dialog) => dialog.accept())
    await page.getByRole('button', { name: 'End the quiz' }).click()
    await page.getByRole('heading', { name: 'Topics' }).waitFor()
  })
})
