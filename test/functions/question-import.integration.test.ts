/** Questions into the bank over HTTP: all of a file or none, and twice is once. */
import { ObjectId } from 'mongodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportQuestions } from '../../lib/content/export-questions.ts'
import type { TopicDocument } from '../../lib/contract/documents.ts'
import { problemUrn } from '../../lib/contract/problem.ts'
import { importQuestionsRoute } from '../../lib/contract/routes/questions.ts'
import { toId } from '../../lib/platform/ids.ts'
import { redis } from '../../lib/platform/redis.ts'
import { aTopic } from '../people/documents.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { student } from '../support/quiz.ts'

const platform = testPlatform()
testAws()
const { call, refused, adminToken, tokenFor, collections } = platform

let topic: TopicDocument
let topicId = ''
beforeEach(async () => {
  topic = aTopic({ title: `Über Mengen ${new ObjectId()}` })
  topicId = topic._id.toHexString()
  await collections.topics.insertOne(topic)
})

const gift = `// [id:sets-1] [tag:level:2]
How many subsets has a set of 3? {=8 ~3 ~6 ~9 ####Each is in or out.}

// [id:sets-2] [tag:level:3]
How many elements has the empty set? {=0 =none}
`
const bring = (body: object, query?: Record<string, string>) =>
  call(importQuestionsRoute, { token: adminToken(), body: { topicId, ...body }, ...(query && { query }) })
const refuse = (body: object) => refused(importQuestionsRoute, { token: adminToken(), body: { topicId, ...body } })
const stored = () => collections.bankItems.find({ topicId: topic._id }).sort({ key: 1 }).toArray()

const coding = {
  key: 'double',
  level: 1,
  type: 'coding',
  text: 'Write double.',
  solutionPattern: { v: 1, entry: 'double', tests: [{ args: [2], expect: 4 }] },
  reference: 'function double(n) { return 2 * n } // canary-reference',
  alternatives: ['const double = (n) => n + n // canary-alternative'],
  wrongPrograms: ['n', 'n + 1', 'n - n'].map((result) => `function double(n) { return ${result} } // canary-wrong`),
  explanation: 'Twice.',
}

describe('an import', () => {
  test('adds what is new, in circulation, with nominal parameters', async () => {
    const { status, body } = await bring({ format: 'gift', content: gift })
    expect([status, body]).toEqual([201, { imported: 2, updated: 0, unchanged: 0, skipped: [], problems: [] }])
    expect(await stored()).toMatchObject([
      {
        key: 'sets-1',
        level: 2,
        a: 1,
        b: -1,
        c: 0.25,
        served: 0,
        status: 'active',
        correctAnswer: '8',
        explanation: 'Each is in or out.',
      },
      { key: 'sets-2', type: 'text', level: 3, b: 0, c: 0, options: null, acceptedAnswers: ['none'] },
    ])
  })

  test('that is done again changes content alone: what was learnt and decided stays', async () => {
    await bring({ format: 'gift', content: gift })
    const learnt = { a: 1.4, b: 0.3, c: 0.1, served: 7, status: 'quarantined' as const }
    await collections.bankItems.updateMany({ topicId: topic._id }, { $set: learnt })
    const before = await stored()
    const same = await bring({ format: 'gift', content: gift })
    expect([same.status, same.body]).toMatchObject([200, { imported: 0, updated: 0, unchanged: 2 }])
    expect(await stored()).toEqual(before)
    const changed = await bring({ format: 'gift', content: gift.replace('=0 =none', '=0') })
    expect([changed.status, changed.body]).toMatchObject([200, { imported: 0, updated: 1, unchanged: 1 }])
    const [first, second] = await stored()
    expect(first).toEqual(before[0])
    const { acceptedAnswers: _gone, ...kept } = before[1]!
    expect(second).toEqual({ ...kept })
  })

  test('side by side with itself adds each question once', async () => {
    const replies = await Promise.all(Array.from({ length: 4 }, () => bring({ format: 'gift', content: gift })))
    for (const { status } of replies) expect([200, 201]).toContain(status)
    expect(await stored()).toHaveLength(2)
  })

  test('of a dry run says what it would do, and does nothing', async () => {
    const before = await platform.counts()
    const { status, body } = await bring({ format: 'gift', content: gift }, { dryRun: 'true' })
    expect([status, body]).toMatchObject([200, { imported: 2, problems: [] }])
    const bad = await bring({ content: '[{},\n7]' }, { dryRun: 'true' })
    expect(bad.body).toMatchObject({
      imported: 0,
      problems: [
        { number: 1, line: 1 },
        { number: 2, line: 2 },
      ],
    })
    expect(await platform.counts()).toEqual(before)
  })

  test('with one bad question writes nothing, and names each by its line', async () => {
    const content = `${gift}
Essay {}

No level? {=a ~b ~c}

Broken {=a ~b
`
    const { status, body } = await refuse({ format: 'gift', content })
    expect([status, body.type]).toEqual([422, problemUrn('invalid-request')])
    expect(body.issues).toEqual([
      { path: '/content', message: 'line 7: is an essay' },
      { path: '/content', message: 'line 9: has no level, and the import names none' },
      { path: '/content', message: expect.stringMatching(/^line 11: Expected/) },
    ])
    expect(await stored()).toEqual([])
  })

  test('leaves out what no quiz can serve, when asked to, and gives a level to what has none', async () => {
    const content = `${gift}\nEssay {}\n\nNo level? {=a ~b ~c}`
    const { body } = await bring({ format: 'gift', content, level: 4, skipUnsupported: true })
    expect(body).toMatchObject({ imported: 3, skipped: [{ number: 3, line: 7, message: 'is an essay' }] })
    expect((await stored()).map(({ level }) => level).toSorted()).toEqual([2, 3, 4])
  })

  test('of questions as JSON names each by its place', async () => {
    const question = { key: 'a', level: 1, type: 'text', text: 'A?', correctAnswer: 'a', explanation: 'So.' }
    expect((await bring({ questions: [question] })).body).toMatchObject({ imported: 1 })
    const { status, body } = await refuse({
      questions: [
        { ...question, key: 'b', text: 'B?' },
        { ...question, key: 'c' },
      ],
    })
    expect([status, body.issues]).toEqual([
      422,
      [{ path: '/questions/1', message: 'asks the same as a, which is in the bank' }],
    ])
  })

  test('into a topic that is not there, or by a student, is refused', async () => {
    const elsewhere = { topicId: new ObjectId().toHexString(), format: 'gift', content: gift }
    const { status, body } = await refuse(elsewhere)
    expect([status, body.type]).toEqual([404, problemUrn('unknown-topic')])
    const token = tokenFor('student@school.example')
    expect((await refused(importQuestionsRoute, { token, body: { ...elsewhere, topicId } })).status).toBe(403)
  })
})

describe('an export', () => {
  test('of JSON that is imported again changes nothing, coding questions included', async () => {
    await bring({ format: 'gift', content: gift })
    await bring({ questions: [coding] })
    const before = await stored()
    const { text, leftOut } = await exportQuestions({ collections }, topic, { format: 'json' })
    expect(leftOut).toEqual([])
    expect(JSON.parse(text)).toMatchObject({
      slug: `uber-mengen-${topic.title.split(' ')[2]}`,
      topic: { title: topic.title },
    })
    expect(JSON.parse(text).questions[0]).toEqual(coding)
    expect((await bring({ content: text })).body).toMatchObject({ imported: 0, updated: 0, unchanged: 3 })
    await collections.bankItems.deleteMany({ topicId: topic._id })
    expect((await bring({ content: text })).body).toMatchObject({ imported: 3 })
    expect(await stored()).toEqual(before)
  })

  test.each(['gift', 'aiken'] as const)('of %s leaves out and names what the format does not know', async (format) => {
    await bring({ format: 'gift', content: gift })
    await bring({ questions: [coding] })
    await collections.bankItems.updateOne({ topicId: topic._id, key: 'sets-2' }, { $set: { status: 'quarantined' } })
    const { text, leftOut } = await exportQuestions({ collections }, topic, { format })
    expect(leftOut.map(({ key }) => key)).toEqual(['sets-2', 'double'])
    expect(text).toContain('How many subsets')
  })
})

test('of a coding question, the programs that tried its pattern never leave the stock', async () => {
  const others = [2, 3, 4, 5].map((level) => ({
    ...coding,
    key: `double-${level}`,
    text: `Write double (${level}).`,
    level,
  }))
  expect((await bring({ questions: [coding, ...others] })).status).toBe(201)
  const ada = student(platform, 'programs@school.example')
  const started = await ada.start({ topicId, length: 2 })
  const store = await redis()
  const keys = await store.keys(`*${started.sessionId}*`)
  expect(keys.length).toBeGreaterThan(1)
  const held = await Promise.all(
    keys.map(async (key) => {
      const type = await store.type(key)
      if (type === 'hash') return store.hgetall(key)
      return type === 'zset' ? store.zrange(key, 0, -1) : store.lrange(key, 0, -1)
    }),
  )
  const copies = await collections.questions.find({ sessionId: toId(started.sessionId) }).toArray()
  expect(copies).toHaveLength(5)
  // The reference is the right answer, which the grader's feedback may need.
  expect(JSON.stringify([copies, held])).toContain('canary-reference')
  expect(JSON.stringify([copies, held, started])).not.toMatch(/canary-(alternative|wrong)|wrongPrograms|alternatives/)
  expect(JSON.stringify(started)).not.toContain('canary')
})
