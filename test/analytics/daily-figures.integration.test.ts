/** The day's figures, from documents that say what each clause of the definition is about. */
import { ObjectId } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { computeDay } from '../../lib/analytics/figures/day-figures.ts'
import type { AttemptDocument, QuestionDocument, SessionDocument } from '../../lib/contract/documents.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic } from '../support/quiz.ts'

const platform = testPlatform()
const date = '2026-03-10'
const noon = new Date(`${date}T12:00:00Z`)
let topicId: ObjectId

const insertQuiz = async (change: Partial<SessionDocument> = {}) => {
  const _id = new ObjectId()
  await platform.collections.quizSessions.insertOne({
    ...{ _id, userId: _id, sub: 's', topicId, ordinal: 1, length: 3, policy: 'irt', range: { min: 1, max: 5 } },
    ...{ seed: 's', prior: { mean: 0, sd: 1 }, arm: null, pool: [], questions: [], currentIndex: 0, totalAnswered: 0 },
    ...{ correctCount: 0, startTime: noon, lastActivity: noon, endTime: noon, status: 'completed', score: 1, total: 2 },
    ...{ idempotencyKey: _id.toHexString(), idempotencyHash: '' },
    ...change,
  })
  return _id
}

type Next = AttemptDocument['next']
const to = (level: number): Next => ({ kind: 'question', questionId: new ObjectId(), level, reason: { rule: 'irt' } })
const stop: Next = { kind: 'stop', stopReason: 'length' }

const insertAnswer = (sessionId: ObjectId, change: Partial<AttemptDocument> = {}) => {
  const isCorrect = change.isCorrect === undefined ? true : change.isCorrect
  const ability = { theta: 0, standardError: 1 }
  return platform.collections.attempts.insertOne({
    ...{
      _id: new ObjectId(),
      userId: sessionId,
      sessionId,
      questionId: new ObjectId(),
      topicId,
      itemId: new ObjectId(),
    },
    ...{
      seq: 0,
      answer: 'x',
      isCorrect,
      verdict: isCorrect === null ? 'unknown' : isCorrect ? 'correct' : 'incorrect',
    },
    ...{ feedback: [], timestamp: noon, latencyMs: 1_000, difficulty: 3, parameters: { a: 1, b: 0, c: 0 } },
    ...{ ability: { before: ability, after: ability }, next: stop },
    reply: { correct: isCorrect, feedback: [], explanation: '', nextQuestion: null, status: 'preparing' },
    ...change,
  })
}

const compute = () => computeDay(platform, date)

beforeEach(async () => {
  for (const name of Object.keys(platform.collections)) await platform.db.collection(name).deleteMany({})
  topicId = new ObjectId(await stockTopic(platform, 1, { title: 'Sets' }))
})

it('a day without anything has no topics and no average', async () => {
  expect(await compute()).toMatchObject({ date, totalQuizzesTaken: 0, averageScore: null, topics: [], levels: [] })
})

describe('scores', () => {
  it('are the mean of score / total over finished quizzes, each quiz counting once', async () => {
    await insertQuiz({ score: 1, total: 2 })
    await insertQuiz({ score: 10, total: 10, ordinal: 2 })
    await insertQuiz({ status: 'abandoned', ordinal: 3 })
    const { totalQuizzesTaken, averageScore, topics } = await compute()
    expect({ totalQuizzesTaken, averageScore }).toEqual({ totalQuizzesTaken: 2, averageScore: 0.75 })
    expect(topics).toMatchObject([{ topicTitle: 'Sets', quizzesTaken: 2, averageScore: 0.75 }])
  })

  it('of a quiz without a single verdict do not exist', async () => {
    await insertQuiz({ score: 0, total: 0 })
    expect(await compute()).toMatchObject({ totalQuizzesTaken: 1, averageScore: null })
  })

  it('belong to the day on which the quiz ended, [00:00, 24:00) UTC', async () => {
    const ends = [
      '2026-03-09T23:59:59.999Z',
      '2026-03-10T00:00:00Z',
      '2026-03-10T23:59:59.999Z',
      '2026-03-11T00:00:00Z',
    ]
    for (const [index, end] of ends.entries()) await insertQuiz({ endTime: new Date(end), ordinal: index + 1 })
    expect((await compute()).totalQuizzesTaken).toBe(2)
  })
})

describe('level changes', () => {
  it('go from an answer’s difficulty to that of the question after it', async () => {
    const quiz = await insertQuiz()
    await insertAnswer(quiz, { difficulty: 3, next: to(4) })
    await insertAnswer(quiz, { seq: 1, difficulty: 4, next: to(4) })
    await insertAnswer(quiz, { seq: 2, difficulty: 4, next: to(2) })
    await insertAnswer(quiz, { seq: 3, difficulty: 2, next: stop })
    expect((await compute()).adaptivePerformance).toEqual({
      easyToHardPromotions: 1,
      hardToEasyDemotions: 1,
      stagnant: 0,
    })
  })

  it('are missing from stagnant quizzes', async () => {
    await insertAnswer(await insertQuiz(), { next: to(3) })
    await insertAnswer(await insertQuiz({ ordinal: 2 }), { next: to(5) })
    expect((await compute()).adaptivePerformance).toMatchObject({ stagnant: 1, easyToHardPromotions: 1 })
  })

  it('are read from the quiz where the question could only be chosen later', async () => {
    const [first, second] = [new ObjectId(), new ObjectId()]
    const quiz = await insertQuiz({ questions: [first, second] })
    await platform.collections.questions.insertOne({ _id: second, difficulty: 1, topicId } as QuestionDocument)
    await insertAnswer(quiz, { difficulty: 3, next: { kind: 'waiting' } })
    expect((await compute()).adaptivePerformance).toMatchObject({ hardToEasyDemotions: 1, stagnant: 0 })
  })
})

it('answers without a verdict count nowhere', async () => {
  const quiz = await insertQuiz()
  await insertAnswer(quiz, { isCorrect: null, next: to(5), latencyMs: 99_999 })
  const day = await compute()
  expect(day.levels).toEqual([])
  expect(day.adaptivePerformance).toEqual({ easyToHardPromotions: 0, hardToEasyDemotions: 0, stagnant: 0 })
  expect(day.latencyMs).toEqual({ p50: null, p95: null })
})

it('answers belong to the day they were given, whenever their quiz ended', async () => {
  const quiz = await insertQuiz({ endTime: new Date('2026-03-12T10:00:00Z') })
  await insertAnswer(quiz)
  await insertAnswer(quiz, { seq: 1, timestamp: new Date('2026-03-11T00:00:00Z') })
  const day = await compute()
  expect(day).toMatchObject({
    totalQuizzesTaken: 0,
    averageScore: null,
    levels: [{ level: 3, answered: 1, correct: 1 }],
  })
})

describe('the most challenging question', () => {
  it('is the item, not the copy, that was answered rightly least often by five or more', async () => {
    const quiz = await insertQuiz()
    const [hard] = await platform.collections.bankItems.find({ level: 2 }).toArray()
    const rare = new ObjectId()
    for (let seq = 0; seq < 5; seq += 1) await insertAnswer(quiz, { seq, itemId: hard!._id, isCorrect: seq === 0 })
    for (let seq = 5; seq < 9; seq += 1) await insertAnswer(quiz, { seq, itemId: rare, isCorrect: false })
    const [topic] = (await compute()).topics
    expect(topic).toMatchObject({
      mostChallengingQuestion: hard!._id.toHexString(),
      mostChallengingDetail: { text: hard!.text, n: 5, successRate: 0.2 },
    })
  })

  it('is null below five answers', async () => {
    await insertAnswer(await insertQuiz())
    expect((await compute()).topics).toMatchObject([{ mostChallengingQuestion: null, mostChallengingDetail: null }])
  })
})

it('success by level comes with Wilson’s interval', async () => {
  const quiz = await insertQuiz()
  for (let seq = 0; seq < 10; seq += 1) await insertAnswer(quiz, { seq, isCorrect: seq < 8 })
  const [level] = (await compute()).levels
  expect(level).toMatchObject({ level: 3, answered: 10, correct: 8, successRate: 0.8 })
  // Wilson's 95 % interval of 8 in 10.
  expect(level!.low).toBeCloseTo(0.4902, 4)
  expect(level!.high).toBeCloseTo(0.9433, 4)
})

it('served questions are split by where they came from', async () => {
  const sources = ['llm', 'llm', 'pool', 'bank'] as const
  const copies = sources.map((source) => ({ _id: new ObjectId(), topicId, source, servedAt: noon }) as QuestionDocument)
  const unserved = { _id: new ObjectId(), topicId, source: 'bank', servedAt: null } as QuestionDocument
  await platform.collections.questions.insertMany([...copies, unserved])
  expect((await compute()).served).toEqual({ questions: 4, llm: 0.5, pool: 0.25, bank: 0.25 })
})

it('latencies are the median and the 95th percentile, over one topic and over several', async () => {
  const quiz = await insertQuiz()
  for (let seq = 1; seq <= 20; seq += 1) await insertAnswer(quiz, { seq, latencyMs: 100 * seq })
  expect((await compute()).latencyMs).toEqual({ p50: 1_000, p95: 1_900 })
  const other = new ObjectId(await stockTopic(platform, 1))
  for (let seq = 21; seq <= 40; seq += 1) await insertAnswer(quiz, { seq, latencyMs: 100 * seq, topicId: other })
  const day = await compute()
  expect(day.latencyMs).toEqual({ p50: 2_000, p95: 3_800 })
  expect(day.topics.map(({ latencyMs }) => latencyMs.p50).toSorted()).toEqual([1_000, 3_000])
})
