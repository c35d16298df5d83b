/** attempts.csv: the day's answers with a verdict, for whoever wants to model them. Of questions and times; nobody is in it. */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument } from '../../contract/documents.ts'
import type { QuestionType } from '../../contract/level-and-type.ts'
import type { Collections } from '../../platform/collections.ts'
import { type Period, periodOf, within } from '../utc-day.ts'
import { csvLine } from './csv.ts'
import { type ExportDeps, withExports } from './export-file.ts'
import { inStableOrder } from './stable-order.ts'

type Deps = ExportDeps & { collections: Collections }

const name = 'attempts.csv'

const columns = [
  ...['question_text', 'was_answered_correctly', 'difficulty', 'type', 'topic', 'latency_ms'],
  ...['item', 'prompt_version', 'seq', 'timestamp'],
]

export const exportAttempts = (deps: Deps, date: string) =>
  withExports(deps, date, [name], async (files) => {
    const file = files.get(name)
    if (!file) throw new Error(`${name} is not open`)
    await file.writeHeader(csvLine(columns))
    const topics = await deps.collections.topics
      .find({}, { projection: { title: 1 } })
      .sort({ _id: 1 })
      .toArray()
    for (const { _id, title } of topics) {
      const questions = new Questions(deps.collections)
      for await (const batch of readAnswers(deps, _id, periodOf(date))) {
        await questions.learn(batch.map(({ itemId }) => itemId))
        for (const answer of batch) {
          const { text, type, promptVersion } = questions.of(answer.itemId)
          await file.write(
            csvLine([
              ...[text, answer.isCorrect, answer.difficulty, type, title, answer.latencyMs],
              ...[answer.itemId.toHexString(), promptVersion, answer.seq, answer.timestamp.toISOString()],
            ]),
          )
        }
      }
    }
    return file.close()
  })

type Answer = Pick<AttemptDocument, '_id' | 'itemId' | 'seq' | 'difficulty' | 'isCorrect' | 'latencyMs' | 'timestamp'>

const batchSize = 1_000

async function* readAnswers({ collections }: Deps, topicId: ObjectId, period: Period): AsyncGenerator<Answer[]> {
  const answers = collections.attempts
    .find({ topicId, timestamp: within(period), isCorrect: { $in: [true, false] } })
    .project<Answer>({ itemId: 1, seq: 1, difficulty: 1, isCorrect: 1, latencyMs: 1, timestamp: 1 })
    .sort({ timestamp: 1 })
    .batchSize(batchSize)
  let batch: Answer[] = []
  for await (const answer of inStableOrder(answers, ({ timestamp }) => timestamp)) {
    batch.push(answer)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}

type Question = { text: string; type: QuestionType; promptVersion: string | null }

const mostRemembered = 5_000
const fields = { text: 1, type: 1 } as const

/** Questions as the stock has them, remembered while a topic is written. */
class Questions {
  readonly #collections: Collections
  readonly #known = new Map<string, Question>()

  constructor(collections: Collections) {
    this.#collections = collections
  }

  async learn(ids: readonly ObjectId[]): Promise<void> {
    if (this.#known.size > mostRemembered) this.#known.clear()
    const unknown = ids.filter((id) => !this.#known.has(id.toHexString()))
    if (unknown.length === 0) return
    const filter = { _id: { $in: unknown } }
    const { bankItems, generatedQuestions } = this.#collections
    const [bank, generated] = await Promise.all([
      bankItems.find(filter).project<Omit<Question, 'promptVersion'> & { _id: ObjectId }>(fields).toArray(),
      generatedQuestions
        .find(filter)
        .project<Question & { _id: ObjectId }>({ ...fields, promptVersion: 1 })
        .toArray(),
    ])
    for (const { _id, text, type } of bank) this.#known.set(_id.toHexString(), { text, type, promptVersion: null })
    for (const { _id, ...question } of generated) this.#known.set(_id.toHexString(), question)
  }

  /** An item that is gone has no text any more. */
  of(id: ObjectId): Question | { text: null; type: null; promptVersion: null } {
    return this.#known.get(id.toHexString()) ?? { text: null, type: null, promptVersion: null }
  }
}
