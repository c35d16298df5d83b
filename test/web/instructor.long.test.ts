import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  desktop,
  hasBrowser,
  openPage,
  phone,
  sidewaysBy,
  signIn,
  someEmail,
  useBrowser,
  violationsOf,
} from './browser.ts'
import { judged, storeFindings } from './history.ts'
import { fillIn, goOn, send, startQuiz, verdictIs } from './quiz-taker.ts'
import { threeTypes } from './stock.ts'
import { withStores } from './stores.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()

async function openAsInstructor(section: string, look: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage(look, `/instructor/${section}`)
  await signIn(page, { admin: true, email: someEmail('grace'), name: 'Grace' })
  return page
}

describe.runIf(hasBrowser)('an instructor', () => {
  useBrowser()

  test('adds a topic, and changes it without losing what the form does not show to students', async () => {
    const page = await openAsInstructor('topics')
    const title = `Sets ${crypto.randomUUID()}`
    await page.getByRole('link', { name: 'New topic' }).click()
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Description').fill('Unions and intersections.')
    await page.getByLabel('Highest level').fill('3')
    await page.getByLabel('Syllabus').fill('Finite sets only.')
    await page.getByLabel('Coding').check()
    await page.getByRole('button', { name: 'Save the topic' }).click()
    await page.getByRole('link', { name: `Edit ${title}` }).click()
    expect(await page.getByLabel('Syllabus').inputValue()).toBe('Finite sets only.')
    expect(await page.getByLabel('Coding').isChecked()).toBe(true)
    await page.getByLabel('Course').fill('m1')
    await page.getByRole('button', { name: 'Save the topic' }).click()
    await page.getByRole('row', { name: title }).waitFor()
    expect(await page.getByRole('row', { name: title }).textContent()).toMatch(/Levels 1 to 3.*m1/)
    await page.getByRole('link', { name: `Edit ${title}` }).click()
    expect(await page.getByLabel('Syllabus').inputValue()).toBe('Finite sets only.')
  })

  test('is told which field of a topic is wrong', async () => {
    const page = await openAsInstructor('topics/new')
    await page.getByLabel('Title').fill('Wrong')
    await page.getByLabel('Description').fill('Its range is empty.')
    await page.getByLabel('Lowest level').fill('4')
    await page.getByLabel('Highest level').fill('2')
    await page.getByRole('button', { name: 'Save the topic' }).click()
    await page.getByText('/difficultyRange/min').waitFor()
  })

  test('finds a student by e-mail, with their progress, and enrols them', async () => {
    const email = someEmail('ada')
    await signIn(await openPage(), { email, name: 'Ada Byron' })
    const page = await openAsInstructor('students')
    await page.getByLabel('E-mail').fill('nobody@school.example')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Nobody with this address').waitFor()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Find' }).click()
    await page
      .getByRole('heading', { name: /Ada Byron/ })
      .first()
      .waitFor()
    await page.getByText('You have not taken a quiz yet').waitFor()
    await page.getByLabel('Courses').fill('m1, cs2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'Find' }).click()
    await expect.poll(() => page.getByLabel('Courses').inputValue()).toBe('m1, cs2')
  })

  test('deletes a student, once the address has been typed', async () => {
    const email = someEmail('mary')
    await signIn(await openPage(), { email, name: 'Mary' })
    const page = await openAsInstructor('students')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Delete Mary').click()
    const confirmation = page.getByLabel(`Type ${email} to go ahead`)
    await confirmation.fill('somebody.else@school.example')
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('nothing was deleted').waitFor()
    expect(await withStores(({ users }) => users.countDocuments({ email }))).toBe(1)
    await confirmation.fill(email)
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('Mary is deleted.').waitFor()
    expect(await withStores(({ users }) => users.countDocuments({ email }))).toBe(0)
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Nobody with this address').waitFor()
  })

  test('sees how items do, and what the night proposes for a pattern, and takes it', async () => {
    const [coding, choice] = await withStores(async (stores) => {
      await storeFindings(stores)
      const find = (key: string) => stores.bankItems.findOne({ key })
      return [await find(judged.coding), await find(judged.choice)]
    })
    const page = await openAsInstructor('questions')
    await page.getByLabel('Topic').selectOption(threeTypes)
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(13)
    const row = page.getByRole('row').filter({ has: page.locator(`a[href$="${choice?._id}"]`) })
    expect(await row.textContent()).toMatch(/46\s%31\s%/)
    await page.goto(`/instructor/questions/${choice?._id}`)
    await page.getByText('Discriminative efficiency').waitFor()
    expect(await page.getByRole('row', { name: /^bad/ }).textContent()).toMatch(/3\s%2\s%5\s%no/)
    await page.goto(`/instructor/questions/${coding?._id}`)
    await page.getByText('plus (9 students)').waitFor()
    await page.getByLabel('Status').selectOption('Take the milder pattern')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Take the milder pattern' }).waitFor()
  })

  test('sees an experiment’s evidence, night by night, and what became of each version’s questions', async () => {
    const page = await openAsInstructor('experiments')
    await page.getByRole('heading', { name: 'text@2 against text@1' }).waitFor()
    await page.getByText('0.060 ± 0.017, evidence 4.2').waitFor()
    await page.getByRole('rowheader', { name: 'text@2 (treatment)' }).waitFor()
    await page.getByText('ft:gpt-4.1-mini').waitFor()
  })

  test('looks at the stock, at one question’s story, quarantines it and takes that back', async () => {
    const page = await openAsInstructor('questions')
    await page.getByLabel('Topic').selectOption(threeTypes)
    await page.getByRole('button', { name: 'Show' }).click()
    await expect.poll(() => page.getByRole('row').count()).toBe(13)
    await page.getByRole('link', { name: 'What is six times seven?' }).first().click()
    await heading(page, 'The story of a question')
    await page.getByLabel('Status').selectOption('Quarantine')
    await page.getByLabel('Reason').fill('Too easy.')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('active → quarantined').waitFor()
    await page.getByLabel('Status').selectOption('Take it back')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('quarantined → active').waitFor()
  })

  test('previews an import with its problems, corrects it, and imports', async () => {
    const page = await openAsInstructor('import')
    await page.getByLabel('Into the topic').selectOption('Biology')
    await page.getByLabel('Format').selectOption('Moodle GIFT')
    await page.getByLabel('Level of questions').fill('2')
    const name = crypto.randomUUID()
    await page.getByLabel('or its text').fill(`::${name}:: What carries genes? {=DNA ~starch}`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('Nothing would be imported, because').waitFor()
    expect(await page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0)
    await page.getByLabel('or its text').fill(`::${name}:: What carries genes? {=DNA ~starch ~fat ~water}`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('1 new, 0 changed').waitFor()
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
  })

  test('releases a prompt version made from an older one', async () => {
    const page = await openAsInstructor('prompts')
    await page.getByRole('button', { name: 'What text@1 says' }).click()
    await page.getByRole('button', { name: 'New version from this one' }).click()
    const message = page.getByLabel('Message of the system')
    await message.fill(`${await message.inputValue()}\nBe brief. ${crypto.randomUUID()}`)
    await page.getByLabel('Note').fill('Briefer.')
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page
      .getByRole('button', { name: /^Try it as a canary: text@/ })
      .first()
      .click()
    await page
      .getByRole('button', { name: /^Retire it: text@/ })
      .first()
      .waitFor()
  })

  test('reads the figures of the day, has the night worked, and finds its exports', async () => {
    const student = await openPage()
    await signIn(student)
    await startQuiz(student)
    for (let number = 1; number <= 10; number += 1) {
      await fillIn(student, number > 3)
      await send(student)
      await verdictIs(student, number > 3 ? 'Correct' : 'Not correct')
      if (number === 1) {
        await student.getByRole('button', { name: 'Report this question' }).click()
        await student.getByLabel('It is ambiguous').check()
        await student.getByLabel('Comment').fill('Which of the two?')
        await student.getByRole('button', { name: 'Send the report' }).click()
        await student.getByText('Thank you').waitFor()
      }
      await goOn(student)
    }
    const page = await openAsInstructor('analytics')
    await page.getByRole('heading', { name: /^The figures of/ }).waitFor()
    await page.getByRole('heading', { name: `Success by level: ${threeTypes}` }).waitFor()
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: threeTypes }) })
    expect(await row.textContent()).toContain('%')
    expect(await page.locator('svg.chart path').count()).toBeGreaterThanOrEqual(5)
    const finished = () =>
      page.getByRole('row', { name: 'Day' }).locator('xpath=../..').locator('tbody td:first-of-type')
    await page.getByText('As a table').click()
    const ofAll = await finished().allTextContents()
    await page.getByRole('combobox', { name: /^Topic/ }).selectOption(threeTypes)
    const ofTopic = await finished().allTextContents()
    expect(ofAll).toHaveLength(14)
    expect(ofTopic.slice(0, 13)).toEqual(ofAll.slice(0, 13))
    expect(Number(ofTopic[13])).toBeGreaterThan(0)

    await page.getByRole('link', { name: 'Nights and exports' }).click()
    const today = new Date().toISOString().slice(0, 10)
    await page.getByLabel('Date').fill(today)
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('has been asked for').waitFor()
    await page.getByRole('cell', { name: 'completed' }).first().waitFor({ timeout: 90_000 })
    const download = page.getByRole('link', { name: /attempts/ }).first()
    await download.waitFor({ timeout: 30_000 })
    const file = await fetch((await download.getAttribute('href')) ?? '')
    expect(file.status).toBe(200)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(0)

    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByText('Which of the two?').waitFor()
  }, 240_000)

  test('is told when no model is configured', async () => {
    const page = await openAsInstructor('generate')
    await page.getByLabel('Topic').selectOption('Biology')
    await page.getByRole('button', { name: 'Ask the model' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('No model is configured')
  })

  test('watches questions being made until the last is there', async () => {
    const page = await openAsInstructor('generate')
    const jobId = '0123456789abcdef01234567'
    const progress = (status: string, questions: object[] = []) => ({ jobId, status, questions, problems: [] })
    const question = {
      id: jobId,
      text: 'Is $1 + 1 = 2$?',
      options: null,
      correctAnswer: 'yes',
      explanation: 'By definition.',
      difficulty: 1,
      type: 'text',
      promptVersion: 'text@1',
    }
    const later = [
      progress('running', [question]),
      progress('done', [question, { ...question, id: jobId.replace('0', '1') }]),
    ]
    await page.route('**/api/admin/generateQuestions', (route) =>
      route.fulfill({ status: 202, json: progress('running') }),
    )
    await page.route('**/api/admin/generateQuestions/*', (route) => route.fulfill({ json: later.shift() }))
    await page.getByLabel('Topic').selectOption('Biology')
    await page.getByRole('button', { name: 'Ask the model' }).click()
    await page.getByText('The model is at work').waitFor()
    await page.getByText('2 questions made').waitFor()
    expect(await page.getByRole('link', { name: 'Review' }).count()).toBe(2)
  })
})

const looks = [
  { name: 'light, 360 px', colorScheme: 'light' as const, viewport: phone },
  { name: 'dark, 1280 px', colorScheme: 'dark' as const, viewport: desktop },
  { name: 'dark, 360 px', colorScheme: 'dark' as const, viewport: phone },
  { name: 'light, 1280 px', colorScheme: 'light' as const, viewport: desktop },
]

describe.runIf(hasBrowser).each(looks)('the instructor’s pages, $name', ({ colorScheme, viewport }) => {
  useBrowser()

  test('break no rule of WCAG 2.2 AA and need no scrolling sideways', async () => {
    const items = await withStores(async (stores) => {
      await storeFindings(stores)
      return stores.bankItems.find({ key: { $in: Object.values(judged) } }).toArray()
    })
    const student = someEmail('ada')
    await signIn(await openPage(), { email: student })
    const page = await openAsInstructor('questions', { colorScheme, viewport })
    await page.getByRole('row').nth(1).waitFor()
    expect(items).toHaveLength(2)
    const pages = [
      'analytics',
      'nights',
      'reports',
      'questions',
      'import',
      'generate',
      'topics',
      'topics/new',
      'prompts',
      'experiments',
      'students',
    ]
    const stories = items.map(({ _id }) => `questions/${_id}`)
    const addresses = ['/account', ...[...pages, ...stories].map((name) => `/instructor/${name}`)]
    for (const address of addresses) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.getByText('Loading …').count()).toBe(0)
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
      expect.soft(await violationsOf(page), address).toEqual([])
      expect.soft(await sidewaysBy(page), `${address}: sideways`).toBe(0)
    }
    await page.goto('/instructor/students')
    await page.getByLabel('E-mail').fill(student)
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('Delete Ada').click()
    expect.soft(await violationsOf(page), 'a student').toEqual([])
    expect.soft(await sidewaysBy(page), 'a student: sideways').toBe(0)
  })
})
