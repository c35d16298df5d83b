/** From stock to a student's own copies: options shuffled, equals in the stock ordered by lot, both from the quiz's seed. */
import type { ObjectId } from 'mongodb'
import { hashText } from '../adaptive/hash.ts'
import { seededRandom } from '../adaptive/seeded-random.ts'
import type { StockItem } from '../content/stock.ts'
import type { QuestionDocument } from '../contract/documents.ts'
import { derivedId } from '../platform/ids.ts'

type Destination = { sessionId: ObjectId; userId: ObjectId; topicId: ObjectId; seed: string; now: Date }

/** Within a level, what was made for this student is served before what is on the shelf for all. */
const firstPreference = { llm: 0, pool: 1_000, bank: 2_000 }

/** Lots by which equal items of the stock are ordered. */
export const lotsOf = (seed: string) => (itemId: ObjectId) => hashText(`${seed}:${itemId.toHexString()}`)

/** @param items at most 1,000, in the order in which each level's should be served */
export function copyItems(items: readonly StockItem[], to: Destination): QuestionDocument[] {
  return items.map((item, place) => ({
    // From what it copies into which quiz, so that an item enters a quiz once.
    _id: derivedId('copy', to.sessionId.toHexString(), item._id.toHexString()),
    topicId: to.topicId,
    sessionId: to.sessionId,
    userId: to.userId,
    itemId: item._id,
    difficulty: item.level,
    parameters: { a: item.a, b: item.b, c: item.c },
    preference: firstPreference[item.source] + place,
    source: item.source,
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
    ...(item.source === 'bank'
      ? { generatedAt: to.now }
      : { generatedAt: item.generatedAt, promptVersion: item.promptVersion, logId: item.logId }),
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
