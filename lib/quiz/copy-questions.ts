/** From stock to a student's own copies: options shuffled, equals in the stock ordered by lot, both from the quiz's seed. */
import type { ObjectId } from 'mongodb'
import { hashText } from '../adaptive/hash.ts'
import { seededRandom } from '../adaptive/seeded-random.ts'
import type { BankItemDocument, QuestionDocument } from '../contract/documents.ts'
import { newId } from '../platform/ids.ts'

type Destination = { sessionId: ObjectId; userId: ObjectId; topicId: ObjectId; seed: string; now: Date }

/** Room below for generated questions, which come before the bank's of the same level. */
const firstBankPreference = 1_000

/** Lots by which equal items of the stock are ordered. */
export const lotsOf = (seed: string) => (itemId: ObjectId) => hashText(`${seed}:${itemId.toHexString()}`)

/** @param items in the order in which each level's should be served */
export function copyBankItems(items: readonly BankItemDocument[], to: Destination): QuestionDocument[] {
  return items.map((item, place) => ({
    _id: newId(),
    topicId: to.topicId,
    sessionId: to.sessionId,
    userId: to.userId,
    itemId: item._id,
    difficulty: item.level,
    parameters: { a: item.a, b: item.b, c: item.c },
    preference: firstBankPreference + place,
    source: 'bank',
    type: item.type,
    text: item.text,
    options: item.options,
    optionOrder: item.options && shuffledOrder(item.options.length, `${to.seed}:${item._id.toHexString()}`),
    correctAnswer: item.correctAnswer,
    acceptedAnswers: item.acceptedAnswers,
    tolerance: item.tolerance,
    solutionPattern: item.solutionPattern,
    starterCode: item.starterCode,
    explanation: item.explanation,
    generatedAt: to.now,
    servedAt: null,
  }))
}

/** A permutation of 0..length-1, each equally likely (Fisher & Yates, as Durstenfeld 1964 gives it). */
export function shuffledOrder(length: number, seed: string): number[] {
  const random = seededRandom(seed)
  const order: number[] = []
  for (let index = 0; index < length; index += 1) {
    const place = Math.floor(random.uniform() * (index + 1))
    order.splice(place, 0, index)
  }
  return order
}
