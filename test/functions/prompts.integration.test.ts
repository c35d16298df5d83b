/** The admin's routes on prompts. */
import { beforeAll, expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { changePromptRoute, createPromptRoute, listPromptsRoute } from '../../lib/contract/routes/prompts.ts'
import { seedPromptVersions } from '../../lib/generation/seed-prompt-versions.ts'
import { testPlatform } from '../support/platform.ts'

const { call, refused, adminToken, tokenFor, collections } = testPlatform()
const token = adminToken()
const content = {
  name: 'text' as const,
  messages: [
    { role: 'system' as const, content: 'You write quiz questions.' },
    { role: 'user' as const, content: '{{topic}} Write {{count}} text questions of level {{level}}.' },
  ],
}

beforeAll(() => seedPromptVersions({ collections, clock: () => new Date() }))

test('a draft is added, activated and listed; the version before it is retired', async () => {
  const created = await call(createPromptRoute, { token, body: { ...content, note: 'Shorter.' } })
  expect(created).toMatchObject({
    status: 201,
    body: { name: 'text', version: 2, status: 'draft', origin: 'admin', note: 'Shorter.', fewShot: [], model: null },
  })
  const repeated = await call(createPromptRoute, { token, body: content })
  expect(repeated.body).toEqual(created.body)

  const patch = { name: 'text' as const, version: 2, status: 'active' as const }
  expect((await call(changePromptRoute, { token, body: patch })).body).toMatchObject({ version: 2, status: 'active' })
  const listed = await call(listPromptsRoute, { token, query: { name: 'text' } })
  expect(listed.body.prompts.map(({ version, status }) => [version, status])).toEqual([
    [2, 'active'],
    [1, 'retired'],
  ])
  const all = await call(listPromptsRoute, { token })
  expect(all.body.prompts.map(({ name }) => name)).toEqual([
    'coding',
    'multiple-choice',
    'text',
    'text',
    'verification',
  ])
})

test.each([
  ['an unknown placeholder', '{{topic}} {{count}} {{level}} {{password}}', '{{password}} is not known'],
  ['a missing one', '{{topic}} {{count}}', '{{level}} is missing'],
])('a template with %s is refused', async (_, words, message) => {
  const messages = [{ role: 'user' as const, content: words }]
  const { status, body } = await refused(createPromptRoute, { token, body: { ...content, messages } })
  expect([status, body.issues]).toEqual([422, [{ path: '/messages', message }]])
})

test.each([
  ['the active version cannot be retired', { version: 1, status: 'retired' }, 'prompt-in-use'],
  ['nothing becomes a draft again', { version: 1, status: 'draft' }, 'prompt-status'],
  ['nothing happens to a version that there is not', { version: 77, status: 'active' }, 'unknown-prompt'],
] as const)('%s', async (_, patch, problem) => {
  const { body } = await refused(changePromptRoute, { token, body: { name: 'coding', ...patch } })
  expect(body.type).toBe(problemUrn(problem))
})

test('students have no business here', async () => {
  const student = tokenFor('student@school.example')
  expect((await refused(listPromptsRoute, { token: student })).status).toBe(403)
  expect((await refused(createPromptRoute, { token: student, body: content })).status).toBe(403)
})
