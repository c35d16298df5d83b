import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bankFileSchema } from '../../../lib/contract/bank-file.ts'
import { gradeCode } from '../../../lib/grading/code/grade-code.ts'
import { rewritesOf } from './rewrites.ts'

const questions = ['javascript-basics', 'javascript-data-structures'].flatMap((slug) => {
  const file = new URL(`../../../lib/content/bank/${slug}.json`, import.meta.url)
  return bankFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).questions.filter((one) => one.type === 'coding')
})

describe('Spelling a program otherwise never changes its verdict', () => {
  it.each(questions)('$key', ({ solutionPattern, reference, alternatives, wrongPrograms }) => {
    const kept = [solutionPattern.entry, ...(solutionPattern.functions ?? []).map(({ name }) => name)]
    const flips = [reference, ...alternatives, ...wrongPrograms].flatMap((source) => {
      const { verdict } = gradeCode(solutionPattern, source)
      return rewritesOf(source, kept)
        .filter(({ text }) => gradeCode(solutionPattern, text).verdict !== verdict)
        .map(({ name, text }) => `${name}: ${text}`)
    })
    expect(flips).toEqual([])
  })

  it('was tried on more than a thousand spellings', () => {
    const spellings = questions.flatMap(({ solutionPattern, reference, alternatives, wrongPrograms }) =>
      [reference, ...alternatives, ...wrongPrograms].flatMap((source) => rewritesOf(source, [solutionPattern.entry])),
    )
    expect(spellings.length).toBeGreaterThan(1_000)
  })
})
