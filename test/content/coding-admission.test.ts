import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BankQuestion, bankFileSchema } from '../../lib/contract/bank-file.ts'
import { admitCodingQuestion } from '../../lib/grading/code/admission-gate.ts'
import { gradeCode, gradeCodeInline } from '../../lib/grading/code/grade-code.ts'
import { runTests } from '../../lib/grading/code/interpreter/run-tests.ts'
import { parseProgram } from '../../lib/grading/code/program/parse-program.ts'

const folder = new URL('../../lib/content/bank/', import.meta.url)

const topics = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => bankFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
  .map(({ slug, questions }) => ({ slug, questions, coding: questions.filter(isCoding) }))
  .filter(({ coding }) => coding.length > 0)

type Coding = Extract<BankQuestion, { type: 'coding' }>

function isCoding(question: BankQuestion): question is Coding {
  return question.type === 'coding'
}

describe('The coding questions of the vetted bank', () => {
  it('are at least 30 in each of at least two topics, at least five on every level', () => {
    expect(topics.length).toBeGreaterThanOrEqual(2)
    for (const { slug, coding } of topics) {
      expect(coding.length, slug).toBeGreaterThanOrEqual(30)
      for (const level of [1, 2, 3, 4, 5])
        expect(coding.filter((question) => question.level === level).length, `${slug} ${level}`).toBeGreaterThanOrEqual(
          5,
        )
    }
  })

  const all = topics.flatMap(({ coding }) => coding)

  it.each(all)('$key passes the admission gate', (question) => {
    expect(admitCodingQuestion(question)).toEqual({ admitted: true, problems: [] })
  })

  it.each(all)('$key shows a test and hides one', ({ solutionPattern: { tests = [] } }) => {
    const hidden = tests.filter((test) => test.hidden === true)
    expect(tests.length - hidden.length).toBeGreaterThan(0)
    expect(hidden.length).toBeGreaterThan(0)
  })

  it.each(all)('$key is not solved by what its editor shows at first', ({ solutionPattern, starterCode = '' }) => {
    expect(gradeCode(solutionPattern, starterCode).verdict).toBe('incorrect')
  })

  it.each(all)('$key is graded within a request', ({ solutionPattern, reference }) => {
    expect(gradeCodeInline(solutionPattern, reference)).toEqual(gradeCode(solutionPattern, reference))
    expect(gradeCodeInline(solutionPattern, reference)?.verdict).toBe('correct')
  })
})

describe('Questions that ask for the value of an expression', () => {
  const asked = topics.flatMap(({ questions }) =>
    questions.flatMap((question) => {
      const [, expression] = /^What is the value of `(.+)`\?$/.exec(question.text) ?? []
      return expression === undefined || question.type === 'coding' ? [] : [{ key: question.key, expression, question }]
    }),
  )

  /** Whether the expression has the value that the answer writes, as the interpreter works both out. */
  function agrees(expression: string, answer: string): boolean {
    const parsed = parseProgram(`function isIt() { return Object.is(${expression}, ${answer}) }`)
    if (parsed.kind !== 'parsed') throw new Error(`${expression} or ${answer} cannot be read`)
    const { results, unsupported } = runTests(parsed, {
      entry: 'isIt',
      aliases: [],
      tests: [{ args: [], expect: true }],
      fuel: 10_000,
    })
    expect(unsupported).toBeNull()
    return results[0]?.passed ?? false
  }

  it('are there', () => {
    expect(asked.length).toBeGreaterThanOrEqual(20)
  })

  it.each(asked)('$key: $expression', ({ expression, question }) => {
    const options = question.type === 'text' ? [question.correctAnswer] : question.options
    expect(options.filter((option) => agrees(expression, option))).toEqual([question.correctAnswer])
  })
})
