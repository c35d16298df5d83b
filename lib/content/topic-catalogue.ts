/** All topics as this execution environment knows them, for a minute: every start and every list asks for them. */
import type { TopicDocument } from '../contract/documents.ts'
import { levelsOf } from '../contract/topic.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { database, persistently } from '../platform/mongo.ts'

export type TopicDeps = { collections: Pick<Collections, 'topics' | 'bankItems' | 'generatedQuestions'>; clock: Clock }

export async function topicDeps(): Promise<TopicDeps> {
  return { collections: collections(await database()), clock: systemClock }
}

/** A topic, and whether its stock is large enough for students to be sent to it. */
export type CatalogueEntry = { topic: TopicDocument; stocked: boolean }

/** Active questions that a topic needs before it is listed: a quiz of the default length. */
const leastStock = 10

const lifetimeMs = 60_000

let cached: { entries: CatalogueEntry[]; until: number } | undefined

/** By title. @param fresh as MongoDB has them now, not as a minute ago */
export async function readCatalogue({ fresh = false } = {}): Promise<CatalogueEntry[]> {
  const now = systemClock().getTime()
  if (!fresh && cached && cached.until > now) return cached.entries
  const entries = await loadCatalogue(await topicDeps())
  cached = { entries, until: now + lifetimeMs }
  return entries
}

/** After a change: other execution environments follow within the minute. */
export function forgetCatalogue(): void {
  cached = undefined
}

const byTitle = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

async function loadCatalogue(deps: TopicDeps): Promise<CatalogueEntry[]> {
  const entries = await persistently(async () =>
    Promise.all(
      (await deps.collections.topics.find().toArray()).map(async (topic) => ({
        topic,
        stocked: (await countStock(deps, topic)) >= leastStock,
      })),
    ),
  )
  return entries.toSorted((one, other) => byTitle.compare(one.topic.title, other.topic.title))
}

/** What any student may be served, as far as it matters here. */
async function countStock({ collections }: TopicDeps, { _id, difficultyRange }: TopicDocument): Promise<number> {
  const usable = { topicId: _id, level: { $in: levelsOf(difficultyRange) } }
  const counts = await Promise.all([
    collections.bankItems.countDocuments({ ...usable, status: 'active' }, { limit: leastStock }),
    collections.generatedQuestions.countDocuments(
      { ...usable, audience: 'topic', status: { $in: ['ready', 'served'] } },
      { limit: leastStock },
    ),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}
