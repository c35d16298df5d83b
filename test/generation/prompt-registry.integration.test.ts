/** Prompts: versions that stay, one that serves, and arms that students keep. */
import { ObjectId } from 'mongodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { promptNameSchema } from '../../lib/contract/generation.ts'
import type { PromptDocument } from '../../lib/contract/generation-documents.ts'
import { armOf, forgetPrompts, promptFor } from '../../lib/generation/prompt-registry.ts'
import { addVersion, changeStatus, type NewVersion } from '../../lib/generation/prompt-versions.ts'
import { seedPromptVersions } from '../../lib/generation/seed-prompt-versions.ts'
import { applyCollections, collections } from '../../lib/platform/collections.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'

const db = temporaryDatabase()
let now = new Date('2026-01-01T00:00:00Z')
const deps = { collections: collections(db), clock: () => now }
const { prompts, experiments } = deps.collections

beforeEach(() => applyCollections(db))
afterEach(async () => {
  await Promise.all([prompts.deleteMany({}), experiments.deleteMany({})])
  forgetPrompts()
})

const fields = (words: string, more: Partial<NewVersion> = {}): NewVersion => ({
  name: 'text',
  messages: [{ role: 'user', content: words }],
  fewShot: [],
  model: null,
  params: {},
  schemaVersion: 1,
  status: 'draft',
  origin: 'admin',
  createdAt: now,
  ...more,
})

const statuses = async () =>
  (await prompts.find({ name: 'text' }).sort({ version: 1 }).toArray()).map(({ version, status }) => [version, status])

describe('seeding', () => {
  test('gives each name an active first version, however often and by however many it is done', async () => {
    await Promise.all([1, 2, 3].map(() => seedPromptVersions(deps)))
    await seedPromptVersions(deps)
    const seeded = await prompts.find().toArray()
    expect(seeded.map(({ name }) => name).sort()).toEqual(promptNameSchema.options.toSorted())
    for (const prompt of seeded) expect(prompt).toMatchObject({ version: 1, status: 'active', origin: 'seed' })
  })

  test('takes nothing from a version that an admin has made active', async () => {
    await addVersion(deps, fields('{{topic}}', { status: 'active' }))
    await seedPromptVersions(deps)
    expect(await statuses()).toEqual([
      [1, 'active'],
      [2, 'draft'],
    ])
  })
})

describe('a version', () => {
  test('has the next number, and the same content is the same version', async () => {
    const [one, two] = [await addVersion(deps, fields('a')), await addVersion(deps, fields('b'))]
    expect([one.version, two.version]).toEqual([1, 2])
    expect(await addVersion(deps, fields('a', { origin: 'night' }))).toEqual(one)
    expect(two.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(two.sha256).not.toBe(one.sha256)
  })

  test('of many added at once, each has a number of its own', async () => {
    const added = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((words) => addVersion(deps, fields(words))))
    expect(added.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5])
  })
})

describe('activating', () => {
  const two = async () => {
    await addVersion(deps, fields('a', { status: 'active' }))
    await addVersion(deps, fields('b'))
  }

  test('retires the version before it', async () => {
    await two()
    await changeStatus(deps, { name: 'text', version: 2 }, 'active')
    expect(await statuses()).toEqual([
      [1, 'retired'],
      [2, 'active'],
    ])
    await changeStatus(deps, { name: 'text', version: 1 }, 'active')
    expect(await statuses()).toEqual([
      [1, 'active'],
      [2, 'retired'],
    ])
  })

  test('a crash before the older one is retired leaves the later one in service, and a second try finishes', async () => {
    await two()
    await prompts.updateOne({ version: 2 }, { $set: { status: 'active' } })
    expect((await promptFor(deps, 'text', null)).prompt.version).toBe(2)
    await changeStatus(deps, { name: 'text', version: 2 }, 'active')
    expect(await statuses()).toEqual([
      [1, 'retired'],
      [2, 'active'],
    ])
  })

  test('of several at once leaves at least one', async () => {
    await two()
    await addVersion(deps, fields('c'))
    await Promise.all([2, 3].map((version) => changeStatus(deps, { name: 'text', version }, 'active')))
    expect((await statuses()).filter(([, status]) => status === 'active').length).toBeGreaterThan(0)
  })

  test.each<[string, PromptDocument['status'], string]>([
    ['the active version is not retired without another', 'retired', 'prompt-in-use'],
    ['nor made a canary', 'canary', 'prompt-in-use'],
    ['nothing becomes a draft again', 'draft', 'prompt-status'],
  ])('%s', async (_, status, problem) => {
    await two()
    await expect(changeStatus(deps, { name: 'text', version: 1 }, status)).rejects.toMatchObject({ problem })
    expect((await statuses())[0]).toEqual([1, 'active'])
  })

  test('a version that there is not cannot be', async () => {
    await expect(changeStatus(deps, { name: 'text', version: 9 }, 'active')).rejects.toMatchObject({
      problem: 'unknown-prompt',
    })
  })
})

describe('who gets which', () => {
  const experiment = async (share: number) => {
    const _id = new ObjectId()
    const state = { phase: 'canary' as const, nights: 0 }
    const times = { startedAt: now, since: now, endedAt: null }
    const common = { status: 'running' as const, state, ...times, applied: true, evidence: [] }
    await experiments.insertOne({ _id, promptName: 'text', control: 1, treatment: 2, share, ...common })
    return _id
  }

  test('everybody the active version, as long as nothing is compared', async () => {
    await addVersion(deps, fields('a', { status: 'active' }))
    expect(await promptFor(deps, 'text', new ObjectId())).toMatchObject({
      prompt: { version: 1 },
      experimentId: null,
      arm: null,
    })
  })

  test('without any version, a seeded one; without MongoDB, the platform’s own', async () => {
    expect(await promptFor(deps, 'coding', null)).toMatchObject({ prompt: { version: 1, origin: 'seed' } })
    expect(await prompts.countDocuments()).toBe(4)
    forgetPrompts()
    await prompts.updateMany({}, { $set: { status: 'retired' } })
    expect(await promptFor(deps, 'coding', null)).toMatchObject({
      prompt: { version: 1, origin: 'seed', status: 'active' },
    })
  })

  test('while an experiment runs, its arms; nobody in particular gets the control', async () => {
    await addVersion(deps, fields('a', { status: 'active' }))
    await addVersion(deps, fields('b', { status: 'canary' }))
    const experimentId = await experiment(0.5)
    const students = Array.from({ length: 60 }, () => new ObjectId())
    const chosen = await Promise.all(students.map((id) => promptFor(deps, 'text', id)))
    const arms = chosen.map(({ arm }) => arm)
    expect(new Set(arms)).toEqual(new Set(['control', 'treatment']))
    for (const { arm, prompt, experimentId: id } of chosen) {
      expect(prompt.version).toBe(arm === 'control' ? 1 : 2)
      expect(id).toEqual(experimentId)
    }
    expect((await promptFor(deps, 'text', null)).arm).toBe('control')
    forgetPrompts()
    const again = await Promise.all(students.map((id) => promptFor(deps, 'text', id)))
    expect(again.map(({ arm }) => arm)).toEqual(arms)
  })

  test('an experiment that names a version that there is not changes nothing', async () => {
    await addVersion(deps, fields('a', { status: 'active' }))
    await experiment(1)
    expect(await promptFor(deps, 'text', new ObjectId())).toMatchObject({ prompt: { version: 1 }, arm: null })
  })

  test('an arm is kept while the share grows, and its size is the share', () => {
    const id = new ObjectId()
    const students = Array.from({ length: 4_000 }, () => new ObjectId())
    const treated = (share: number) => students.filter((student) => armOf(student, { id, share }) === 'treatment')
    const [few, more] = [treated(0.1), treated(0.5)]
    expect(few.filter((student) => !more.includes(student))).toEqual([])
    expect(Math.abs(more.length / students.length - 0.5)).toBeLessThan(0.05)
    expect(treated(0)).toEqual([])
    expect(treated(1)).toHaveLength(students.length)
  })

  test('is remembered for a minute', async () => {
    await addVersion(deps, fields('a', { status: 'active' }))
    await promptFor(deps, 'text', null)
    await addVersion(deps, fields('b', { status: 'active' }))
    expect((await promptFor(deps, 'text', null)).prompt.version).toBe(1)
    now = new Date(now.getTime() + 60_001)
    expect((await promptFor(deps, 'text', null)).prompt.version).toBe(2)
  })
})
