/**
 * Users x objects x routes, from the route table: nobody reaches what is not theirs, a refusal writes nothing at all, and
 * says the same of what belongs to somebody else as of what does not exist.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { type ProblemName, problems, problemUrn } from '../../lib/contract/problem.ts'
import type { Route } from '../../lib/contract/route.ts'
import { answerQuestionRoute } from '../../lib/contract/routes/quiz.ts'
import { routes } from '../../lib/contract/routes.ts'
import { newId, toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import type { CallOptions } from '../support/call.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'
import { type Outcome, type Row, rows, type World } from './access-rows.ts'

const platform = testPlatform({
  ALLOWED_HOSTED_DOMAINS: 'school.example',
  LIMIT_ADMIN_CALLS_PER_MINUTE: '100000',
  LIMIT_STARTS_PER_MINUTE: '100000',
})
testAws()
const { jobsFor } = await import('../../lib/content/generation-jobs.ts')
const { currentUser, forgetUser } = await import('../../lib/people/current-user.ts')
const { seedPromptVersions } = await import('../../lib/generation/seed-prompt-versions.ts')
const { collections, db, issuer, refused } = platform

const course = 'Algebra'
const tokenOf = (email: string, hd: string | undefined = 'school.example') => issuer.mint({ email, hd })
const adminToken = tokenOf('admin@school.example')

/** Makes a user before the test's snapshots, since any first request with a good token does. */
async function signUp(email: string): Promise<string> {
  const sub = issuer.subOf(email)
  const user = await currentUser({ sub, email, name: 'Test Student', hostedDomain: 'school.example' })
  return user._id.toHexString()
}

type Scene = World & { own: string; other: string }

/** A's quiz and the rest of a world, for one route alone. */
async function makeScene(name: string): Promise<Scene> {
  const [a, b] = ['a', 'b'].map((who) => `${db.databaseName}.${who}.${name}@school.example`)
  const [own, other] = [tokenOf(a!), tokenOf(b!)]
  const userId = await signUp(a!)
  await signUp(b!)
  await collections.users.updateOne({ _id: toId(userId) }, { $set: { enrolledCourses: [course] } })
  forgetUser(issuer.subOf(a!))
  const topicId = await stockTopic(platform, 2, { course })
  const { sessionId, question } = await student({ ...platform, tokenFor: () => own }, a!).start({ topicId, length: 2 })
  const item = await collections.bankItems.findOne({ topicId: toId(topicId) })
  const jobId = newId().toHexString()
  const fanOut = { parentId: jobId, audience: 'review', sessionId: null, userId: null, topicId: toId(topicId) } as const
  await collections.jobs.insertMany(jobsFor({ ...fanOut, levels: [{ level: 1, count: 1 }] }, new Date()))
  const itemId = item!._id.toHexString()
  return { topicId, sessionId, questionId: question.id, userId, email: a!, itemId, jobId, own, other }
}

const worldOf = (id: string): World => ({
  topicId: id,
  sessionId: id,
  questionId: id,
  userId: id,
  email: id,
  itemId: id,
  jobId: id,
})

/** Every document there is. */
async function snapshot(): Promise<unknown> {
  const names = Object.keys(collections).toSorted()
  return Promise.all(names.map(async (name) => [name, await db.collection(name).find().sort({ _id: 1 }).toArray()]))
}

async function expectOutcome(route: Route, options: CallOptions, outcome: Outcome) {
  const before = typeof outcome === 'string' ? await snapshot() : null
  const { status, body } = await refused(route, options)
  if (typeof outcome === 'number') {
    expect(status, JSON.stringify(body)).toBe(outcome)
    return body
  }
  expect([status, body?.type]).toEqual([problems[outcome].status, problemUrn(outcome)])
  expect(await snapshot()).toEqual(before)
  const { instance: _, ...said } = body
  return said
}

/** Whatever there is of A's. */
async function belongingsOf({ userId, email }: World): Promise<string[]> {
  const names = Object.keys(collections).toSorted()
  const all = await Promise.all(names.map((name) => db.collection(name).find().sort({ _id: 1 }).toArray()))
  return all.flat().flatMap((document) => {
    const text = JSON.stringify(document)
    return text.includes(userId) || text.includes(email) ? [text] : []
  })
}

const title = ({ method, path }: Route) => `${method} ${path}`

beforeAll(async () => {
  await seedPromptVersions({ collections, clock: () => new Date() })
  await signUp('admin@school.example')
})

test('every route has a row, and every row a route', () => {
  expect(Object.keys(rows).toSorted()).toEqual(routes.map(title).toSorted())
})

describe.each(routes.map((route, index) => [title(route), route, index] as const))('%s', (name, route, index) => {
  const row: Row = rows[name]!
  const open = route.access === 'anyone'
  const ask = async (options: CallOptions, outcome: Outcome) => expectOutcome(route, options, outcome)
  let scene: Scene
  beforeAll(async () => {
    scene = await makeScene(`r${index}`)
  })

  test('for those who are nobody here', async () => {
    const request = row.request(scene)
    const outcome = (problem: ProblemName) => (open ? row.own : problem)
    await ask(request, outcome('missing-token'))
    for (const hd of ['other.example', undefined]) {
      for (const email of [scene.email, 'admin@school.example']) {
        const claims = { email, ...(hd !== undefined && { hd }) }
        await ask({ ...request, token: issuer.mint(claims) }, outcome('wrong-domain'))
      }
    }
  })

  test(`for another student: ${row.other}; for an admin: ${row.admin}; for the owner: ${row.own}`, async () => {
    const request = row.request(scene)
    const about = row.absent === undefined ? undefined : row.request(worldOf('f'.repeat(24)))
    const mine = await belongingsOf(scene)
    expect(mine).not.toEqual([])
    const told = await ask({ ...request, token: scene.other }, row.other)
    // What another student gets is their own: of A's, nothing is told, and nothing touched.
    const { own: _, other: __, ...ids } = scene
    const said = JSON.stringify(told ?? null)
    expect(Object.entries(ids).filter(([, id]) => said.includes(id))).toEqual([])
    expect(await belongingsOf(scene)).toEqual(mine)
    if (about && route.access === 'user') {
      // What belongs to somebody else looks like what does not exist.
      expect(await ask({ ...about, token: scene.other }, row.absent!)).toEqual(told)
    }
    if (about) await ask({ ...about, token: route.access === 'admin' ? adminToken : scene.own }, row.absent!)
    // Whatever has become of it, it is still the owner's.
    if (route.access === 'admin') {
      await ask({ ...request, token: scene.own }, row.own)
      await ask({ ...request, token: adminToken }, row.admin)
    } else {
      await ask({ ...request, token: adminToken }, row.admin)
      await ask({ ...request, token: scene.own }, row.own)
    }
  })

  test('of ids that are none: 422', async () => {
    const token = route.access === 'admin' ? adminToken : scene.own
    for (const bad of ['undefined', '{"$ne":null}', `${'f'.repeat(24)}\0`, '../../me', '__proto__']) {
      const request = row.request(worldOf(bad))
      if (JSON.stringify(request) === JSON.stringify(row.request(scene))) return
      await ask({ ...request, token }, 'invalid-request')
    }
  })
})

test("a question of somebody else's quiz is no question of one's own", async () => {
  const [one, two] = [await makeScene('mixed-1'), await makeScene('mixed-2')]
  const body = { sessionId: one.sessionId, questionId: two.questionId, answer: 'right' }
  await expectOutcome(answerQuestionRoute, { token: one.own, body }, 'question-not-served')
  await expectOutcome(answerQuestionRoute, { token: two.own, body }, 'unknown-session')
})
