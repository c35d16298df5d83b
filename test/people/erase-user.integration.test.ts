/** Erasure: nothing of the person stays anywhere, everything the platform learns from does, and a crash undoes neither. */
import { ObjectId } from 'mongodb'
import { describe, expect, test } from 'vitest'
import { problemUrn } from '../../lib/contract/problem.ts'
import { deleteMeRoute, deleteUserRoute, getMeRoute } from '../../lib/contract/routes/people.ts'
import { eraseUser } from '../../lib/people/erase-user.ts'
import { type Collections, collectionDefinitions } from '../../lib/platform/collections.ts'
import { redis } from '../../lib/platform/redis.ts'
import { testPlatform } from '../support/platform.ts'
import { anAttempt, aQuestion, aSession, aTopic, finished, generatedFor } from './documents.ts'

const platform = testPlatform()
const { call, refused, tokenFor, adminToken, collections, issuer } = platform
const clock = () => new Date()
const topic = aTopic()

/** Words that only this person has said, or is called by. */
const words = ['canary-name', 'canary-answer', 'canary-code', 'canary-comment', 'canary-key']

/** Somebody with a finished and an open quiz, all three types of question, a report, interactions and a job. */
async function somebody(email: string) {
  const { userId: id } = (await call(getMeRoute, { token: tokenFor({ email, name: 'canary-name' }) })).body
  const userId = new ObjectId(id)
  const sub = issuer.subOf(email)
  const owner = { userId, topicId: topic._id, sub }
  const done = aSession({ ...owner, ...finished(1, 3, new Date()), idempotencyKey: 'canary-key' })
  const open = aSession({ ...owner })
  await collections.quizSessions.insertMany([done, open])
  const [choice, text, code] = [aQuestion(done, 'multiple-choice'), aQuestion(done, 'text'), aQuestion(done, 'coding')]
  const asked = { ...aQuestion(open, 'text'), servedAt: null }
  const checked = aQuestion(open, 'coding')
  await collections.questions.insertMany([choice, text, code, asked, checked])
  await collections.attempts.insertMany([
    anAttempt(choice, 0, 'Two'),
    anAttempt(text, 1, 'canary-answer'),
    anAttempt(code, 2, 'canary-code()'),
    { ...anAttempt(checked, 0, 'canary-code(2)'), isCorrect: null, verdict: 'checking', feedback: [], reply: null },
  ])
  const of = { userId, sessionId: done._id, topicId: topic._id }
  const { itemId } = text
  await collections.reports.insertOne({
    ...of,
    _id: new ObjectId(),
    questionId: text._id,
    itemId,
    reason: 'other',
    comment: 'canary-comment',
    at: clock(),
  })
  await collections.regrades.insertOne({
    ...{ userId, sessionId: done._id, questionId: code._id, itemId: code.itemId },
    _id: new ObjectId(),
    attemptId: new ObjectId(),
    verdict: 'incorrect',
    feedback: [{ severity: 'essential', message: 'Not quite.', actual: 'canary-answer' }],
    at: clock(),
  })
  await collections.interactions.insertOne({ ...of, _id: `${id}:started`, type: 'quiz.started', at: clock(), data: {} })
  await collections.jobs.insertOne({
    ...of,
    _id: `${id}:3`,
    kind: 'generate-questions',
    parentId: id,
    audience: 'student',
    level: 3,
    count: 5,
    status: 'open',
    outcome: null,
    problems: [],
    createdAt: clock(),
    closedAt: null,
  })
  const generated = generatedFor(userId, topic._id)
  await collections.generatedQuestions.insertOne(generated.question)
  await collections.generationLogs.insertOne(generated.log)
  const live = `session:{${open._id.toHexString()}}`
  await (await redis()).hset(live, { sub })
  const user = await collections.users.findOne({ _id: userId })
  if (!user) throw new Error('the user is there')
  return { user, userId, sub, email, sessions: [done, open], questions: [choice, text, code, asked, checked], live }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

const names = Object.keys(collections) as (keyof Collections)[]

async function everything(): Promise<string> {
  const found = await Promise.all(names.map((name) => platform.db.collection(name).find().toArray()))
  return JSON.stringify(found)
}

/** Every document that is somebody's, by collection. */
async function documentsOf({ userId }: Somebody): Promise<Record<string, unknown[]>> {
  const theirs = { $or: [{ userId }, { forUser: userId }, { _id: userId }] }
  const found = names.map(
    async (name) => [name, await platform.db.collection(name).find<object>(theirs).toArray()] as const,
  )
  return Object.fromEntries((await Promise.all(found)).filter(([, documents]) => documents.length > 0))
}

async function expectErased({ userId, sub, email, sessions, questions, live }: Somebody) {
  const text = await everything()
  for (const word of [userId.toHexString(), sub, email, ...words]) expect(text, word).not.toContain(word)
  expect(await (await redis()).exists(live)).toBe(0)

  const [done, open] = await Promise.all(sessions.map(({ _id }) => collections.quizSessions.findOne({ _id })))
  expect(done).toMatchObject({ status: 'completed', score: 1, total: 3 })
  expect(open).toMatchObject({ status: 'abandoned', endTime: expect.any(Date) })
  const pseudonym = done?.userId
  const [first] = sessions
  if (!first) throw new Error('there are two')
  expect(open?.userId).toEqual(pseudonym)
  expect([done?.sub, open?.sub]).toEqual([pseudonym?.toHexString(), pseudonym?.toHexString()])
  const copies = await collections.questions.find({ _id: { $in: questions.map(({ _id }) => _id) } }).toArray()
  expect(copies.map((copy) => copy.userId)).toEqual(Array(5).fill(pseudonym))
  const attempts = await collections.attempts.find({ sessionId: first._id }).sort({ seq: 1 }).toArray()
  expect(attempts.map((attempt) => attempt.userId)).toEqual(Array(3).fill(pseudonym))
  expect(attempts.map(({ answer }) => answer)).toEqual(['Two', '', ''])
  expect(attempts.map(({ verdict }) => verdict)).toEqual(Array(3).fill('incorrect'))
  const reports = await collections.reports.find({ sessionId: first._id }).toArray()
  expect(reports).toMatchObject([{ reason: 'other', userId: pseudonym }])
  const [unjudged] = await collections.attempts.find({ sessionId: open?._id, seq: 0, verdict: 'checking' }).toArray()
  expect(unjudged).toMatchObject({ userId: pseudonym, answer: '', reply: null })
  for (const document of await collections.regrades.find({ sessionId: first._id }).toArray()) {
    expect(document).toMatchObject({ userId: pseudonym, verdict: 'incorrect', feedback: [] })
  }
  for (const document of attempts) {
    expect(collectionDefinitions.attempts.schema.safeParse(document).success).toBe(true)
  }
  for (const document of [done, open]) {
    expect(collectionDefinitions.quizSessions.schema.safeParse(document).success).toBe(true)
  }
}

const clear = () =>
  Promise.all(
    Object.values(collections).map((collection) => platform.db.collection(collection.collectionName).deleteMany({})),
  )

test("of oneself: the person is gone, what they did stays as nobody's", async () => {
  await clear()
  const ada = await somebody('ada@school.example')
  const { status, body } = await call(deleteMeRoute, { token: tokenFor(ada.email) })
  expect([status, body]).toEqual([204, null])
  await expectErased(ada)
})

test("of somebody, by an admin; another's data is not touched", async () => {
  await clear()
  const [ada, bob] = [await somebody('ada@school.example'), await somebody('bob@school.example')]
  const before = await documentsOf(bob)
  const kinds = [
    'attempts',
    'generatedQuestions',
    'generationLogs',
    'interactions',
    'jobs',
    'questions',
    'quizSessions',
  ]
  expect(Object.keys(before).sort()).toEqual([...kinds, 'regrades', 'reports', 'users'])
  const params = { userId: ada.userId.toHexString() }
  expect((await refused(deleteUserRoute, { token: tokenFor(bob.email), params })).status).toBe(403)
  expect(await call(deleteUserRoute, { token: adminToken(), params })).toMatchObject({ status: 204, body: null })
  expect(await collections.users.findOne({ _id: ada.userId })).toBeNull()
  expect(await documentsOf(ada)).toEqual({})
  expect(await documentsOf(bob)).toEqual(before)
  expect(await (await redis()).exists(bob.live)).toBe(1)
  const again = await refused(deleteUserRoute, { token: adminToken(), params })
  expect([again.status, again.body.type]).toEqual([404, problemUrn('unknown-user')])
})

test('of whom we do not know makes nobody known', async () => {
  await clear()
  expect((await call(deleteMeRoute, { token: tokenFor('nobody@school.example') })).status).toBe(204)
  expect(await collections.users.countDocuments()).toBe(0)
})

test('is not for ever: who signs in again is new', async () => {
  await clear()
  const ada = await somebody('ada@school.example')
  await call(deleteMeRoute, { token: tokenFor(ada.email) })
  const { body } = await call(getMeRoute, { token: tokenFor(ada.email) })
  expect(body.userId).not.toBe(ada.userId.toHexString())
  expect(body).toMatchObject({ topicsCompleted: [], enrolledCourses: [] })
})

const writes = new Set(['insertOne', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany'])

/** Collections of which the nth write, and all after it, never happen. */
function crashingAt(nth: number): Collections {
  let count = 0
  const crashing = (collection: object) =>
    new Proxy(collection, {
      get(target, key) {
        const value = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (writes.has(String(key)) && ++count >= nth) throw new Error('crashed')
          return value.apply(target, args)
        }
      },
    })
  return Object.fromEntries(
    Object.entries(collections).map(([name, collection]) => [name, crashing(collection)]),
  ) as Collections
}

describe('after a crash', () => {
  /** Of one round: pseudonym, close, words (2), rename (8), sessions, user. */
  const steps = Array.from({ length: 14 }, (_, index) => index + 1)

  test.each(steps)('at write %i, the same call finishes, under one pseudonym', async (nth) => {
    await clear()
    const ada = await somebody('ada@school.example')
    await expect(eraseUser({ collections: crashingAt(nth), clock }, ada.user)).rejects.toThrow('crashed')
    expect(await collections.users.countDocuments({ _id: ada.userId })).toBe(1)
    expect((await call(deleteMeRoute, { token: tokenFor(ada.email) })).status).toBe(204)
    await expectErased(ada)
  })

  test('there are no more writes than these', async () => {
    await clear()
    const ada = await somebody('ada@school.example')
    await eraseUser({ collections: crashingAt(steps.length + 1), clock }, ada.user)
    await expectErased(ada)
  })

  test('who comes back instead has their account, and what they do then is not what they did before', async () => {
    await clear()
    const ada = await somebody('ada@school.example')
    await expect(eraseUser({ collections: crashingAt(steps.length), clock }, ada.user)).rejects.toThrow('crashed')
    expect((await call(getMeRoute, { token: tokenFor(ada.email) })).body.userId).toBe(ada.userId.toHexString())
    await collections.quizSessions.insertOne(aSession({ userId: ada.userId, topicId: topic._id, sub: ada.sub }))
    expect((await call(deleteMeRoute, { token: tokenFor(ada.email) })).status).toBe(204)
    expect(new Set((await collections.quizSessions.find().toArray()).map(({ sub }) => sub)).size).toBe(2)
    expect(await everything()).not.toContain(ada.sub)
  })
})

test('an answer that was on its way is caught', async () => {
  await clear()
  const ada = await somebody('ada@school.example')
  const [, , , asked] = ada.questions
  if (!asked) throw new Error('a question is open')
  const late = { ...anAttempt(asked, 1, 'canary-answer'), userId: ada.userId }
  let isLate = false
  const quizSessions = new Proxy(collections.quizSessions, {
    get(target, key) {
      const value = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      if (key !== 'updateMany') return value.bind(target)
      return async (...args: unknown[]) => {
        // The last write of a round: everything else has been renamed.
        if (JSON.stringify(args).includes('idempotencyKey') && !isLate) {
          isLate = true
          await collections.questions.updateOne({ _id: asked._id }, { $set: { servedAt: clock() } })
          await collections.attempts.insertOne(late)
        }
        return value.apply(target, args)
      }
    },
  })
  await eraseUser({ collections: { ...collections, quizSessions }, clock }, ada.user)
  expect(isLate).toBe(true)
  await expectErased(ada)
})
