import { ObjectId } from 'mongodb'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetCatalogue } from '../../lib/content/topic-catalogue.ts'
import { topicFor } from '../../lib/content/topics.ts'
import { problemUrn } from '../../lib/contract/problem.ts'
import { changeUserRoute, getMeRoute } from '../../lib/contract/routes/people.ts'
import {
  createTopicRoute,
  getTopicRoute,
  getTopicToEditRoute,
  listTopicsRoute,
  replaceTopicByPathRoute,
  replaceTopicRoute,
} from '../../lib/contract/routes/topics.ts'
import { aTopic, bankItems } from '../people/documents.ts'
import { testPlatform } from '../support/platform.ts'

const platform = testPlatform()
const { call, refused, tokenFor, adminToken, collections } = platform

const student = tokenFor('student@school.example')
const fields = { title: 'Graphs', description: 'Nodes and edges', difficultyRange: { min: 2, max: 4 } }
const titles = async (token: string) => (await call(listTopicsRoute, { token })).body.topics.map(({ title }) => title)

beforeEach(async () => {
  await Promise.all([collections.topics.deleteMany({}), collections.bankItems.deleteMany({})])
  forgetCatalogue()
})

async function stocked(changes: Parameters<typeof aTopic>[0], count = 10) {
  const topic = aTopic(changes)
  await collections.topics.insertOne(topic)
  await collections.bankItems.insertMany(bankItems(topic._id, count))
  return topic
}

describe('the list', () => {
  test('has topics by title, with what a client needs', async () => {
    const topic = await stocked({ title: 'Sets 2', instructor: 'Grace', policy: 'rolling' })
    await stocked({ title: 'sets 10' })
    await stocked({ title: 'Ångström' })
    const { body } = await call(listTopicsRoute, { token: student })
    expect(body.topics.map(({ title }) => title)).toEqual(['Ångström', 'Sets 2', 'sets 10'])
    expect(body.topics[1]).toEqual({
      topicId: topic._id.toHexString(),
      title: 'Sets 2',
      description: topic.description,
      difficultyRange: { min: 1, max: 5 },
      course: null,
      instructor: 'Grace',
      policy: 'rolling',
    })
  })

  test('has a topic from its tenth usable question on', async () => {
    const topic = await stocked({ title: 'Almost' }, 9)
    expect(await titles(student)).toEqual([])
    const [draft, outOfRange] = bankItems(topic._id, 2)
    if (!draft || !outOfRange) throw new Error('two items')
    await collections.topics.updateOne({ _id: topic._id }, { $set: { difficultyRange: { min: 1, max: 4 } } })
    await collections.bankItems.insertMany([
      { ...draft, key: 'd', status: 'draft' },
      { ...outOfRange, key: 'o', level: 5 },
    ])
    forgetCatalogue()
    expect(await titles(student)).toEqual([])
    await collections.topics.updateOne({ _id: topic._id }, { $set: { difficultyRange: { min: 1, max: 5 } } })
    forgetCatalogue()
    expect(await titles(student)).toEqual(['Almost'])
  })

  test('has all topics for admins, as they are at this moment', async () => {
    await stocked({ title: 'Bare', course: 'm1' }, 1)
    expect(await titles(adminToken())).toEqual(['Bare'])
    await stocked({ title: 'Another' }, 1)
    expect(await titles(adminToken())).toEqual(['Another', 'Bare'])
  })

  test('is read from MongoDB once a minute, whoever asks', async () => {
    await stocked({ title: 'First' })
    expect(await titles(student)).toEqual(['First'])
    await stocked({ title: 'Second' })
    expect(await titles(tokenFor('other@school.example'))).toEqual(['First'])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    try {
      expect(await titles(student)).toEqual(['First', 'Second'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a topic of a course', () => {
  const enrolled = tokenFor('enrolled@school.example')
  beforeAll(async () => {
    const { userId } = (await call(getMeRoute, { token: enrolled })).body
    const body = { enrolledCourses: ['m1'] }
    await call(changeUserRoute, { token: adminToken(), params: { userId }, body })
  })

  test('is there for those enrolled and for admins, and for nobody else', async () => {
    const topic = await stocked({ title: 'Closed', course: 'm1' })
    await stocked({ title: 'Elsewhere', course: 'm2' })
    const params = { topicId: topic._id.toHexString() }
    expect(await titles(student)).toEqual([])
    expect(await titles(enrolled)).toEqual(['Closed'])
    expect(await titles(adminToken())).toEqual(['Closed', 'Elsewhere'])
    expect((await call(getTopicRoute, { token: enrolled, params })).body.title).toBe('Closed')
    expect((await call(getTopicRoute, { token: adminToken(), params })).body.course).toBe('m1')
    const hidden = await refused(getTopicRoute, { token: student, params })
    const absent = await refused(getTopicRoute, { token: student, params: { topicId: new ObjectId().toHexString() } })
    expect([hidden.status, hidden.body.type]).toEqual([404, problemUrn('unknown-topic')])
    expect({ ...hidden.body, instance: '' }).toEqual({ ...absent.body, instance: '' })
  })

  test('cannot be started by others either', async () => {
    const { _id } = await stocked({ title: 'Closed', course: 'm1' })
    const start = (enrolledCourses: string[]) => topicFor({ roles: ['student'], enrolledCourses }, _id.toHexString())
    await expect(start([])).rejects.toMatchObject({ problem: 'unknown-topic' })
    expect(await start(['m1'])).toMatchObject({ title: 'Closed' })
  })
})

test('one topic can be read, listed or not', async () => {
  const bare = aTopic({ title: 'Bare' })
  await collections.topics.insertOne(bare)
  const { body } = await call(getTopicRoute, { token: student, params: { topicId: bare._id.toHexString() } })
  expect(body).toMatchObject({ title: 'Bare', policy: 'irt', course: null, instructor: null })
})

describe('admins', () => {
  test('add a topic, which is there at once', async () => {
    const { status, headers, body } = await call(createTopicRoute, {
      token: adminToken(),
      body: { ...fields, title: '  Graphs ', contentRef: 's3://texts/graphs' },
    })
    expect(status).toBe(201)
    expect(headers.location).toBe(`/api/topics/${body.topicId}`)
    expect(body).toMatchObject({ title: 'Graphs', difficultyRange: { min: 2, max: 4 }, course: null, policy: 'irt' })
    const read = await call(getTopicRoute, { token: student, params: { topicId: body.topicId } })
    expect(read.body).toEqual(body)
    expect(await collections.topics.findOne()).toMatchObject({ contentRef: 's3://texts/graphs' })
  })

  test.each([
    ['in the body', replaceTopicRoute, (topicId: string) => ({ body: { ...fields, topicId } })],
    ['in the path', replaceTopicByPathRoute, (topicId: string) => ({ body: fields, params: { topicId } })],
    ['in both', replaceTopicByPathRoute, (topicId: string) => ({ body: { ...fields, topicId }, params: { topicId } })],
    [
      'in upper case',
      replaceTopicByPathRoute,
      (topicId: string) => ({ body: fields, params: { topicId: topicId.toUpperCase() } }),
    ],
  ])('replace the topic that is named %s: what is left out is gone', async (_, route, request) => {
    const topic = await stocked({ title: 'Old', course: 'm1', instructor: 'Grace', policy: 'rolling' }, 20)
    expect(await titles(student)).toEqual([])
    const topicId = topic._id.toHexString()
    const { status, body } = await call(route, { token: adminToken(), ...request(topicId) })
    expect(status).toBe(200)
    expect(body).toEqual({ ...fields, topicId, course: null, instructor: null, policy: 'irt' })
    const stored = await collections.topics.findOne({ _id: topic._id })
    expect(stored).toMatchObject({ createdAt: topic.createdAt, ...fields })
    expect(stored).not.toHaveProperty('course')
    expect(stored?.updatedAt.getTime()).toBeGreaterThan(topic.updatedAt.getTime())
    expect(await titles(student)).toEqual(['Graphs'])
  })

  test('see all that they have said of a topic, so that replacing it loses nothing', async () => {
    const said = {
      ...fields,
      course: 'm1',
      syllabus: 'Trees first.',
      questionTypes: ['text' as const],
      verification: false,
    }
    const { _id } = await stocked(said)
    const params = { topicId: _id.toHexString() }
    const { body } = await call(getTopicToEditRoute, { token: adminToken(), params })
    expect(body).toEqual({ ...said, topicId: params.topicId })
    // As a night leaves it that has calibrated the topic.
    const levelMeans = [{ level: 3, promptVersion: null, b: 0.5 }]
    await collections.topics.updateOne({ _id }, { $set: { levelMeans } })
    expect((await call(getTopicToEditRoute, { token: adminToken(), params })).body).toEqual(body)
    await call(replaceTopicByPathRoute, { token: adminToken(), params, body })
    expect((await call(getTopicToEditRoute, { token: adminToken(), params })).body).toEqual(body)
  })

  test('cannot replace what is not there, nor one topic under the name of another', async () => {
    const topicId = new ObjectId().toHexString()
    const before = await platform.counts()
    const unknown = await refused(replaceTopicByPathRoute, { token: adminToken(), params: { topicId }, body: fields })
    expect([unknown.status, unknown.body.type]).toEqual([404, problemUrn('unknown-topic')])
    const other = { ...fields, topicId: new ObjectId().toHexString() }
    const mixed = await refused(replaceTopicByPathRoute, { token: adminToken(), params: { topicId }, body: other })
    expect([mixed.status, mixed.body.issues]).toEqual([422, [{ path: '/topicId', message: 'must match the path' }]])
    expect(await platform.counts()).toEqual(before)
  })

  test.each([
    ['/title', { title: '' }],
    ['/title', { title: '   ' }],
    ['/title', { title: 'x'.repeat(121) }],
    ['/title', { title: { $ne: null } }],
    ['/description', { description: undefined }],
    ['/difficultyRange/min', { difficultyRange: { min: 4, max: 2 } }],
    ['/difficultyRange/min', { difficultyRange: { min: 0, max: 2 } }],
    ['/difficultyRange/max', { difficultyRange: { min: 1, max: 6 } }],
    ['/difficultyRange/max', { difficultyRange: { min: 1, max: 2.5 } }],
    ['/difficultyRange', { difficultyRange: '1-5' }],
    ['/policy', { policy: 'hardest' }],
    ['/course', { course: '' }],
  ])('are told that %s is wrong in %j', async (path, change) => {
    const before = await platform.counts()
    for (const route of [createTopicRoute, replaceTopicRoute, replaceTopicByPathRoute]) {
      const params = { topicId: new ObjectId().toHexString() }
      const { status, body } = await refused(route, { token: adminToken(), params, body: { ...fields, ...change } })
      expect(status).toBe(422)
      expect(body.issues?.map((issue) => issue.path)).toContain(path)
    }
    expect(await platform.counts()).toEqual(before)
  })
})
