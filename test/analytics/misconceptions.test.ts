import { describe, expect, it } from 'vitest'
import { misconceptionsOf } from '../../lib/analytics/misconceptions.ts'

const given = (answer: string, students: number, from = 0) =>
  Array.from({ length: students }, (_, i) => ({ student: `student-${from + i}`, answer }))

describe('misconceptionsOf', () => {
  it('gives the answers of five students or more, most frequent first', () => {
    expect(misconceptionsOf([...given('4', 5), ...given('5', 7), ...given('6', 4)])).toEqual([
      { answer: '5', students: 7 },
      { answer: '4', students: 5 },
    ])
  })

  it('counts a student once, however often the answer came', () => {
    expect(misconceptionsOf([...given('4', 4), ...given('4', 4), ...given('4', 4)])).toEqual([])
  })

  it('takes spellings together, and shows one only if five share it', () => {
    const mixed = [...given('  Paris ', 2), ...given('PARIS', 2, 2), ...given('paris', 1, 4)]
    expect(misconceptionsOf(mixed)).toEqual([{ answer: 'paris', students: 5 }])
    expect(misconceptionsOf([...given('O(n  log n)', 5), ...given('o(n log n)', 3, 3)])).toEqual([
      { answer: 'O(n log n)', students: 6 },
    ])
  })

  it('leaves out empty answers and essays', () => {
    expect(misconceptionsOf([...given(' ', 9), ...given('x'.repeat(201), 9)])).toEqual([])
  })

  it('is the same in any order', () => {
    const answers = [...given('b', 5), ...given('a', 5), ...given('c', 6)]
    expect(misconceptionsOf(answers.toReversed())).toEqual(misconceptionsOf(answers))
  })

  it('takes answers for what they are, even names that objects have', () => {
    expect(misconceptionsOf(given('__proto__', 5))).toEqual([{ answer: '__proto__', students: 5 }])
  })
})
