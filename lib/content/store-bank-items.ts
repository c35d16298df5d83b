/**
 * The one way into the bank: seeding, import and promotion write here. A question is found by its topic and key, so that
 * writing it twice is once. Its content becomes what is written; what the platform has learnt of it and an admin has
 * decided stays: parameters, exposure, status.
 */
import type { AnyBulkWriteOperation, ObjectId } from 'mongodb'
import type { BankQuestion } from '../contract/bank-file.ts'
import type { BankItemDocument } from '../contract/documents.ts'
import { type ItemParameters, nominalParameters } from '../contract/item-parameters.ts'
import type { Collections } from '../platform/collections.ts'
import { derivedId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'

type StoreDeps = { collections: Pick<Collections, 'bankItems'> }

/** What a new item begins with, where that is not the usual. */
export type Beginning = { parameters?: ItemParameters; generatedFrom?: ObjectId }

export async function storeBankItems(
  { collections }: StoreDeps,
  topicId: ObjectId,
  questions: readonly BankQuestion[],
  beginning: Beginning = {},
): Promise<void> {
  if (questions.length === 0) return
  const writes = questions.map((question) => toWrite(topicId, question, beginning))
  const write = () => persistently(() => collections.bankItems.bulkWrite(writes, { ordered: false }))
  try {
    await write()
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    // Somebody else wrote the same at the same time: now it is there.
    await write()
  }
}

function toWrite(
  topicId: ObjectId,
  question: BankQuestion,
  { parameters, generatedFrom }: Beginning,
): AnyBulkWriteOperation<BankItemDocument> {
  const { key, level } = question
  const optionCount = question.type === 'multiple-choice' ? question.options.length : null
  return {
    updateOne: {
      filter: { topicId, key },
      update: {
        $set: contentOf(question),
        $unset: absentFrom(question),
        $setOnInsert: {
          _id: itemIdOf(topicId, key),
          ...(parameters ?? nominalParameters({ level, optionCount })),
          served: 0,
          status: 'active',
          ...(generatedFrom && { generatedFrom }),
        },
      },
      upsert: true,
    },
  }
}

/** The same for the same topic and key, wherever it is written. */
const itemIdOf = (topicId: ObjectId, key: string) => derivedId('item', topicId.toHexString(), key)

/** That a generated question has in the bank. */
export const promotedKey = (generatedId: ObjectId) => `generated-${generatedId.toHexString()}`

const optionalFields = [
  'acceptedAnswers',
  'tolerance',
  'solutionPattern',
  'starterCode',
  'reference',
  'alternatives',
  'wrongPrograms',
] as const

/** What a question's content is made of, in the bank. */
export const contentFields = [
  'type',
  'level',
  'text',
  'options',
  'correctAnswer',
  'explanation',
  ...optionalFields,
] as const

/** As the bank keeps it. Of a coding question the reference is the right answer. */
export function contentOf({ key: _key, ...question }: BankQuestion) {
  switch (question.type) {
    case 'multiple-choice':
      return question
    case 'text':
      return { ...question, options: null }
    case 'coding':
      return { ...question, correctAnswer: question.reference, options: null }
  }
}

/** What an earlier version had may be gone from this one. */
const absentFrom = (question: BankQuestion) =>
  Object.fromEntries(optionalFields.filter((name) => !(name in question)).map((name) => [name, '' as const]))
