import { type Document, MongoClient, ObjectId } from 'mongodb'
import { describe, expect, inject, test, vi } from 'vitest'
import { userDocumentSchema } from '../../lib/contract/documents.ts'
import { problemUrn } from '../../lib/contract/problem.ts'
import {
  changeUserRoute,
  findUsersRoute,
  getMeRoute,
  getMyProgressRoute,
  getUserProgressRoute,
} from '../../lib/contract/routes/people.ts'
import { currentUser } from '../../lib/people/current-user.ts'
import { signIn } from '../../lib/people/sign-in.ts'
import { collections as collectionsOf } from '../../lib/platform/collections.ts'
import { aSession, aTopic, finished } from '../people/documents.ts'
import { testPlatform } from '../support/platform.ts'

const platform = testPlatform({ LIMIT_ADMIN_CALLS_PER_MINUTE: '1000' })
const { call, refused, tokenFor, adminToken, collections } = platform
const { subOf } = platform.issuer

const me = async (token: string) => (await call(getMeRoute, { token })).body
const stored = (email: string) => collections.users.findOne({ googleId: subOf(email) })

describe('the first request with a good token', () => {
  test('makes the user, a student', async () => {
    const body = await me(tokenFor('ada@school.example'))
    expect(body).toEqual({
      userId: expect.stringMatching(/^[0-9a-f]{24}$/),
      email: 'ada@school.example',
      name: 'Test Student',
      roles: ['student'],
      enrolledCourses: [],
      topicsCompleted: [],
    })
    const user = await stored('ada@school.example')
    expect(userDocumentSchema.safeParse(user).success).toBe(true)
    expect(user?._id.toHexString()).toBe(body.userId)
    expect((await me(tokenFor('ada@school.example'))).userId).toBe(body.userId)
  })

  test('makes one user, however many requests come at once', async () => {
    const token = tokenFor('many@school.example')
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await me(token)).userId))
    expect(new Set(ids).size).toBe(1)
    expect(await collections.users.countDocuments({ email: 'many@school.example' })).toBe(1)
  })

  test('makes an admin of whom the configuration names, in whatever case', async () => {
    expect((await me(tokenFor('Admin@School.Example'))).roles).toEqual(['student', 'admin'])
  })
})

describe('a later request', () => {
  test('follows a changed name and address, not the address', async () => {
    const sub = subOf('before@school.example')
    const before = await me(tokenFor('before@school.example'))
    const after = await me(tokenFor({ sub, email: 'after@school.example', name: 'New Name' }))
    expect(after).toEqual({ ...before, email: 'after@school.example', name: 'New Name' })
    const other = await me(tokenFor({ sub: 'another-account', email: 'after@school.example' }))
    expect(other.userId).not.toBe(before.userId)
  })

  test('writes nothing where nothing has changed, else what has', async () => {
    const identity = { sub: 'quiet', email: 'quiet@school.example', name: 'Quiet', hostedDomain: null }
    const others = await collections.users.find({ googleId: { $ne: 'quiet' } }).toArray()
    const user = await currentUser(identity)
    const written: unknown[][] = []
    const users = new Proxy(collections.users, {
      get(target, key) {
        const value = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (key === 'updateOne' || key === 'insertOne') written.push(args)
          return value.apply(target, args)
        }
      },
    })
    const deps = { users, adminEmails: [], clock: () => new Date() }
    expect(await signIn(deps, identity)).toEqual(user)
    expect(written).toEqual([])
    expect(await signIn(deps, { ...identity, name: 'Loud' })).toEqual({ ...user, name: 'Loud' })
    expect(await signIn(deps, { ...identity, name: 'Loud', email: 'loud@school.example' })).toMatchObject({
      _id: user._id,
      email: 'loud@school.example',
    })
    await collections.users.updateOne({ _id: user._id }, { $set: { erasedAs: new ObjectId() } })
    await signIn(deps, { ...identity, name: 'Loud', email: 'loud@school.example' })
    expect(written).toHaveLength(3)
    const stored = await collections.users.findOne({ _id: user._id })
    expect(stored).toEqual({ ...user, name: 'Loud', email: 'loud@school.example' })
    const unchanged = await collections.users.find({ googleId: { $ne: 'quiet' } }).toArray()
    expect(unchanged).toEqual(others)
  })

  test('says what went wrong with MongoDB, and makes nobody', async () => {
    const users = new Proxy(collections.users, {
      get(target, key) {
        if (key === 'insertOne') return () => Promise.reject(new Error('the disk is full'))
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const identity = { sub: 'unlucky', email: 'unlucky@school.example', name: 'Unlucky', hostedDomain: null }
    await expect(signIn({ users, adminEmails: [], clock: () => new Date() }, identity)).rejects.toThrow(
      'the disk is full',
    )
    expect(await collections.users.countDocuments({ googleId: 'unlucky' })).toBe(0)
  })

  test('under another address is another request to MongoDB, whatever is known', async () => {
    const identity = { sub: 'moved', email: 'here@school.example', name: 'Moved', hostedDomain: null }
    const { _id } = await currentUser(identity)
    expect(await currentUser({ ...identity, email: 'there@school.example' })).toMatchObject({
      _id,
      email: 'there@school.example',
    })
    expect(await collections.users.findOne({ _id })).toMatchObject({ email: 'there@school.example' })
  })

  test('finds a thousand users known, and no more', async () => {
    const identityOf = (index: number) => {
      const sub = `crowd-${index}`
      return { sub, email: `${sub}@school.example`, name: 'One of many', hostedDomain: null }
    }
    await currentUser(identityOf(0))
    for (let from = 1; from < 1_000; from += 100)
      await Promise.all(Array.from({ length: 100 }, (_, k) => currentUser(identityOf(from + k))))
    await collections.users.updateMany({ googleId: /^crowd-/ }, { $set: { enrolledCourses: ['m1'] } })
    // The oldest has made way for the latest.
    expect((await currentUser(identityOf(1_000))).enrolledCourses).toBeUndefined()
    expect((await currentUser(identityOf(0))).enrolledCourses).toEqual(['m1'])
  })

  test('makes an admin of whom the configuration has come to name', async () => {
    const email = 'admin@school.example'
    const sub = 'of-an-older-account'
    await me(tokenFor({ sub, email: 'old@school.example' }))
    expect((await me(tokenFor({ sub, email }))).roles).toEqual(['student', 'admin'])
    expect((await collections.users.findOne({ googleId: sub }))?.roles).toEqual(['student', 'admin'])
  })

  test('asks MongoDB for the user once a minute, where a minute ago is good enough', async () => {
    const identity = { sub: 'cached', email: 'cached@school.example', name: 'Cached', hostedDomain: null }
    const user = await currentUser(identity)
    await collections.users.updateOne({ _id: user._id }, { $set: { enrolledCourses: ['m1'] } })
    expect((await currentUser(identity)).enrolledCourses).toBeUndefined()
    expect((await currentUser(identity, { fresh: true })).enrolledCourses).toEqual(['m1'])
    await collections.users.updateOne({ _id: user._id }, { $set: { enrolledCourses: ['m2'] } })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 })
    try {
      expect((await currentUser(identity)).enrolledCourses).toEqual(['m2'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('an admin', () => {
  test('finds users by address, in whatever case; none is an empty list', async () => {
    const { userId } = await me(tokenFor('find@school.example'))
    const find = async (email: string) =>
      (await call(findUsersRoute, { token: adminToken(), query: { email } })).body.users.map((user) => user.userId)
    expect(await find('Find@School.example')).toEqual([userId])
    expect(await find('nobody@school.example')).toEqual([])
  })

  test.each(['', 'find', '{"$ne":null}', 'a@b@c', '.*'])('must name an address: %j is none', async (email) => {
    const { status, body } = await refused(findUsersRoute, { token: adminToken(), query: { email } })
    expect([status, body.issues?.map(({ path }) => path)]).toEqual([422, ['query/email']])
  })

  test('must name an address at all, and nothing else', async () => {
    expect((await refused(findUsersRoute, { token: adminToken() })).status).toBe(422)
    const query = { email: 'a@b.example', 'email[$ne]': '1' }
    expect((await refused(findUsersRoute, { token: adminToken(), query })).status).toBe(422)
  })

  test('enrols, and gives and takes the role, each without touching the other', async () => {
    const token = tokenFor('promoted@school.example')
    const { userId } = await me(token)
    const change = async (body: object) =>
      (await call(changeUserRoute, { token: adminToken(), params: { userId }, body })).body
    const findMe = { token, query: { email: 'promoted@school.example' } }

    const others = await collections.users.find({ _id: { $ne: new ObjectId(userId) } }).toArray()
    expect(await change({ enrolledCourses: ['m1', ' m2 ', 'm1'] })).toMatchObject({
      roles: ['student'],
      enrolledCourses: ['m1', 'm2'],
    })
    expect((await refused(findUsersRoute, findMe)).status).toBe(403)
    expect(await change({ roles: ['student', 'admin'] })).toMatchObject({ enrolledCourses: ['m1', 'm2'] })
    expect((await call(findUsersRoute, findMe)).status).toBe(200)
    expect(await me(token)).toMatchObject({ roles: ['student', 'admin'], enrolledCourses: ['m1', 'm2'] })
    expect(await change({ roles: ['student'], enrolledCourses: [] })).toMatchObject({ roles: ['student'] })
    expect((await refused(findUsersRoute, findMe)).status).toBe(403)
    expect(await collections.users.find({ _id: { $ne: new ObjectId(userId) } }).toArray()).toEqual(others)
  })

  test('cannot take the role from whom the configuration makes an admin', async () => {
    const { userId } = await me(adminToken())
    const request = { token: adminToken(), params: { userId }, body: { roles: ['student'] } }
    const { status, body } = await refused(changeUserRoute, request)
    const message = 'the configuration (ADMIN_EMAILS) makes this address an admin'
    expect([status, body.issues]).toEqual([422, [{ path: '/roles', message }]])
    expect((await me(adminToken())).roles).toContain('admin')
  })

  test.each([
    ['/roles', { roles: ['teacher'] }],
    ['/roles', { roles: [] }],
    ['/roles', { roles: 'admin' }],
    ['/roles', { roles: { $each: ['admin'] } }],
    ['/enrolledCourses', { enrolledCourses: [''] }],
    ['/enrolledCourses', { enrolledCourses: Array.from({ length: 201 }, (_, k) => `m${k}`) }],
    ['/', { email: 'other@school.example' }],
    ['/', { googleId: 'x', roles: ['student'] }],
  ])('is told that %s is wrong in %j, and nothing changes', async (path, body) => {
    const { userId } = await me(tokenFor('unchanged@school.example'))
    const before = await stored('unchanged@school.example')
    const refusal = await refused(changeUserRoute, { token: adminToken(), params: { userId }, body })
    expect(refusal.status).toBe(422)
    expect(refusal.body.issues?.some((issue) => issue.path.startsWith(path))).toBe(true)
    expect(await stored('unchanged@school.example')).toEqual(before)
  })

  test('is told when there is no such user', async () => {
    const params = { userId: new ObjectId().toHexString() }
    const change = await refused(changeUserRoute, { token: adminToken(), params, body: { roles: ['student'] } })
    expect([change.status, change.body.type]).toEqual([404, problemUrn('unknown-user')])
    expect((await refused(getUserProgressRoute, { token: adminToken(), params })).status).toBe(404)
  })
})

describe('progress', () => {
  test('is empty for a newcomer', async () => {
    const token = tokenFor('newcomer@school.example')
    const { userId } = await me(token)
    expect((await call(getMyProgressRoute, { token })).body).toEqual({ userId, topics: [] })
  })

  test("is the same for oneself and for an admin, of all of one's quizzes and of nobody else's", async () => {
    const token = tokenFor('worker@school.example')
    const userId = new ObjectId((await me(token)).userId)
    const [sets, logic] = [aTopic({ title: 'Sets' }), aTopic({ title: 'Logic' })]
    await collections.topics.insertMany([sets, logic])
    const stranger = { userId: new ObjectId(), topicId: sets._id }
    await collections.quizSessions.insertMany([
      aSession({ userId, topicId: sets._id, ...finished(4, 10, new Date('2026-01-03')) }),
      aSession({ userId, topicId: sets._id, ...finished(8, 10, new Date('2026-01-02')) }),
      aSession({ userId, topicId: logic._id, totalAnswered: 3, correctCount: 2, lastActivity: new Date('2026-01-04') }),
      aSession({ ...stranger, ...finished(10, 10, new Date('2026-01-05')) }),
    ])
    const { body } = await call(getMyProgressRoute, { token })
    expect(body.topics).toMatchObject([
      { topicTitle: 'Logic', completed: false, status: 'in-progress', currentScore: 2, answered: 3, attempts: 1 },
      { topicTitle: 'Sets', completed: true, score: 4, total: 10, best: { score: 8, total: 10 }, attempts: 2 },
    ])
    const params = { userId: userId.toHexString() }
    expect((await call(getUserProgressRoute, { token: adminToken(), params })).body).toEqual(body)
    expect((await refused(getUserProgressRoute, { token, params })).status).toBe(403)
  })

  test('costs two finds, by index, whatever others have done', async () => {
    const { progressOf } = await import('../../lib/people/progress.ts')
    const userId = new ObjectId()
    const topics = [aTopic(), aTopic(), aTopic()]
    await collections.topics.insertMany(topics)
    await collections.quizSessions.insertMany([
      ...topics.map(({ _id }) => aSession({ userId, topicId: _id, ...finished(1, 2, new Date()) })),
      ...Array.from({ length: 300 }, () => aSession({ userId: new ObjectId(), topicId: new ObjectId() })),
    ])
    const commands: { command: Document; collection: string }[] = []
    const client = new MongoClient(inject('mongodbUri'), { monitorCommands: true })
    client.on('commandStarted', ({ command }) => {
      if (command.find) commands.push({ command, collection: command.find })
    })
    const db = client.db(platform.db.databaseName)
    expect((await progressOf({ collections: collectionsOf(db) }, userId)).topics).toHaveLength(3)
    await client.close()
    expect(commands.map(({ collection }) => collection)).toEqual(['quizSessions', 'topics'])
    for (const { command } of commands) {
      const { find, filter, projection } = command
      const plan = await platform.db.command({ explain: { find, filter, projection }, verbosity: 'queryPlanner' })
      expect(JSON.stringify(plan.queryPlanner.winningPlan)).toMatch(/IXSCAN|IDHACK|EXPRESS/)
    }
  })
})
