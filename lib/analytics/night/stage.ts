/** What a stage of the night is: one function over one partition, which may run any number of times. */
import type { NightDeps } from './deps.ts'

export type StageWork = {
  /** The night's. */
  date: string
  /** Days whose figures are made: the night's own first. */
  dates: readonly string[]
  partition: string
}

/** What a stage has come to, for the report: of what there is now, so that doing it again counts the same. */
export type Counts = Record<string, number>

export type Stage = {
  name: string
  /** What it is cut into, each small enough for one Lambda invocation. */
  partitions(deps: NightDeps): Promise<string[]>
  /** Must leave the same when it is done twice, by two at once, or after being killed half-way. */
  run(deps: NightDeps, work: StageWork): Promise<Counts>
}

/** For stages that are done in one piece. */
export const inOnePiece = async () => ['all']

/** For stages that are done topic by topic: the ids. */
export async function byTopic({ collections }: NightDeps): Promise<string[]> {
  const topics = await collections.topics.find({}, { projection: { _id: 1 } }).toArray()
  return topics.map(({ _id }) => _id.toHexString()).sort()
}
