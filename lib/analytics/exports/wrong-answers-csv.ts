/** wrong-answers.csv: wrong answers that five students or more gave to the same item in the last 90 days. */
import type { ObjectId } from 'mongodb'
import type { Collections } from '../../platform/collections.ts'
import { readSharedItems } from '../items/shared-items.ts'
import { misconceptionsOf, type WrongAnswer } from '../misconceptions.ts'
import { dayMs, periodOf } from '../utc-day.ts'
import { csvLine } from './csv.ts'
import { type ExportDeps, withExports } from './export-file.ts'

type Deps = ExportDeps & { collections: Collections }

const name = 'wrong-answers.csv'
const days = 90

export const exportWrongAnswers = (deps: Deps, date: string) =>
  withExports(deps, date, [name], async (files) => {
    const file = files.get(name)
    if (!file) throw new Error(`${name} is not open`)
    await file.writeHeader(csvLine(['topic', 'item', 'question_text', 'answer', 'students']))
    const topics = await deps.collections.topics
      .find({}, { projection: { title: 1 } })
      .sort({ _id: 1 })
      .toArray()
    for (const { _id, title } of topics) {
      for await (const [itemId, wrongAnswers] of readWrongAnswers(deps, _id, periodOf(date).to)) {
        const shared = misconceptionsOf(wrongAnswers)
        const text = shared.length > 0 ? await textOf(deps, itemId) : ''
        for (const { answer, students } of shared) {
          await file.write(csvLine([title, itemId.toHexString(), text, answer, students]))
        }
      }
    }
    return file.close()
  })

type Row = { _id: { item: ObjectId; answer: string; student: ObjectId } }

/** Item by item, so that only one item's answers are held at a time. */
async function* readWrongAnswers(
  deps: Deps,
  topicId: ObjectId,
  to: Date,
): AsyncGenerator<[itemId: ObjectId, answers: WrongAnswer[]]> {
  const items = [...(await readSharedItems(deps, topicId)).values()].map(({ _id }) => _id)
  const rows = deps.collections.attempts.aggregate<Row>(
    [
      {
        $match: {
          topicId,
          timestamp: { $gte: new Date(to.getTime() - days * dayMs), $lt: to },
          isCorrect: false,
          itemId: { $in: items },
        },
      },
      { $group: { _id: { item: '$itemId', answer: '$answer', student: '$userId' } } },
      { $sort: { '_id.item': 1 } },
    ],
    { allowDiskUse: true, batchSize: 5_000 },
  )
  let current: [ObjectId, WrongAnswer[]] | undefined
  for await (const { _id } of rows) {
    if (!current?.[0].equals(_id.item)) {
      if (current) yield current
      current = [_id.item, []]
    }
    current[1].push({ student: _id.student.toHexString(), answer: _id.answer })
  }
  if (current) yield current
}

async function textOf({ collections: { bankItems, generatedQuestions } }: Deps, _id: ObjectId): Promise<string | null> {
  const projection = { text: 1 }
  const item =
    (await bankItems.findOne({ _id }, { projection })) ?? (await generatedQuestions.findOne({ _id }, { projection }))
  return item?.text ?? null
}
