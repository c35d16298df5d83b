/** What nights find out for those who write questions: models, and authors of patterns. */
import { ObjectId } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { judgePatterns } from '../../lib/analytics/feedback/pattern-findings-stage.ts'
import { proposePrompt } from '../../lib/analytics/feedback/propose-prompts-stage.ts'
import { findOutTopic } from '../../lib/analytics/feedback/topic-findings-stage.ts'
import type { StageWork } from '../../lib/analytics/night/stage.ts'
import { tellStory } from '../../lib/content/question-story.ts'
import { reviewQuestion } from '../../lib/content/review-question.ts'
import type { AttemptDocument, JobDocument } from '../../lib/contract/documents.ts'
import type { SolutionPattern } from '../../lib/contract/solution-pattern.ts'
import { readJobContext } from '../../lib/generation/job-context.ts'
import { gradeCode } from '../../lib/grading/code/grade-code.ts'
import { derivedId, toId } from '../../lib/platform/ids.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic } from '../support/quiz.ts'
import { generationLog } from './generation-log.ts'
import { School } from './school.ts'

const platform = testPlatform()
const school = new School(platform, 0)
const { bankItems, generatedQuestions, generationLogs, itemStatistics, reports, prompts, topicFindings } =
  platform.collections
const { attempts, patternFindings, calibrations } = platform.collections
const date = '2026-01-05'
const noon = new Date(`${date}T12:00:00Z`)
const student = (index: number) => derivedId('student', String(index))
let topicId: ObjectId
let work: StageWork
let ordinal = 0

beforeEach(async () => {
  await school.open()
  topicId = toId(await stockTopic(platform))
  work = { date, dates: [date], partition: topicId.toHexString() }
})

async function answer(itemId: ObjectId, index: number, given: Partial<AttemptDocument>) {
  const attempt = { _id: new ObjectId(), sessionId: new ObjectId(), questionId: new ObjectId(), seq: 0 }
  const fields = { ...attempt, topicId, itemId, userId: student(index), timestamp: noon, feedback: [] }
  await attempts.insertOne({ ...fields, isCorrect: false, verdict: 'incorrect', ...given } as AttemptDocument)
  ordinal += 1
  const session = { _id: attempt.sessionId, topicId, userId: student(index), endTime: noon, ordinal }
  await platform.db
    .collection('quizSessions')
    .insertOne({ ...session, idempotencyKey: attempt.sessionId.toHexString() })
}

describe('a topic’s findings', () => {
  const misread = async (students: number, spelling: (index: number) => string) => {
    const item = (await bankItems.findOne({ topicId, level: 2 }))!
    for (let index = 0; index < students; index += 1) await answer(item._id, index, { answer: spelling(index) })
    return item
  }

  it('name what five students believe, and how levels have come out', async () => {
    const item = await misread(5, () => 'wrong')
    const levels = [
      { level: 2, answered: 30, correct: 27 },
      { level: 3, answered: 4, correct: 2 },
    ]
    await platform.db.collection('topicDays').insertOne({ date, topicId, levels })
    await findOutTopic(school.deps, work)
    const findings = await topicFindings.findOne({ _id: topicId })
    expect(findings).toEqual({
      ...{ _id: topicId, date, levels: [{ level: 2, n: 30, successRate: 0.9 }] },
      misconceptions: [`Asked "${item.text}", they answer "wrong".`],
    })
    const context = await readJobContext({ ...school.deps, config: {} as never }, {
      topicId,
      level: 2,
      count: 2,
      userId: null,
    } as JobDocument)
    expect(context!.findings).toMatchObject({ levels: findings!.levels, misconceptions: findings!.misconceptions })
    await findOutTopic(school.deps, work)
    expect(await topicFindings.findOne({ _id: topicId })).toEqual(findings)
  })

  it('are nothing at all of four students, however much they answer', async () => {
    for (let quiz = 0; quiz < 6; quiz += 1) await misread(4, () => 'wrong')
    await platform.db
      .collection('topicDays')
      .insertOne({ date, topicId, levels: [{ level: 2, answered: 240, correct: 0 }] })
    await findOutTopic(school.deps, work)
    expect(await topicFindings.countDocuments()).toBe(0)
  })

  it('say nothing that fewer than five share, of a class of any size', async () => {
    await misread(12, (index) => `my own answer ${index % 3}`)
    await findOutTopic(school.deps, work)
    expect((await topicFindings.findOne({ _id: topicId }))!.misconceptions).toEqual([])
  })

  it('of an older night do not replace those of a newer one', async () => {
    await misread(5, () => 'wrong')
    await findOutTopic(school.deps, work)
    await findOutTopic(school.deps, { ...work, date: '2026-01-04' })
    expect(await topicFindings.findOne({ _id: topicId })).toMatchObject({ date })
  })
})

describe('the next prompt version', () => {
  const text = { ...{ date, dates: [date] }, partition: 'text' }
  const drafts = () => prompts.find({ origin: 'night' }).toArray()

  async function provenQuestion(
    index: number,
    change: { n?: number; discriminationIndex?: number; facility?: number } = {},
  ) {
    const log = generationLog(topicId, index, {
      userId: student(index),
      messages: [{ role: 'user', content: `Not again: seen by ${student(index)}` }],
    })
    const itemId = log.candidates[0]!.itemId!
    // Two candidates in the log, as many forms in its output.
    await generationLogs.insertOne(log)
    await generatedQuestions.insertOne({
      ...{ _id: itemId, topicId, level: 2, a: 1, b: -1, c: 0, type: 'text', text: 'What?', options: null },
      ...{ correctAnswer: '4', explanation: 'So.', audience: 'topic', jobId: 'j', forUser: null, sessionId: null },
      ...{
        status: 'served',
        fingerprint: '',
        signature: [],
        promptVersion: 'text@1',
        logId: log._id,
        generatedAt: noon,
      },
    })
    const statistics = { n: 30, discriminationIndex: 20, facility: 60, ...change }
    await itemStatistics.insertOne({
      _id: itemId,
      topicId,
      standardDeviation: 0.4,
      discriminativeEfficiency: 30,
      distractors: null,
      ...statistics,
    })
    return itemId
  }

  it('has the proven questions as examples, once, and nothing of any student', async () => {
    await provenQuestion(1, { discriminationIndex: 31 })
    await proposePrompt(school.deps, text)
    const [draft, ...others] = await drafts()
    expect(others).toEqual([])
    expect(draft).toMatchObject({
      name: 'text',
      version: 2,
      status: 'draft',
      note: `Learnt by the night of ${date}, from text@1.`,
    })
    expect(draft!.fewShot).toHaveLength(2)
    const reply = JSON.parse(draft!.fewShot[1]!.reply)
    expect(reply.questions).toMatchObject([{ text: 'What is 1 + 2?' }])
    expect(draft!.fewShot[1]!.ask).toContain('Write 1 text questions of level 2')
    expect(JSON.stringify(draft)).not.toContain('seen by')
    expect(JSON.stringify(draft)).not.toContain(student(1).toHexString())
    await proposePrompt(school.deps, text)
    await proposePrompt(school.deps, { ...text, date: '2026-01-06' })
    expect(await drafts()).toEqual([draft])
    // Once it is active, there is nothing more to say.
    await prompts.updateMany({ name: 'text' }, [
      { $set: { status: { $cond: [{ $eq: ['$version', 2] }, 'active', 'retired'] } } },
    ])
    await proposePrompt(school.deps, { ...text, date: '2026-01-07' })
    expect(await prompts.countDocuments({ name: 'text' })).toBe(2)
  })

  it.each([
    ['too few answers', { n: 29 }],
    ['too little discrimination', { discriminationIndex: 19.9 }],
    ['too easy', { facility: 86 }],
    ['too hard', { facility: 39 }],
  ])('takes no question with %s', async (_, change) => {
    await provenQuestion(1, change)
    await proposePrompt(school.deps, text)
    expect(await drafts()).toEqual([])
  })

  it('takes no question that was reported, or that nobody verified', async () => {
    const reported = await provenQuestion(1)
    await platform.db.collection('reports').insertOne({ itemId: reported, userId: student(9), at: noon })
    await provenQuestion(2)
    await generationLogs.updateOne({ _id: derivedId('log', '2') }, { $set: { 'candidates.0.verification': null } })
    await proposePrompt(school.deps, text)
    expect(await drafts()).toEqual([])
    await reports.deleteMany({})
    await proposePrompt(school.deps, text)
    expect((await drafts())[0]!.fewShot).toHaveLength(2)
  })

  it('says which levels have come out otherwise than they are called', async () => {
    const mean = (level: number, b: number) => ({ level, promptVersion: 'text@1', n: 300, b, standardError: 0.1 })
    await calibrations.insertOne({
      ...{ _id: 'c', topicId, date, quizzes: 60, items: [], tau: 0.6, iterations: 3, converged: true },
      levels: [mean(2, -1.1), mean(3, -0.7)],
    })
    await proposePrompt(school.deps, text)
    const system = (await drafts())[0]!.messages.find(({ role }) => role === 'system')!.content
    expect(system).toContain(
      '- Level 3: your questions have come out easier than the level is meant to be. Make them harder.',
    )
    expect(system).not.toContain('- Level 2: your')
  })
})

describe('a pattern', () => {
  const source = {
    loop: 'function sum(list) { let total = 0; for (const n of list) total += n; return total }',
    reduce: 'function sum(list) { return list.reduce((total, n) => total + n, 0) }',
    wrong: 'function sum(list) { return list[0] }',
  }
  const pattern: SolutionPattern = {
    ...{ v: 1, entry: 'sum' },
    require: [{ id: 'loop', feedback: 'Use a loop.', kind: 'loop' }],
    tests: [
      { args: [[1, 2]], expect: 3 },
      { args: [[]], expect: 0 },
    ],
  }
  let itemId: ObjectId

  beforeEach(async () => {
    const item = (await bankItems.findOne({ topicId, level: 2 }))!
    itemId = item._id
    const wrongPrograms = [source.wrong, 'function sum(list) { return list.length }', 'function sum(list) { return 3 }']
    const content = {
      type: 'coding' as const,
      options: null,
      solutionPattern: pattern,
      reference: source.loop,
      correctAnswer: source.loop,
    }
    await bankItems.updateOne(
      { _id: itemId },
      { $set: { ...content, alternatives: [source.loop.replaceAll('total', 'all')], wrongPrograms } },
    )
  })

  const submit = async (index: number, program: string) => {
    const { verdict, items } = gradeCode(pattern, program)
    await answer(itemId, index, { answer: program, verdict, isCorrect: verdict === 'correct', feedback: items })
  }

  it('that fails good programs of five students gets a milder proposal, which only an admin applies', async () => {
    for (let index = 0; index < 5; index += 1) await submit(index, source.reduce)
    for (let index = 5; index < 9; index += 1) await submit(index, source.loop)
    await submit(9, source.wrong)
    await answer(itemId, 10, { verdict: 'unknown', isCorrect: null })
    expect(await judgePatterns(school.deps, work)).toEqual({ patterns: 1, proposals: 1 })
    const found = await patternFindings.findOne({ _id: itemId })
    expect(found).toMatchObject({
      answers: 10,
      unknown: 1,
      passing: 9,
      reporters: 0,
      rules: [{ ruleId: 'loop', students: 5 }],
    })
    expect(found!.proposal!.pattern).toMatchObject({ require: [], patterns: [{ id: 'loop' }] })
    expect((await bankItems.findOne({ _id: itemId }))!.solutionPattern).toEqual(pattern)
    await judgePatterns(school.deps, work)
    expect(await patternFindings.findOne({ _id: itemId })).toEqual(found)

    const stock = { collections: platform.collections, clock: () => noon }
    const id = itemId.toHexString()
    expect((await tellStory(stock, id)).pattern).toMatchObject({ proposal: { toAdvice: ['loop'] } })
    const story = await reviewQuestion(stock, id, { action: 'apply-pattern' })
    expect(story).toMatchObject({
      status: 'active',
      pattern: { proposal: null },
      history: [{ action: 'apply-pattern', by: 'admin' }],
    })
    const applied = (await bankItems.findOne({ _id: itemId }))!.solutionPattern!
    expect(gradeCode(applied, source.reduce).verdict).toBe('correct')
    expect(gradeCode(applied, source.wrong).verdict).toBe('incorrect')
    await expect(reviewQuestion(stock, id, { action: 'apply-pattern' })).rejects.toMatchObject({
      problem: 'question-status',
    })
    await judgePatterns(school.deps, { ...work, date: '2026-01-06' })
    expect(await patternFindings.findOne({ _id: itemId })).toMatchObject({ proposal: null })
  })

  it('is not doubted for four students, nor proposed anew where the gate would not let it pass', async () => {
    for (let index = 0; index < 4; index += 1) await submit(index, source.reduce)
    await judgePatterns(school.deps, work)
    expect(await patternFindings.findOne({ _id: itemId })).toMatchObject({ rules: [], proposal: null })
    await submit(4, source.reduce)
    // A program that the rule alone rejects: without it, the question would take what it must not.
    await bankItems.updateOne({ _id: itemId }, { $set: { 'wrongPrograms.0': source.reduce } })
    await judgePatterns(school.deps, work)
    expect(await patternFindings.findOne({ _id: itemId })).toMatchObject({ rules: [{ students: 5 }], proposal: null })
  })
})
