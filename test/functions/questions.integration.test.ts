/** The stock as admins see it and change it. */
import { ObjectId } from 'mongodb'
import { beforeEach, describe, expect, test } from 'vitest'
import type { GeneratedQuestionDocument, GenerationLogDocument } from '../../lib/contract/generation-documents.ts'
import { problemUrn } from '../../lib/contract/problem.ts'
import type { QuestionPatch } from '../../lib/contract/questions.ts'
import { getQuestionRoute, listQuestionsRoute, reviewQuestionRoute } from '../../lib/contract/routes/questions.ts'
import { reportQuestionRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { generatedQuestion, stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform({ LIMIT_ADMIN_CALLS_PER_MINUTE: '1000' })
testAws()
const { call, refused, adminToken, tokenFor, collections } = platform

let topicId = ''
beforeEach(async () => {
  await Promise.all([collections.bankItems.deleteMany({}), collections.generatedQuestions.deleteMany({})])
  topicId = await stockTopic(platform)
})

const token = adminToken()
const storyOf = async (questionId: string) => (await call(getQuestionRoute, { token, params: { questionId } })).body
const patch = (questionId: string, body: QuestionPatch) =>
  call(reviewQuestionRoute, { token, params: { questionId }, body })
const patchRefused = (questionId: string, body: QuestionPatch) =>
  refused(reviewQuestionRoute, { token, params: { questionId }, body })
const anItem = async () => (await collections.bankItems.findOne({ topicId: toId(topicId) }))!
const list = async (query: Record<string, string>) => (await call(listQuestionsRoute, { token, query })).body

async function generate(fields: Partial<GeneratedQuestionDocument> = {}): Promise<GeneratedQuestionDocument> {
  const question = generatedQuestion({ topicId: toId(topicId), level: 3, audience: 'review', ...fields })
  await collections.generatedQuestions.insertOne(question)
  return question
}

describe('the list', () => {
  test('has every question of the bank once, page by page', async () => {
    await stockTopic(platform, 20)
    const seen: string[] = []
    let pages = 0
    for (let cursor: string | null = ''; cursor !== null; pages += 1) {
      const { questions, next }: Awaited<ReturnType<typeof list>> = await list(cursor === '' ? {} : { cursor })
      seen.push(...questions.map(({ id }) => id))
      cursor = next
    }
    const all = (await collections.bankItems.find().toArray()).map(({ _id }) => _id.toHexString())
    expect([pages, seen]).toEqual([3, all.toSorted()])
  })

  test('is narrowed by topic, status and source', async () => {
    const other = await stockTopic(platform, 1)
    const item = await anItem()
    await patch(item._id.toHexString(), { action: 'quarantine' })
    const made = await generate()
    expect((await list({ topicId: other })).questions).toHaveLength(5)
    expect((await list({ status: 'quarantined' })).questions).toEqual([
      {
        id: item._id.toHexString(),
        source: 'bank',
        topicId,
        key: item.key,
        level: item.level,
        status: 'quarantined',
        type: 'multiple-choice',
        text: item.text,
        statistics: null,
      },
    ])
    expect((await list({ source: 'generated', topicId, status: 'ready' })).questions).toMatchObject([
      { id: made._id.toHexString(), source: 'generated', key: null, status: 'ready' },
    ])
    expect((await list({ source: 'generated', status: 'active' })).questions).toEqual([])
    expect((await list({ source: 'bank', status: 'ready' })).questions).toEqual([])
  })

  test('says how easy an item is and how well it tells students apart, once the night has found out', async () => {
    const { _id } = await anItem()
    const found = { n: 214, facility: 46.3, discriminationIndex: 31.2 }
    const more = { standardDeviation: 0.5, discriminativeEfficiency: 38.9 }
    const option = { option: 0, isKey: true, share: 0.46, top: 0.71, middle: 0.45, bottom: 0.22, functioning: true }
    const distractors = { n: 214, options: [option] }
    await collections.itemStatistics.insertOne({ _id, topicId: toId(topicId), ...found, ...more, distractors })
    const rows = (await list({ topicId })).questions
    expect(rows.find(({ id }) => id === _id.toHexString())?.statistics).toEqual(found)
    expect(rows.filter(({ statistics }) => statistics !== null)).toHaveLength(1)
    expect((await storyOf(_id.toHexString())).statistics).toEqual({ ...found, ...more, distractors })
  })

  test('is for admins', async () => {
    expect((await refused(listQuestionsRoute, { token: tokenFor('s@school.example') })).status).toBe(403)
  })
})

describe('the story of a question', () => {
  test('tells, by the id of a served copy, how students have answered and what they reported, and not who they are', async () => {
    const ada = student(platform, 'story@school.example')
    const started = await ada.start({ topicId, length: 3 })
    const copyId = started.question.id
    const report = { questionId: copyId, reason: 'ambiguous' as const, comment: 'Two fit.' }
    await call(reportQuestionRoute, { token: ada.token, body: report })
    await ada.finish(started, () => false)
    const story = await storyOf(copyId)
    const copy = (await collections.questions.findOne({ _id: toId(copyId) }))!
    const item = (await collections.bankItems.findOne({ _id: copy.itemId }))!
    expect(story).toMatchObject({
      id: item._id.toHexString(),
      source: 'bank',
      key: item.key,
      status: 'active',
      parameters: { a: item.a, b: item.b, c: item.c },
      content: { text: item.text, correctAnswer: 'right', options: item.options },
      generation: null,
      statistics: null,
      promotedFrom: null,
      attempts: {
        served: 1,
        answered: 1,
        verdicts: { correct: 0, incorrect: 1, unknown: 0, checking: 0 },
        successRate: 0,
        meanLatencyMs: expect.any(Number),
      },
      reports: [{ reason: 'ambiguous', comment: 'Two fit.', at: expect.any(String) }],
      history: [],
    })
    expect(story.attempts.options).toContainEqual({ option: 'wrong', chosen: 1 })
    expect(story.attempts.options).toContainEqual({ option: 'right', chosen: 0 })
    expect(await storyOf(story.id)).toEqual(story)
    const text = JSON.stringify(story)
    for (const personal of [copy.userId.toHexString(), started.sessionId, ada.email])
      expect(text).not.toContain(personal)
  })

  test('of a generated question tells how the model came to it', async () => {
    const userId = new ObjectId()
    const made = await generate({ forUser: userId, sessionId: new ObjectId() })
    const log: GenerationLogDocument = {
      _id: made.logId,
      jobId: made.jobId,
      topicId: made.topicId,
      sessionId: made.sessionId,
      userId,
      level: 3,
      type: 'multiple-choice',
      requested: 2,
      promptVersion: made.promptVersion,
      promptSha256: 'abc',
      experimentId: null,
      arm: null,
      messages: [{ role: 'user', content: 'Two questions on sets.' }],
      model: 'model-1',
      params: { temperature: 0.7 },
      calls: [
        {
          purpose: 'generate',
          outcome: 'completed',
          model: 'model-1',
          finishReason: 'stop',
          rawOutput: '{"questions": []}',
          detail: null,
          usage: { inputTokens: 10, outputTokens: 20 },
          cost: null,
          latencyMs: 900,
        },
      ],
      candidates: [
        { question: null, problems: [{ rule: 'key', message: 'has no key' }], verification: null, itemId: null },
        { question: null, problems: [], verification: { agrees: true, answer: 'right' }, itemId: made._id },
      ],
      questionsGenerated: 1,
      outcome: 'partial',
      timestamp: new Date(),
      latencyMs: 1_000,
      expiresAt: new Date(Date.now() + 1e9),
    }
    await collections.generationLogs.insertOne(log)
    const story = await storyOf(made._id.toHexString())
    expect(story).toMatchObject({
      source: 'generated',
      key: null,
      generation: {
        promptVersion: 'multiple-choice@1',
        log: {
          messages: log.messages,
          calls: [{ rawOutput: '{"questions": []}' }],
          candidates: [{ isThis: false, problems: [{ rule: 'key' }] }, { isThis: true }],
          outcome: 'partial',
        },
      },
      attempts: { served: 0, answered: 0, successRate: null, meanLatencyMs: null },
    })
    expect(JSON.stringify(story)).not.toContain(userId.toHexString())
    await collections.generationLogs.deleteOne({ _id: log._id })
    expect((await storyOf(made._id.toHexString())).generation?.log).toBeNull()
  })

  test('of one that is not there is 404', async () => {
    const params = { questionId: new ObjectId().toHexString() }
    const { status, body } = await refused(getQuestionRoute, { token, params })
    expect([status, body.type]).toEqual([404, problemUrn('unknown-question')])
    expect((await patchRefused(params.questionId, { action: 'quarantine' })).status).toBe(404)
  })
})

describe('quarantine', () => {
  test('takes an item out of new quizzes at once, and reverting brings it back; each with its reason', async () => {
    const item = await anItem()
    const id = item._id.toHexString()
    const others = { topicId: toId(topicId), _id: { $ne: item._id } }
    const pooled = async (name: string) => {
      const { sessionId } = await student(platform, name).start({ topicId, length: 10 })
      const session = await collections.quizSessions.findOne({ _id: toId(sessionId) })
      const copies = await collections.questions.find({ _id: { $in: session!.pool } }).toArray()
      return copies.some(({ itemId }) => itemId.equals(item._id))
    }
    expect(await collections.bankItems.countDocuments(others)).toBe(24)
    expect(await pooled('before@school.example')).toBe(true)
    const { body } = await patch(id, { action: 'quarantine', reason: 'Two options are right.' })
    expect(body).toMatchObject({
      status: 'quarantined',
      history: [
        { action: 'quarantine', from: 'active', status: 'quarantined', by: 'admin', reason: 'Two options are right.' },
      ],
    })
    expect((await patch(id, { action: 'quarantine' })).body).toEqual(body)
    expect(await pooled('during@school.example')).toBe(false)
    const reverted = (await patch(id, { action: 'revert' })).body
    expect(reverted).toMatchObject({
      status: 'active',
      history: [{ action: 'quarantine' }, { action: 'revert', reason: null }],
    })
    expect((await patch(id, { action: 'revert' })).body).toEqual(reverted)
    expect(await pooled('after@school.example')).toBe(true)
  })

  test('by ten admins at once is on record once', async () => {
    const id = (await anItem())._id.toHexString()
    await Promise.all(Array.from({ length: 10 }, () => patch(id, { action: 'quarantine' })))
    expect((await storyOf(id)).history).toHaveLength(1)
  })

  test('of a generated question that was promoted is of the bank’s item', async () => {
    const made = await generate()
    const { promotedAs } = (await patch(made._id.toHexString(), { action: 'promote' })).body
    const { body } = await patch(made._id.toHexString(), { action: 'quarantine' })
    expect(body).toMatchObject({ id: promotedAs, source: 'bank', status: 'quarantined' })
  })
})

describe('promotion', () => {
  test('puts a generated question into the bank, under a key of its own, as it was served', async () => {
    const made = await generate({ status: 'served', b: 0.7 })
    const { body } = await patch(made._id.toHexString(), { action: 'promote', reason: 'Good.' })
    expect(body).toMatchObject({ source: 'generated', status: 'promoted', promotedAs: expect.any(String) })
    const item = await storyOf(body.promotedAs!)
    expect(item).toMatchObject({
      source: 'bank',
      key: `generated-${made._id}`,
      level: 3,
      status: 'active',
      parameters: { a: 1, b: 0.7, c: 0.25 },
      content: { text: made.text, correctAnswer: 'right', options: made.options },
      promotedFrom: made._id.toHexString(),
      generation: { promptVersion: 'multiple-choice@1' },
    })
    expect((await patch(made._id.toHexString(), { action: 'promote' })).body).toEqual(body)
    expect(await collections.bankItems.countDocuments({ topicId: toId(topicId) })).toBe(26)
  })

  test('keeps the programs of a coding question', async () => {
    const programs = {
      reference: 'function double(n) { return 2 * n }',
      alternatives: ['const double = (n) => n + n'],
      wrongPrograms: ['n', 'n + 1', 'n - n'].map((result) => `function double(n) { return ${result} }`),
    }
    const solutionPattern = { v: 1 as const, entry: 'double', tests: [{ args: [2], expect: 4 }] }
    const coding = { type: 'coding' as const, options: null, correctAnswer: programs.reference, solutionPattern }
    const made = await generate({ ...coding, ...programs })
    await patch(made._id.toHexString(), { action: 'promote' })
    expect(await collections.bankItems.findOne({ generatedFrom: made._id })).toMatchObject({ ...coding, ...programs })
    const bare = await generate({ ...coding, text: 'Without programs.' })
    const { status, body } = await patchRefused(bare._id.toHexString(), { action: 'promote' })
    expect([status, body.issues?.[0]?.path]).toEqual([422, '/action'])
    expect(await collections.generatedQuestions.findOne({ _id: bare._id })).toMatchObject({ status: 'ready' })
  })

  test('that broke off between its two writes is finished by doing it again', async () => {
    const made = await generate()
    const id = made._id.toHexString()
    await patch(id, { action: 'promote' })
    await collections.generatedQuestions.replaceOne({ _id: made._id }, made)
    expect((await patch(id, { action: 'promote' })).body).toMatchObject({
      status: 'promoted',
      history: [{ from: 'ready' }],
    })
    expect(await collections.bankItems.countDocuments({ generatedFrom: made._id })).toBe(1)
  })

  test('that is reverted makes a draft of the bank’s item, and can be done again', async () => {
    const made = await generate()
    const id = made._id.toHexString()
    const { promotedAs } = (await patch(id, { action: 'promote' })).body
    expect((await patch(id, { action: 'revert' })).body).toMatchObject({ status: 'ready', promotedAs })
    expect(await storyOf(promotedAs!)).toMatchObject({
      status: 'draft',
      history: [{ action: 'revert', from: 'active' }],
    })
    expect((await patch(id, { action: 'promote' })).body).toMatchObject({ status: 'promoted', promotedAs })
    expect(await storyOf(promotedAs!)).toMatchObject({ status: 'active' })
  })

  test('is refused for what the bank has already, and for what was rejected', async () => {
    const { text } = await anItem()
    const twice = await generate({ text })
    const { status, body } = await patchRefused(twice._id.toHexString(), { action: 'promote' })
    expect([status, body.issues?.[0]?.message]).toEqual([422, expect.stringMatching(/asks the same as k-1-0/)])
    const bad = await generate()
    const id = bad._id.toHexString()
    expect((await patch(id, { action: 'reject', reason: 'Wrong.' })).body.status).toBe('rejected')
    const refusedOne = await patchRefused(id, { action: 'promote' })
    expect([refusedOne.status, refusedOne.body.type]).toEqual([409, problemUrn('question-status')])
    expect((await patch(id, { action: 'revert' })).body.status).toBe('ready')
  })
})
