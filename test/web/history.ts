/**
 * What a term leaves behind, so that no page of the instructor's is looked at empty: two weeks of figures, statistics of
 * items, a pattern that was too strict, an experiment in its second week, a model that was taught, and nights.
 */
import { ObjectId } from 'mongodb'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import { wilsonInterval } from '../../lib/analytics/success-interval.ts'
import type { DayFigures } from '../../lib/contract/analytics.ts'
import type { NightRunDocument } from '../../lib/contract/analytics-documents.ts'
import type { ExperimentEvidence } from '../../lib/contract/experiments.ts'
import type { Collections } from '../../lib/platform/collections.ts'
import { twicePattern } from '../support/coding.ts'

const dayMs = 24 * 60 * 60 * 1_000
const startOf = (daysAgo: number) => new Date(Math.floor(Date.now() / dayMs - daysAgo) * dayMs)
const dateOf = (daysAgo: number) => startOf(daysAgo).toISOString().slice(0, 10)

/** The question whose pattern the night would make milder, and the one whose options it has counted. */
export const judged = { coding: 'coding-0', choice: 'multiple-choice-0' }

export async function storeHistory(collections: Collections, topicId: ObjectId, topicTitle: string): Promise<void> {
  const hardest = await itemOf(collections, judged.choice)
  await collections.analytics.insertMany(
    Array.from({ length: 13 }, (_, place) => {
      const figures = figuresOf(13 - place, { topicId: topicId.toHexString(), topicTitle, hardest: hardest._id })
      return { _id: figures.date, ...figures }
    }),
  )
  await storeFindings(collections)
  await storeExperiment(collections)
  await collections.models.insertOne({
    _id: 'f'.repeat(64),
    date: dateOf(3),
    baseModel: 'gpt-4.1-mini-2025-04-14',
    status: 'succeeded',
    trainingFile: 'file-1',
    validationFile: null,
    job: 'ftjob-1',
    model: 'ft:gpt-4.1-mini-2025-04-14:school::a1b2c3',
    promptVersions: ['text@2'],
    error: null,
    createdAt: startOf(3),
    updatedAt: startOf(2),
  })
  await collections.nightRuns.insertOne(nightOf(dateOf(1)))
}

/** What a night finds of items. The next one makes it anew, so whoever looks at it stores it first. */
export async function storeFindings(collections: Collections): Promise<void> {
  const { _id: choiceId, topicId } = await itemOf(collections, judged.choice)
  const { _id: codingId } = await itemOf(collections, judged.coding)
  await collections.itemStatistics.replaceOne(
    { _id: choiceId },
    {
      topicId,
      n: 214,
      facility: 46.3,
      standardDeviation: 0.5,
      discriminationIndex: 31.2,
      discriminativeEfficiency: 38.9,
      distractors: {
        n: 214,
        options: [
          { option: 0, isKey: true, share: 0.46, top: 0.71, middle: 0.45, bottom: 0.22, functioning: true },
          { option: 1, isKey: false, share: 0.31, top: 0.18, middle: 0.33, bottom: 0.42, functioning: true },
          { option: 2, isKey: false, share: 0.2, top: 0.09, middle: 0.2, bottom: 0.31, functioning: true },
          { option: 3, isKey: false, share: 0.03, top: 0.02, middle: 0.02, bottom: 0.05, functioning: false },
        ],
      },
    },
    { upsert: true },
  )
  await collections.patternFindings.replaceOne(
    { _id: codingId },
    {
      topicId,
      date: dateOf(1),
      answers: 88,
      unknown: 2,
      passing: 41,
      reporters: 4,
      rules: [{ ruleId: 'plus', students: 9 }],
      proposal: {
        replaces: twicePattern,
        pattern: { ...twicePattern, patterns: [{ id: 'plus', code: '$A + $A', feedback: 'Try a sum.' }] },
        toAdvice: ['plus'],
      },
    },
    { upsert: true },
  )
}

async function itemOf({ bankItems }: Collections, key: string) {
  const item = await bankItems.findOne({ key })
  if (!item) throw new Error(`the bank has no ${key}`)
  return item
}

type OfTopic = { topicId: string; topicTitle: string; hardest: ObjectId }

/** Level by level harder, and better from day to day; on Sundays nobody answers. */
function figuresOf(daysAgo: number, { topicId, topicTitle, hardest }: OfTopic): DayFigures {
  const random = seededRandom(`day ${daysAgo}`)
  const isQuiet = startOf(daysAgo).getUTCDay() === 0
  const quizzes = isQuiet ? 0 : 18 + Math.floor(random.uniform() * 24)
  const averageScore = isQuiet ? null : 0.72 - 0.012 * daysAgo + 0.05 * random.uniform()
  const levels = [1, 2, 3, 4, 5].flatMap((level) => {
    const answered = Math.floor(quizzes * [1, 2, 3.5, 2.5, 1][level - 1]!)
    const correct = Math.round(answered * (0.98 - 0.13 * level))
    const interval = wilsonInterval({ n: answered, count: correct })
    return interval ? [{ level, answered, correct, successRate: correct / answered, ...interval }] : []
  })
  const p50 = 14_000 + 6_000 * random.uniform()
  const latencyMs = isQuiet ? { p50: null, p95: null } : { p50, p95: p50 * (2.6 + random.uniform()) }
  const served = isQuiet
    ? { questions: 0, llm: null, pool: null, bank: null }
    : { questions: quizzes * 10, llm: 0.45, pool: 0.3, bank: 0.25 }
  const rest = { averageScore, levels, served, latencyMs }
  const topic = {
    topicId,
    topicTitle,
    quizzesTaken: quizzes,
    questionsGenerated: quizzes * 6,
    mostChallengingQuestion: hardest.toHexString(),
    mostChallengingDetail: { text: 'Which of these equals $\\frac{a}{b}$, if `b` is not 0?', n: 19, successRate: 0.32 },
    ...rest,
  }
  return {
    date: dateOf(daysAgo),
    totalQuizzesTaken: quizzes,
    topics: isQuiet ? [] : [topic],
    adaptivePerformance: { easyToHardPromotions: quizzes * 4, hardToEasyDemotions: quizzes * 3, stagnant: 2 },
    ...rest,
  }
}

const arm = (mean: number, n: number) => ({
  acceptedYield: { n, mean, variance: 0.04 },
  latency: { calls: 9 * n, p95Ms: 8_200 },
  cost: { n, mean: 0.004, variance: 0.000_001 },
  reports: { n: 60 * n, count: n },
  quarantine: { n: 60 * n, count: 0 },
  levelError: { n, mean: 0.1, variance: 0.3 },
})

function evidenceOf(daysAgo: number, nights: number): ExperimentEvidence {
  const n = 12 * nights
  return {
    date: dateOf(daysAgo),
    decision: nights === 3 ? 'widen' : 'continue',
    reason: nights < 3 ? 'too few nights to compare' : 'the candidate is not worse',
    share: nights <= 3 ? 0.1 : 0.5,
    nextShare: nights < 3 ? 0.1 : 0.5,
    figures: { candidate: arm(0.84, n), control: arm(0.78, 4 * n) },
    test: nights < 3 ? null : { difference: 0.06, standardError: 0.03 / Math.sqrt(nights), evidence: 1.4 * nights },
    unmet: nights < 5 ? ['nights', 'evidence'] : [],
  }
}

async function storeExperiment({ experiments, promptOutcomes, prompts }: Collections): Promise<void> {
  const first = await prompts.findOne({ name: 'text', version: 1 })
  if (!first) throw new Error('the platform has no prompt text@1')
  await prompts.insertOne({
    ...first,
    _id: new ObjectId(),
    version: 2,
    sha256: '2'.repeat(64),
    messages: [...first.messages, { role: 'user', content: 'Name the unit that an answer should have.' }],
    status: 'canary',
    origin: 'night',
    note: 'Names the unit, which many answers lacked.',
    createdAt: startOf(6),
  })
  const experimentId = new ObjectId()
  await experiments.insertOne({
    _id: experimentId,
    promptName: 'text',
    control: 1,
    treatment: 2,
    share: 0.5,
    status: 'running',
    state: { phase: 'comparison', nights: 5 },
    startedAt: startOf(6),
    since: startOf(3),
    endedAt: null,
    applied: true,
    evidence: [1, 2, 3, 4, 5].map((nights) => evidenceOf(6 - nights, nights)),
  })
  const outcome = (promptVersion: string, name: string | null, accepted: number) => ({
    _id: `${dateOf(1)}:${name === null ? promptVersion : `${experimentId}:${name}`}`,
    date: dateOf(1),
    promptName: 'text' as const,
    experimentId: name === null ? null : experimentId,
    from: startOf(7),
    promptVersion,
    arm: name,
    jobs: 90,
    requested: 270,
    accepted,
    figures: arm(accepted / 270, 40),
    rejections: [
      { rule: 'answer-too-long', n: 21 },
      { rule: 'verification', n: 270 - accepted - 21 },
    ],
    answers: { n: 640, correct: 431, unknown: 3 },
  })
  await promptOutcomes.insertMany([
    outcome('text@1', null, 212),
    outcome('text@1', 'control', 209),
    outcome('text@2', 'treatment', 228),
  ])
}

const nightOf = (date: string): NightRunDocument => {
  const failed = [{ partition: 'topics', error: 'MongoNetworkTimeoutError' }]
  return {
    _id: date,
    run: 1,
    status: 'completed',
    stage: 'exports',
    stageAt: new Date(),
    open: [],
    closed: [],
    dates: [date],
    requestedAt: startOf(0),
    progressAt: startOf(0),
    finishedAt: new Date(startOf(0).getTime() + 47_000),
    report: {
      date,
      stages: [
        { stage: 'close-day', partitions: 4, failed: [], counts: { sessionsClosed: 3, sessionsFinished: 29 } },
        { stage: 'item-statistics', partitions: 4, failed, counts: { items: 118 } },
        { stage: 'exports', partitions: 1, failed: [], counts: { files: 4, rows: 2_911 } },
      ],
      complete: false,
    },
  }
}
