/** Holds answers worked out by code against the keys of a bank file. Knows the file's questions, not their topics. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BankQuestion, bankFileSchema } from '../../lib/contract/bank-file.ts'

/** A number is in the unit of the question's options (or of its stem, where the student writes); text is the answer. */
type Answers = Record<string, () => number | string>

/** Says of one option whether it is right; asked about every option of the question. */
type Judges = Record<string, (option: string) => boolean>

/** One test per entry: the computed answer is the key, and no other option equals it. */
export function expectComputedAnswers(slug: string, answers: Answers): void {
  const questions = readQuestions(slug)
  describe(`the computed answer is the key: ${slug}`, () => {
    test.each(Object.entries(answers))('%s', (key, compute) => {
      const question = questions.get(key)!
      if (question.type === 'coding') throw new Error(`${key} is judged by its own tests`)
      const computed = compute()
      if (question.type === 'multiple-choice') {
        expect(question.options.filter((option) => agrees(option, computed))).toEqual([question.correctAnswer])
      } else if (typeof computed === 'string') {
        expect(computed).toBe(question.correctAnswer)
      } else {
        // A whole number without a tolerance has to be met up to floating point.
        const slack = question.tolerance ?? 1e-9 * Math.abs(computed)
        expect(Math.abs(Number(question.correctAnswer) - computed)).toBeLessThanOrEqual(slack)
      }
    })
  })
}

/** One test per entry: the judge accepts the key and rejects every other option. */
export function expectJudgedOptions(slug: string, judges: Judges): void {
  const questions = readQuestions(slug)
  describe(`the key is the only option that holds: ${slug}`, () => {
    test.each(Object.entries(judges))('%s', (key, judge) => {
      const question = questions.get(key)!
      expect(question.type).toBe('multiple-choice')
      if (question.type === 'multiple-choice') {
        expect(question.options.filter((option) => judge(option))).toEqual([question.correctAnswer])
      }
    })
  })
}

function readQuestions(slug: string): Map<string, BankQuestion> {
  const path = new URL(`../../lib/content/bank/${slug}.json`, import.meta.url)
  return new Map(bankFileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).questions.map((each) => [each.key, each]))
}

/** A computed number agrees with an option if it rounds to the digits that the option prints; fractions are exact. */
function agrees(option: string, computed: number | string): boolean {
  if (typeof computed === 'string') return option === computed
  const [, whole, decimals = '', denominator] = /([+-]?\d+)(?:\.(\d+)|\/(\d+))?/.exec(option) ?? []
  if (whole === undefined) return false
  const printed = denominator === undefined ? Number(`${whole}.${decimals}0`) : Number(whole) / Number(denominator)
  const slack = denominator === undefined ? 0.5 * 10 ** -decimals.length : 0
  return Math.abs(printed - computed) <= slack + 1e-9
}
