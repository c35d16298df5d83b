/** Puts the bank's files into MongoDB: topics and items, by ids derived from their names, so that seeding twice is once. */
import { readdir, readFile } from 'node:fs/promises'
import { type BankFile, type BankQuestion, bankFileSchema } from '../contract/bank-file.ts'
import type { Collections } from '../platform/collections.ts'
import { derivedId } from '../platform/ids.ts'

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

/**
 * Adds what is missing and brings the items' content up to date. What the platform has since learnt or an admin has
 * decided stays: parameters, exposure, status, topics.
 */
export async function seedBank(deps: SeedDeps): Promise<{ topics: number; items: number }> {
  const files = await readBank()
  const now = deps.clock()
  for (const { slug, topic, questions } of files) {
    const topicId = derivedId('topic', slug)
    await deps.collections.topics.updateOne(
      { _id: topicId },
      { $setOnInsert: { ...topic, createdAt: now, updatedAt: now } },
      { upsert: true },
    )
    await deps.collections.bankItems.bulkWrite(
      questions.map((question) => ({
        updateOne: {
          filter: { _id: derivedId('item', slug, question.key) },
          update: {
            $set: contentOf(question),
            $setOnInsert: { topicId, key: question.key, ...nominal(question), served: 0, status: 'active' as const },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  }
  return { topics: files.length, items: files.reduce((sum, { questions }) => sum + questions.length, 0) }
}

function contentOf({ key: _key, ...question }: BankQuestion) {
  switch (question.type) {
    case 'multiple-choice':
      return question
    case 'text':
      return { ...question, options: null }
    case 'coding': {
      // The gate has judged the other programs; what a quiz needs is the pattern, and the reference as the right answer.
      const { reference, alternatives: _alternatives, wrongPrograms: _wrongPrograms, ...content } = question
      return { ...content, correctAnswer: reference, options: null }
    }
  }
}

/** Until calibration knows better: the level is the difficulty, and a guess finds one option of so many. */
const nominal = (question: BankQuestion) => ({
  a: 1,
  b: question.level - 3,
  c: question.type === 'multiple-choice' ? 1 / question.options.length : 0,
})
