/** A day as administrators see it: its topics put together, whether stored last night or counted this moment. */
import type { DayFigures, LatencyFigures, LevelSuccess, TopicFigures } from '../../contract/analytics.ts'
import type { TopicDayDocument } from '../../contract/analytics-documents.ts'
import type { TopicDocument } from '../../contract/documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { wilsonInterval } from '../success-interval.ts'
import { periodOf, within } from '../utc-day.ts'
import { measureLatency } from './latency.ts'
import { computeTopicDay } from './topic-day.ts'

type Deps = { collections: Collections }

/** Counted as of now, and not stored. */
export async function computeDay(deps: Deps, date: string): Promise<DayFigures> {
  const topics = await deps.collections.topics.find({}, { projection: { title: 1 } }).toArray()
  const days: TopicDayDocument[] = []
  for (const { _id } of topics) days.push(await computeTopicDay(deps, _id, date))
  return putTogether(deps, date, topics, days)
}

/** From what the night has counted topic by topic. */
export async function assembleDay(deps: Deps, date: string): Promise<DayFigures> {
  const [topics, days] = await Promise.all([
    deps.collections.topics.find({}, { projection: { title: 1 } }).toArray(),
    deps.collections.topicDays.find({ date }).toArray(),
  ])
  return putTogether(deps, date, topics, days)
}

type TitledTopic = Pick<TopicDocument, '_id' | 'title'>

async function putTogether(
  deps: Deps,
  date: string,
  topics: readonly TitledTopic[],
  days: readonly TopicDayDocument[],
): Promise<DayFigures> {
  const busy = days.filter(hasHappened)
  const titles = new Map(topics.map(({ _id, title }) => [_id.toHexString(), title]))
  const figures = await Promise.all(busy.map((day) => toTopicFigures(deps, day, titles)))
  const sum = (of: (day: TopicDayDocument) => number) => busy.reduce((total, day) => total + of(day), 0)
  const taken = sum(({ quizzes }) => quizzes.taken)
  const scored = sum(({ quizzes }) => quizzes.scored)
  return {
    date,
    totalQuizzesTaken: taken,
    averageScore: scored === 0 ? null : sum(({ quizzes }) => quizzes.scoreSum) / scored,
    topics: figures.sort((one, other) => (one.topicTitle < other.topicTitle ? -1 : 1)),
    adaptivePerformance: {
      easyToHardPromotions: sum(({ moves }) => moves.up),
      hardToEasyDemotions: sum(({ moves }) => moves.down),
      stagnant: sum(({ moves }) => moves.stagnant),
    },
    levels: toLevels(busy.flatMap(({ levels }) => levels)),
    served: toShares({
      llm: sum(({ served }) => served.llm),
      pool: sum(({ served }) => served.pool),
      bank: sum(({ served }) => served.bank),
    }),
    latencyMs: await latencyOf(deps, date, busy),
  }
}

const hasHappened = ({ quizzes, levels, served, questionsGenerated }: TopicDayDocument) =>
  quizzes.taken + levels.length + served.llm + served.pool + served.bank + questionsGenerated > 0

/** Percentiles of several topics do not follow from each topic's own. */
async function latencyOf({ collections }: Deps, date: string, days: TopicDayDocument[]): Promise<LatencyFigures> {
  const answered = days.filter(({ levels }) => levels.length > 0)
  const [only] = answered
  if (answered.length < 2) return only?.latencyMs ?? { p50: null, p95: null }
  const given = { timestamp: within(periodOf(date)), isCorrect: { $in: [true, false] } }
  return measureLatency(
    collections,
    answered.map(({ topicId }) => ({ topicId, ...given })),
  )
}

async function toTopicFigures(
  deps: Deps,
  { topicId, quizzes, levels, hardest, latencyMs, served, questionsGenerated }: TopicDayDocument,
  titles: ReadonlyMap<string, string>,
): Promise<TopicFigures> {
  const id = topicId.toHexString()
  return {
    topicId: id,
    topicTitle: titles.get(id) ?? '',
    averageScore: quizzes.scored === 0 ? null : quizzes.scoreSum / quizzes.scored,
    quizzesTaken: quizzes.taken,
    questionsGenerated,
    mostChallengingQuestion: hardest?.itemId.toHexString() ?? null,
    mostChallengingDetail: hardest && {
      text: await textOf(deps, hardest.itemId),
      n: hardest.n,
      successRate: hardest.correct / hardest.n,
    },
    levels: toLevels(levels),
    served: toShares(served),
    latencyMs,
  }
}

async function textOf({ collections }: Deps, _id: TopicDocument['_id']): Promise<string> {
  const projection = { text: 1 }
  const item =
    (await collections.bankItems.findOne({ _id }, { projection })) ??
    (await collections.generatedQuestions.findOne({ _id }, { projection }))
  return item?.text ?? ''
}

function toLevels(rows: readonly TopicDayDocument['levels'][number][]): LevelSuccess[] {
  return [...Map.groupBy(rows, ({ level }) => level)]
    .sort(([one], [other]) => one - other)
    .map(([level, ofLevel]) => {
      const answered = ofLevel.reduce((sum, row) => sum + row.answered, 0)
      const correct = ofLevel.reduce((sum, row) => sum + row.correct, 0)
      const { low, high } = wilsonInterval({ n: answered, count: correct }) ?? { low: 0, high: 1 }
      return { level, answered, correct, successRate: correct / answered, low, high }
    })
}

function toShares({ llm, pool, bank }: TopicDayDocument['served']): DayFigures['served'] {
  const questions = llm + pool + bank
  if (questions === 0) return { questions, llm: null, pool: null, bank: null }
  return { questions, llm: llm / questions, pool: pool / questions, bank: bank / questions }
}
