/** The items of a topic that many students get, of which alone statistics can be made: the bank, and what was generated for all. */
import type { ObjectId } from 'mongodb'
import type { BankItemDocument } from '../../contract/documents.ts'
import type { GeneratedQuestionDocument } from '../../contract/generation-documents.ts'
import type { Collections } from '../../platform/collections.ts'

type Fields = Pick<BankItemDocument, '_id' | 'level' | 'b' | 'options' | 'correctAnswer'>

export type SharedItem = Fields & {
  /** Of the prompt that made it; null for the vetted bank. */
  promptVersion: string | null
  inCirculation: boolean
}

type Deps = { collections: Pick<Collections, 'bankItems' | 'generatedQuestions'> }

const fields = { level: 1, b: 1, options: 1, correctAnswer: 1, status: 1 } as const

/** By the item's id. */
export async function readSharedItems({ collections }: Deps, topicId: ObjectId): Promise<Map<string, SharedItem>> {
  const { bankItems, generatedQuestions } = collections
  const [bank, generated] = await Promise.all([
    bankItems.find({ topicId }).project<Fields & Pick<BankItemDocument, 'status'>>(fields).toArray(),
    generatedQuestions
      .find({ topicId, audience: { $in: ['topic', 'review'] } })
      .project<Fields & Pick<GeneratedQuestionDocument, 'status' | 'promptVersion'>>({ ...fields, promptVersion: 1 })
      .toArray(),
  ])
  const items: SharedItem[] = [
    ...bank.map(({ status, ...item }) => ({ ...item, promptVersion: null, inCirculation: status === 'active' })),
    ...generated.map(({ status, ...item }) => ({ ...item, inCirculation: status === 'ready' || status === 'served' })),
  ]
  return new Map(
    items.map((item) => [item._id.toHexString(), item] as const).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}
