/** What the logs of generation say of a prompt version or an experiment's arm; counted inside MongoDB. */
import type { ObjectId } from 'mongodb'
import type { PromptOutcomesDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { countedMs, percentilesOf } from '../figures/latency.ts'
import type { ArmFigures } from '../guardrails.ts'
import { type FoundSample, meanAndDeviation, toSample } from './samples.ts'

/** Logs of a prompt version, or of one arm of an experiment, in a period. */
export type Asked = { timestamp: { $gte: Date; $lt: Date } } & (
  | { promptVersion: string }
  | { experimentId: ObjectId; arm: 'control' | 'treatment' }
)

type Logged = Pick<PromptOutcomesDocument, 'jobs' | 'requested' | 'accepted' | 'rejections'> &
  Pick<ArmFigures, 'acceptedYield' | 'cost' | 'latency'>

type Deps = Pick<Collections, 'generationLogs'>

export async function measureLogs(collections: Deps, asked: Asked): Promise<Logged> {
  const [totals, samples, latency, rejections] = await Promise.all([
    countJobs(collections, asked),
    samplesOfStudents(collections, asked),
    latencyOfCalls(collections, asked),
    countRejections(collections, asked),
  ])
  return { ...totals, ...samples, latency, rejections }
}

const costOfCalls = {
  $reduce: { input: '$calls', initialValue: 0, in: { $add: ['$$value', { $ifNull: ['$$this.cost', 0] }] } },
}

/**
 * A job that was put off and came back has several logs: it asked once, and its best one counts.
 * @param by what else keeps logs apart
 */
export const eachJob = (by: Record<string, string> = {}) => [
  {
    $group: {
      _id: { ...by, user: '$userId', job: '$jobId', type: '$type' },
      logs: { $sum: 1 },
      requested: { $max: '$requested' },
      accepted: { $max: '$questionsGenerated' },
      cost: { $sum: costOfCalls },
    },
  },
]

async function countJobs({ generationLogs }: Deps, asked: Asked) {
  const [totals = { jobs: 0, requested: 0, accepted: 0 }] = await generationLogs
    .aggregate<{ jobs: number; requested: number; accepted: number }>([
      { $match: asked },
      ...eachJob(),
      {
        $group: {
          _id: null,
          jobs: { $sum: 1 },
          requested: { $sum: '$requested' },
          accepted: { $sum: '$accepted' },
        },
      },
      { $project: { _id: 0 } },
    ])
    .toArray()
  return totals
}

/** By intention to treat: whoever was given the arm counts, with all that they asked for, whatever came of it. */
async function samplesOfStudents(
  { generationLogs }: Deps,
  asked: Asked,
): Promise<Pick<ArmFigures, 'acceptedYield' | 'cost'>> {
  const perQuestion = (total: string) => ({ $divide: [total, '$requested'] })
  // No cost at all means that prices are not known.
  const cost = { $cond: [{ $gt: ['$cost', 0] }, perQuestion('$cost'), null] }
  const [found] = await generationLogs
    .aggregate<{ acceptedYield: FoundSample; cost: FoundSample }>([
      { $match: { ...asked, userId: { $ne: null } } },
      ...eachJob(),
      {
        $group: {
          _id: '$_id.user',
          requested: { $sum: '$requested' },
          accepted: { $sum: '$accepted' },
          cost: { $sum: '$cost' },
        },
      },
      { $sort: { _id: 1 } },
      { $project: { yield: perQuestion('$accepted'), cost } },
      ...meanAndDeviation({ acceptedYield: '$yield', cost: '$cost' }),
    ])
    .toArray()
  return { acceptedYield: toSample(found?.acceptedYield), cost: toSample(found?.cost) }
}

async function latencyOfCalls({ generationLogs }: Deps, asked: Asked): Promise<ArmFigures['latency']> {
  const rows = await generationLogs
    .aggregate<{ _id: number; n: number }>([
      { $match: asked },
      { $project: { _id: 0, 'calls.latencyMs': 1 } },
      { $unwind: '$calls' },
      { $group: { _id: countedMs('$calls.latencyMs'), n: { $sum: 1 } } },
    ])
    .toArray()
  const { p95 } = percentilesOf(new Map(rows.map(({ _id, n }) => [_id, n])))
  return { calls: rows.reduce((sum, { n }) => sum + n, 0), p95Ms: p95 ?? 0 }
}

const countRejections = async ({ generationLogs }: Deps, asked: Asked): Promise<{ rule: string; n: number }[]> =>
  generationLogs
    .aggregate<{ rule: string; n: number }>([
      { $match: asked },
      { $project: { _id: 0, 'candidates.problems.rule': 1 } },
      { $unwind: '$candidates' },
      { $unwind: '$candidates.problems' },
      { $group: { _id: '$candidates.problems.rule', n: { $sum: 1 } } },
      { $sort: { n: -1, _id: 1 } },
      { $project: { _id: 0, rule: '$_id', n: 1 } },
    ])
    .toArray()
