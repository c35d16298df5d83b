/** The stage that says how each prompt version did on each model that day: what was asked for, kept, refused, and paid. */
import type { PromptFiguresDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { type Period, periodOf, within } from '../utc-day.ts'

type Deps = { collections: Pick<Collections, 'generationLogs'> }

/** Of one prompt version on one model. */
type Pair = { promptVersion: string; model: string }

const byPair = { promptVersion: '$promptVersion', model: '$model' }

export async function measurePrompts(deps: NightDeps, { date }: StageWork): Promise<Counts> {
  const { promptFigures } = deps.collections
  const period = periodOf(date)
  const [yields, calls, refusals] = await Promise.all([
    measureYield(deps, period),
    measureCalls(deps, period),
    countRefusals(deps, period),
  ])
  const documents = yields.map(({ _id: pair, ...counts }): PromptFiguresDocument => {
    const ofPair = <T extends { _id: Pair }>(rows: readonly T[]) =>
      rows.filter(({ _id }) => _id.promptVersion === pair.promptVersion && _id.model === pair.model)
    const [call] = ofPair(calls)
    const rules = ofPair(refusals).map(({ _id, candidates }) => ({ rule: _id.rule, candidates }))
    const { n = 0, failed = 0, cost = null, latencyMs: [p50 = null, p95 = null] = [] } = call ?? {}
    return {
      ...{ _id: `${date}:${pair.promptVersion}:${pair.model}`, date, ...pair, ...counts },
      calls: { n, failed, cost, latencyMs: { p50, p95 } },
      refusals: rules.sort((one, other) => other.candidates - one.candidates || (one.rule < other.rule ? -1 : 1)),
    }
  })
  await promptFigures.deleteMany({ date, _id: { $nin: documents.map(({ _id }) => _id) } })
  for (const document of documents) {
    await promptFigures.replaceOne({ _id: document._id }, document, { upsert: true })
  }
  const sum = (of: (document: PromptFiguresDocument) => number) =>
    documents.reduce((total, each) => total + of(each), 0)
  return {
    prompts: documents.length,
    requested: sum(({ requested }) => requested),
    accepted: sum(({ accepted }) => accepted),
  }
}

type Yield = { _id: Pair; logs: number; requested: number; accepted: number }

const measureYield = ({ collections }: Deps, period: Period): Promise<Yield[]> =>
  collections.generationLogs
    .aggregate<Yield>([
      { $match: { timestamp: within(period) } },
      {
        $group: {
          _id: byPair,
          logs: { $sum: 1 },
          requested: { $sum: '$requested' },
          accepted: { $sum: '$questionsGenerated' },
        },
      },
      { $sort: { _id: 1 } },
    ])
    .toArray()

type Calls = { _id: Pair; n: number; failed: number; cost: number | null; latencyMs: number[] }

/** The cost is null where the price of a single call is not known. */
const measureCalls = ({ collections }: Deps, period: Period): Promise<Calls[]> =>
  collections.generationLogs
    .aggregate<Calls>([
      { $match: { timestamp: within(period) } },
      { $project: { promptVersion: 1, model: 1, calls: 1 } },
      { $unwind: '$calls' },
      {
        $group: {
          _id: byPair,
          n: { $sum: 1 },
          failed: { $sum: { $cond: [{ $eq: ['$calls.outcome', 'completed'] }, 0, 1] } },
          paid: { $sum: '$calls.cost' },
          unpriced: { $sum: { $cond: [{ $eq: ['$calls.cost', null] }, 1, 0] } },
          latencyMs: { $percentile: { input: '$calls.latencyMs', p: [0.5, 0.95], method: 'approximate' } },
        },
      },
      { $project: { n: 1, failed: 1, latencyMs: 1, cost: { $cond: [{ $eq: ['$unpriced', 0] }, '$paid', null] } } },
    ])
    .toArray()

type Refusal = { _id: Pair & { rule: string }; candidates: number }

/** By the first rule that a candidate broke. */
const countRefusals = ({ collections }: Deps, period: Period): Promise<Refusal[]> =>
  collections.generationLogs
    .aggregate<Refusal>([
      { $match: { timestamp: within(period) } },
      { $project: { promptVersion: 1, model: 1, 'candidates.problems.rule': 1 } },
      { $unwind: '$candidates' },
      { $set: { rule: { $arrayElemAt: ['$candidates.problems', 0] } } },
      { $match: { 'rule.rule': { $exists: true } } },
      { $group: { _id: { ...byPair, rule: '$rule.rule' }, candidates: { $sum: 1 } } },
    ])
    .toArray()
