/** Puts the bank's files into MongoDB: topics and items, by ids derived from their names, so that seeding twice is once. */
import { readdir, readFile } from 'node:fs/promises'
import { type BankFile, bankFileSchema } from '../contract/bank-file.ts'
import type { Collections } from '../platform/collections.ts'
import { derivedId } from '../platform/ids.ts'
import { storeBankItems } from './store-bank-items.ts'

type SeedDeps = { collections: Pick<Collections, 'topics' | 'bankItems'>; clock: () => Date }

const bankFolder = new URL('./bank/', import.meta.url)

/** Every file of the bank, checked. @throws Error naming the file and each fault. */
async function readBank(): Promise<BankFile[]> {
  const names = (await readdir(bankFolder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => {
      const parsed = bankFileSchema.safeParse(JSON.parse(await readFile(new URL(name, bankFolder), 'utf8')))
      if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`)
      return parsed.data
    }),
  )
}

/** The id of a topic that a file of the bank begins. */
export const topicIdOf = (slug: string) => derivedId('topic', slug)

/**
 * Adds what is missing and brings the items' content up to date. What the platform has since learnt or an admin has
 * decided stays: parameters, exposure, status, topics.
 */
export async function seedBank(deps: SeedDeps): Promise<{ topics: number; items: number }> {
  const files = await readBank()
  const now = deps.clock()
  for (const { slug, topic, questions } of files) {
    const topicId = topicIdOf(slug)
    await deps.collections.topics.updateOne(
      { _id: topicId },
      { $setOnInsert: { ...topic, createdAt: now, updatedAt: now } },
      { upsert: true },
    )
    await storeBankItems(deps, topicId, questions)
  }
  return { topics: files.length, items: files.reduce((sum, { questions }) => sum + questions.length, 0) }
}
