import fc from 'fast-check'
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { StockItem } from '../../lib/content/stock.ts'
import type { BankItemDocument } from '../../lib/contract/documents.ts'
import { questionDocumentSchema } from '../../lib/contract/documents.ts'
import { copyItems, shuffledOrder } from '../../lib/quiz/copy-questions.ts'
import { toLiveQuestion } from '../../lib/quiz/record.ts'

const item = (fields: Partial<BankItemDocument> = {}): StockItem => ({
  source: 'bank',
  _id: new ObjectId(),
  topicId: new ObjectId(),
  key: 'k-1',
  level: 3,
  a: 1,
  b: 0,
  c: 0.25,
  served: 0,
  status: 'active',
  type: 'multiple-choice',
  text: 'Which?',
  options: ['w', 'x', 'y', 'z'],
  correctAnswer: 'y',
  explanation: 'Because.',
  ...fields,
})

const destination = (seed: string) => ({
  sessionId: new ObjectId(),
  userId: new ObjectId(),
  topicId: new ObjectId(),
  seed,
  now: new Date(0),
})

describe('a student’s copies', () => {
  it('are question documents that name their stock item', () => {
    const [stock] = [item()]
    const [copy] = copyItems([stock!], destination('s'))
    expect(questionDocumentSchema.parse(copy)).toMatchObject({ itemId: stock!._id, difficulty: 3, servedAt: null })
  })

  it('show every option once, in an order that the seed fixes', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 8 }), (seed, length) => {
        const order = shuffledOrder(length, seed)
        expect(order.toSorted()).toEqual(Array.from({ length }, (_, index) => index))
        expect(shuffledOrder(length, seed)).toEqual(order)
      }),
    )
  })

  it('put the key at each place equally often', () => {
    const stock = item()
    const counts = [0, 0, 0, 0]
    const draws = 10_000
    for (let draw = 0; draw < draws; draw += 1) {
      const [copy] = copyItems([stock], destination(`seed-${draw}`))
      counts[toLiveQuestion(copy!).options?.indexOf('y') ?? -1]! += 1
    }
    const expected = draws / 4
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // Upper 1 % point of chi-square with 3 degrees of freedom; the seeds are fixed, so this holds or fails for good.
    expect(chiSquare).toBeLessThan(11.34)
  })

  it('are preferred in the order of the stock, each at a place of its own', () => {
    const stock = [item(), item(), item()]
    const copies = copyItems(stock, destination('s'))
    const inOrder = copies.toSorted((one, other) => one.preference - other.preference)
    expect(inOrder.map(({ itemId }) => itemId)).toEqual(stock.map(({ _id }) => _id))
    expect(new Set(copies.map(({ preference }) => preference)).size).toBe(3)
  })

  it('have no options where the item has none', () => {
    const [copy] = copyItems([item({ type: 'text', options: null })], destination('s'))
    expect(copy).toMatchObject({ options: null, optionOrder: null })
  })
})
