/** A generated question into the vetted bank, by the same checks as an import. */
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { Collections } from '../platform/collections.ts'
import { persistently } from '../platform/mongo.ts'
import { toDraft } from './bank-question.ts'
import { checkQuestions } from './check-questions.ts'
import { readQuestions } from './formats/json.ts'
import { promotedKey, storeBankItems } from './store-bank-items.ts'

type PromotionDeps = { collections: Pick<Collections, 'topics' | 'bankItems'> }

/**
 * Under a key of its own, with the parameters that it has been served with. Doing it again changes nothing.
 * @throws Refusal invalid-request when the bank would not take it
 */
export async function promoteQuestion({ collections }: PromotionDeps, item: GeneratedQuestionDocument): Promise<void> {
  const { topicId, a, b, c } = item
  const [topic, known] = await persistently(() =>
    Promise.all([
      collections.topics.findOne({ _id: topicId }),
      collections.bankItems.find({ topicId }, { projection: { key: 1, text: 1 } }).toArray(),
    ]),
  )
  if (!topic) throw new Refusal('unknown-question', { detail: 'its topic is gone' })
  const readings = readQuestions([toDraft({ ...item, key: promotedKey(item._id) })])
  const { questions, problems } = checkQuestions(readings, {
    range: topic.difficultyRange,
    known,
    skipUnsupported: false,
  })
  if (problems.length > 0) {
    const issues = problems.map(({ message }) => ({
      path: '/action',
      message: `the bank does not take it: ${message}`,
    }))
    throw new Refusal('invalid-request', { issues })
  }
  await storeBankItems({ collections }, topicId, questions, { parameters: { a, b, c }, generatedFrom: item._id })
}
