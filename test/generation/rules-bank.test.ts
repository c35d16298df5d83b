/** What people have vetted is the rules' control group: what they flag there, they would flag wrongly. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BankQuestion, bankFileSchema } from '../../lib/contract/bank-file.ts'
import type { CandidateQuestion } from '../../lib/contract/generation.ts'
import { findRepeat, type KnownQuestion, toKnown } from '../../lib/generation/find-repeat.ts'
import { findProblems } from '../../lib/generation/rules/table.ts'

const folder = new URL('../../lib/content/bank/', import.meta.url)

const topics = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => bankFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))

function toCandidate({ key: _key, ...question }: BankQuestion): CandidateQuestion {
  return question.type === 'multiple-choice' ? { ...question, misconceptions: [] } : question
}

/** Looked at one by one: the grader takes `??` for punctuation, so that no answer to this question is ever right. */
const rightlyFlagged: string[] = []
const mostFlagged = 0.01

describe('The vetted bank', { timeout: 60_000 }, () => {
  it('breaks rules in at most 1 % of its questions, each of which has been looked at', () => {
    const questions = topics.flatMap(({ topic, questions }) => questions.map((question) => ({ topic, question })))
    const flagged = questions.flatMap(({ topic: { difficultyRange: topicRange }, question }) => {
      const { level, type } = question
      const problems = findProblems(toCandidate(question), { topicRange, level, type })
      return problems.length > 0 ? [`${question.key}: ${problems.map(({ rule }) => rule).join(', ')}`] : []
    })
    expect(questions.length).toBeGreaterThanOrEqual(600)
    expect(flagged.length / questions.length).toBeLessThanOrEqual(mostFlagged)
    expect(flagged.filter((each) => !rightlyFlagged.includes(each))).toEqual([])
  })

  it('asks nothing twice within a topic, as far as stems tell', () => {
    const repeats = topics.flatMap(({ questions }) => {
      const known: KnownQuestion[] = []
      return questions.filter((question) => {
        const { answer: _answer, ...stem } = toKnown(toCandidate(question))
        const isRepeat = findRepeat(toCandidate(question), known).length > 0
        known.push(stem)
        return isRepeat
      })
    })
    // Two of history's questions ask for a chronological order; only their options differ.
    expect(repeats.map(({ key }) => key).length).toBeLessThanOrEqual(1)
  })
})
