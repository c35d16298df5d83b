/** A topic's bank as a file, in one of the formats that can be imported. Only what is in circulation. */
import { type BankQuestion, bankQuestionSchema } from '../contract/bank-file.ts'
import type { TopicDocument } from '../contract/documents.ts'
import type { BankFormat } from '../contract/questions.ts'
import { topicFieldsSchema } from '../contract/topic.ts'
import type { Collections } from '../platform/collections.ts'
import { toDraft } from './bank-question.ts'
import { writeAiken } from './formats/aiken.ts'
import { writeGift } from './formats/gift-writer.ts'
import { writeJson } from './formats/json.ts'
import type { Written } from './formats/reading.ts'

type ExportDeps = { collections: Pick<Collections, 'bankItems'> }

/**
 * By key.
 * @param slug of the topic; without it, one made of its title
 */
export async function exportQuestions(
  { collections }: ExportDeps,
  topic: TopicDocument,
  { format, slug = slugOf(topic.title) }: { format: BankFormat; slug?: string | undefined },
): Promise<Written> {
  const items = await collections.bankItems.find({ topicId: topic._id }).toArray()
  const questions: BankQuestion[] = []
  const leftOut: Written['leftOut'] = []
  for (const item of items.toSorted((one, other) => byKey.compare(one.key, other.key))) {
    const { success, data } = bankQuestionSchema.safeParse(toDraft(item))
    if (item.status !== 'active') leftOut.push({ key: item.key, reason: `is not in circulation (${item.status})` })
    else if (success) questions.push(data)
    else leftOut.push({ key: item.key, reason: 'lacks what authors give: seed or import it again' })
  }
  const written = write(format, { slug, topic: fieldsOf(topic), questions })
  return { text: written.text, leftOut: [...leftOut, ...written.leftOut] }
}

const byKey = new Intl.Collator('en', { numeric: true })

function write(format: BankFormat, file: Parameters<typeof writeJson>[0]): Written {
  switch (format) {
    case 'json':
      return writeJson(file)
    case 'gift':
      return writeGift(file.questions)
    case 'aiken':
      return writeAiken(file.questions)
  }
}

const fieldsOf = ({ _id, createdAt: _created, updatedAt: _updated, ...fields }: TopicDocument) =>
  topicFieldsSchema.parse(fields)

const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '') || 'topic'
