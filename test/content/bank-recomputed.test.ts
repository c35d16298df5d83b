import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bankFileSchema } from '../../lib/contract/bank-file.ts'
import { recomputations as algebra } from './recomputed/algebra.ts'
import { recomputations as calculus } from './recomputed/calculus.ts'
import { recomputations as computerScience } from './recomputed/computer-science.ts'
import { recomputations as linearAlgebra } from './recomputed/linear-algebra.ts'
import { recomputations as probabilityStatistics } from './recomputed/probability-statistics.ts'

/**
 * Beside a text answer stands one with a digit more in front, as its wrong option: the computation must tell them apart.
 * `atLeast`: no table can be emptied unnoticed.
 */
const topics = [
  { slug: 'algebra', table: algebra, atLeast: 55 },
  { slug: 'calculus', table: calculus, atLeast: 54 },
  { slug: 'linear-algebra', table: linearAlgebra, atLeast: 51 },
  { slug: 'probability-statistics', table: probabilityStatistics, atLeast: 53 },
  { slug: 'computer-science', table: computerScience, atLeast: 48 },
]

const readQuestions = (slug: string) => {
  const file = new URL(`../../lib/content/bank/${slug}.json`, import.meta.url)
  return new Map(bankFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).questions.map((one) => [one.key, one]))
}

describe.each(topics)('The vetted bank, recomputed: $slug', ({ slug, table, atLeast }) => {
  const questions = readQuestions(slug)
  const entries = Object.entries(table).map(([key, recomputation]) => ({ key, ...recomputation }))

  it(`recomputes at least ${atLeast} answers`, () => {
    expect(entries.length).toBeGreaterThanOrEqual(atLeast)
  })

  it.each(entries)(
    '$key: the key says what the computation finds, and no wrong answer does',
    ({ key, passage, says }) => {
      const question = questions.get(key)
      if (question === undefined || question.type === 'coding') throw new Error(`${slug} has no question ${key}`)
      expect(question.text, `${key} asks about something else than its recomputation`).toContain(passage)
      const { correctAnswer } = question
      const [tolerance, right, wrong] =
        question.type === 'text'
          ? [question.tolerance ?? 0, [correctAnswer, ...(question.acceptedAnswers ?? [])], [`1${correctAnswer}`]]
          : [0, [correctAnswer], question.options.filter((option) => option !== correctAnswer)]
      expect(
        right.filter((answer) => !says(answer, tolerance)),
        `${key}: accepted, but not what the computation finds`,
      ).toEqual([])
      expect(
        wrong.filter((option) => says(option, tolerance)),
        `${key}: also right`,
      ).toEqual([])
    },
  )
})
