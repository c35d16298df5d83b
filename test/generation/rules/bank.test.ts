/** The rules against 625 questions that people have vetted: what they flag there, they flag wrongly. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bankFileSchema } from '../../../lib/contract/bank-file.ts'
import { candidateQuestionSchema } from '../../../lib/contract/generation.ts'
import { stemOf } from '../../../lib/generation/judge-candidates.ts'
import { findDuplicate, type KnownStem } from '../../../lib/generation/near-duplicates.ts'
import { applyRules } from '../../../lib/generation/rules/rules.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'lib', 'content', 'bank')

const questions = readdirSync(folder).flatMap((name) => {
  const file = bankFileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
  return file.questions.map(({ key, ...question }) => ({
    name: `${file.slug}/${key}`,
    question: candidateQuestionSchema.parse(
      question.type === 'multiple-choice' ? { ...question, misconceptions: [] } : question,
    ),
  }))
})

it('at most one vetted question in a hundred is flagged', () => {
  const flagged = questions.flatMap(({ name, question }) => {
    const { type, level } = question
    return applyRules(question, { range: { min: 1, max: 5 }, type, level }).map(
      ({ rule, message }) => `${name}: ${rule}: ${message}`,
    )
  })
  expect(questions.length).toBeGreaterThan(600)
  expect(flagged.length, flagged.join('\n')).toBeLessThanOrEqual(questions.length / 100)
})

it('no vetted question is taken for another one', () => {
  const known: KnownStem[] = []
  for (const { name, question } of questions) {
    const stem = stemOf(question)
    expect(findDuplicate(stem, known)?.text, name).toBeUndefined()
    known.push(stem)
  }
})
