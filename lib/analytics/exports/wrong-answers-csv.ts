/** wrong-answers.csv: wrong answers that five students or more gave to the same item in the last 90 days. */
import type { ObjectId } from 'mongodb'
import type { Collections } from '../../platform/collections.ts'
import { readWrongAnswers } from '../feedback/read-wrong-answers.ts'
import { misconceptionsOf } from '../misconceptions.ts'
import { periodOf } from '../utc-day.ts'
import { csvLine } from './csv.ts'
import { type ExportDeps, withExports } from './export-file.ts'

type Deps = ExportDeps & { collections: Collections }

const name = 'wrong-answers.csv'

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

async function textOf({ collections: { bankItems, generatedQuestions } }: Deps, _id: ObjectId): Promise<string | null> {
  const projection = { text: 1 }
  const item =
    (await bankItems.findOne({ _id }, { projection })) ?? (await generatedQuestions.findOne({ _id }, { projection }))
  return item?.text ?? null
}
