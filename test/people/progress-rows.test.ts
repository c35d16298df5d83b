import { ObjectId } from 'mongodb'
import { describe, expect, test } from 'vitest'
import { progressRows } from '../../lib/people/progress-rows.ts'
import { aSession, finished } from './documents.ts'

const userId = new ObjectId()
const [sets, logic] = [new ObjectId(), new ObjectId()]
const titles = new Map([
  [sets.toHexString(), 'Sets'],
  [logic.toHexString(), 'Logic'],
])
const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const quiz = (changes: object, topicId = sets) => aSession({ userId, topicId, ...changes })
const abandoned = (correct: number, answered: number, when: Date) => ({
  status: 'abandoned' as const,
  correctCount: correct,
  totalAnswered: answered,
  lastActivity: when,
  endTime: new Date(when.getTime() + 7 * 24 * 3_600_000),
})
const row = (quizzes: object[]) =>
  progressRows(
    quizzes.map((changes) => quiz(changes)),
    titles,
  )[0]

test('no quiz, no row', () => {
  expect(progressRows([], titles)).toEqual([])
})

describe('a topic with finished quizzes only', () => {
  test('shows the latest one, the best one, and the ability of the latest', () => {
    expect(row([finished(9, 10, day(2), 1.2), finished(4, 10, day(5), -0.3), finished(6, 10, day(3), 0.1)])).toEqual({
      topicId: sets.toHexString(),
      topicTitle: 'Sets',
      completed: true,
      score: 4,
      total: 10,
      lastAttempt: day(5).toISOString(),
      best: { score: 9, total: 10 },
      attempts: 3,
      ability: { theta: -0.3, standardError: 0.4, level: 3 },
    })
  })

  test('the best has the largest share of right answers; of equals, the one with more of them', () => {
    expect(row([finished(8, 10, day(2)), finished(5, 5, day(3)), finished(10, 10, day(1))])?.best).toEqual({
      score: 10,
      total: 10,
    })
    expect(row([finished(0, 0, day(1)), finished(1, 10, day(2))])?.best).toEqual({ score: 1, total: 10 })
  })
})

describe('a topic with an open quiz', () => {
  test('shows that quiz, whatever was finished before or after its start', () => {
    const open = { status: 'active', correctCount: 2, totalAnswered: 3, length: 12, lastActivity: day(4) }
    expect(row([finished(7, 10, day(6)), open, abandoned(1, 2, day(5))])).toEqual({
      topicId: sets.toHexString(),
      topicTitle: 'Sets',
      completed: false,
      status: 'in-progress',
      currentScore: 2,
      answered: 3,
      totalQuestions: 12,
      lastAttempt: day(4).toISOString(),
      best: { score: 7, total: 10 },
      attempts: 3,
      ability: { theta: 0.5, standardError: 0.4, level: 3 },
    })
  })

  test('is in progress while its first question is being made, with no best and no ability', () => {
    expect(row([{ status: 'preparing' }])).toMatchObject({ status: 'in-progress', best: null, ability: null })
  })
})

describe('a topic with abandoned quizzes', () => {
  test('shows the finished one where there is one', () => {
    expect(row([finished(7, 10, day(2)), abandoned(1, 2, day(5))])).toMatchObject({ completed: true, attempts: 2 })
  })

  test('shows the latest abandoned one otherwise, at the time of its last answer', () => {
    expect(row([abandoned(1, 2, day(5)), abandoned(3, 4, day(3))])).toMatchObject({
      completed: false,
      status: 'abandoned',
      currentScore: 1,
      answered: 2,
      lastAttempt: day(5).toISOString(),
      best: null,
      ability: null,
    })
  })
})

test('topics stand apart, the latest first; one that is gone has no row', () => {
  const gone = new ObjectId()
  const rows = progressRows(
    [quiz(finished(1, 2, day(3))), quiz(finished(1, 2, day(9)), logic), quiz(finished(1, 2, day(10)), gone)],
    titles,
  )
  expect(rows.map(({ topicTitle, attempts }) => [topicTitle, attempts])).toEqual([
    ['Logic', 1],
    ['Sets', 1],
  ])
})
