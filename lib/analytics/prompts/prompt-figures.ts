/** The stage that says how each prompt version did on each model that day: what was asked for, kept, refused, and paid. */
import type { PromptFiguresDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { countedMs, percentilesOf } from '../figures/latency.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { type Period, periodOf, within } from '../utc-day.ts'
import { eachJob } from './logged-jobs.ts'

type Deps = { collections: Pick<Collections, 'generationLogs'> }

/** Of one prompt version on one model. */
type Pair = { promptVersion: string; model: string }

const byPair = { promptVersion: '$promptVersion', model: '$model' }

export async function measurePrompts(deps: NightDeps, { date }: StageWork): Promise<Counts> {
  const { promptFigures } = deps.collections
  const period = periodOf(date)
  const [yields, calls, refusals] = await Promise.all([
    measureYield(deps, period),
    readCalls(deps, period),
    countRefusals(deps, period),
  ])
  const documents = yields.map(({ _id: pair, ...counts }): PromptFiguresDocument => {
    const ofPair = <T extends { _id: Pair }>(rows: readonly T[]) =>
      rows.filter(({ _id }) => _id.promptVersion === pair.promptVersion && _id.model === pair.model)
    const rules = ofPair(refusals).map(({ _id, candidates }) => ({ rule: _id.rule, candidates }))
    return {
      ...{ _id: `${date}:${pair.promptVersion}:${pair.model}`, date, ...pair, ...counts },
      calls: describeCalls(ofPair(calls)),
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
      ...eachJob(byPair),
      {
        $group: {
          _id: { promptVersion: '$_id.promptVersion', model: '$_id.model' },
          logs: { $sum: '$logs' },
          requested: { $sum: '$requested' },
          accepted: { $sum: '$accepted' },
        },
      },
      { $sort: { _id: 1 } },
    ])
    .toArray()

type CallRow = { _id: Pair & { ms: number }; n: number; failed: number; paid: number; unpriced: number }

/** Calls that took equally long, per pair: a few thousand rows. */
const readCalls = ({ collections }: Deps, period: Period): Promise<CallRow[]> =>
  collections.generationLogs
    .aggregate<CallRow>([
      { $match: { timestamp: within(period) } },
      { $project: { promptVersion: 1, model: 1, 'calls.outcome': 1, 'calls.cost': 1, 'calls.latencyMs': 1 } },
      { $unwind: '$calls' },
      {
        $group: {
          _id: { ...byPair, ms: countedMs('$calls.latencyMs') },
          n: { $sum: 1 },
          failed: { $sum: { $cond: [{ $eq: ['$calls.outcome', 'completed'] }, 0, 1] } },
          paid: { $sum: '$calls.cost' },
          unpriced: { $sum: { $cond: [{ $eq: ['$calls.cost', null] }, 1, 0] } },
        },
      },
    ])
    .toArray()

/** The cost is null where the price of a single call is not known. Sums go by latency, so that they come out the same. */
function describeCalls(rows: readonly CallRow[]): PromptFiguresDocument['calls'] {
  const inOrder = rows.toSorted((one, other) => one._id.ms - other._id.ms)
  const sum = (of: (row: CallRow) => number) => inOrder.reduce((total, row) => total + of(row), 0)
  return {
    n: sum(({ n }) => n),
    failed: sum(({ failed }) => failed),
    cost: sum(({ unpriced }) => unpriced) === 0 ? sum(({ paid }) => paid) : null,
    latencyMs: percentilesOf(new Map(inOrder.map(({ _id, n }) => [_id.ms, n]))),
  }
}

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
