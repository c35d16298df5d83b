import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkQuestions } from '../../lib/content/check-questions.ts'
import { writeGift } from '../../lib/content/formats/gift-writer.ts'
import { readJson, readQuestions } from '../../lib/content/formats/json.ts'
import type { Draft } from '../../lib/content/formats/reading.ts'
import { bankFileSchema } from '../../lib/contract/bank-file.ts'

const choice = {
  key: 'k-1',
  level: 2,
  type: 'multiple-choice',
  text: 'Which?',
  options: ['a', 'b', 'c'],
  correctAnswer: 'a',
  explanation: 'So.',
}
const coding = {
  key: 'k-2',
  level: 2,
  type: 'coding',
  text: 'Write double.',
  solutionPattern: {
    v: 1,
    entry: 'double',
    tests: [
      { args: [2], expect: 4 },
      { args: [0], expect: 0 },
    ],
  },
  reference: 'function double(n) { return 2 * n }',
  alternatives: ['const double = (n) => n + n'],
  wrongPrograms: [
    'function double(n) { return n }',
    'function double(n) {}',
    'function double(n) { return n * n + 1 }',
  ],
  explanation: 'So.',
}

const check = (questions: Draft[], options: Partial<Parameters<typeof checkQuestions>[1]> = {}) =>
  checkQuestions(readQuestions(questions), {
    range: { min: 1, max: 4 },
    known: [],
    skipUnsupported: false,
    ...options,
  })
const problemsOf = (...args: Parameters<typeof check>) =>
  check(...args).problems.map(({ number, message }) => `${number} ${message}`)

describe('questions for the bank', () => {
  it('are taken when nothing stands in the way', () => {
    expect(check([choice, coding])).toEqual({ questions: [choice, coding], skipped: [], problems: [] })
  })

  it('get the key that their name or their text gives, always the same, and the level of the import', () => {
    const { key: _key, level: _level, ...bare } = choice
    const [first, second] = [check([bare], { level: 3 }), check([{ ...bare, text: ' which ' }], { level: 3 })]
    expect(first.questions).toEqual([{ ...bare, key: expect.stringMatching(/^q-[0-9a-f]{16}$/), level: 3 }])
    expect(second.questions[0]?.key).toBe(first.questions[0]?.key)
    expect(check([{ ...choice, key: 'Frage Nr. 1' }]).questions[0]?.key).toMatch(/^q-[0-9a-f]{16}$/)
    expect(check([choice], { level: 3 }).questions[0]).toMatchObject({ key: 'k-1', level: 2 })
    expect(problemsOf([bare])).toEqual(['1 has no level, and the import names none'])
  })

  it.each([
    [{ correctAnswer: 'd' }, '1 correctAnswer: correctAnswer must be exactly one of the options'],
    [{ level: 5 }, "1 level 5 is outside the topic's range, 1 to 4"],
    [{ options: ['a', 'b  c', 'b c'] }, "1 has the option 'b c' twice"],
    [{ hint: 'x' }, '1 Unrecognized key: "hint"'],
  ])('with %j are refused', (change, problem) => {
    expect(problemsOf([{ ...choice, ...change }])).toEqual([problem])
  })

  it('must pass the admission gate when they ask for code', () => {
    const wrongPrograms = [...coding.wrongPrograms, 'function double(n) { return n * 2 }']
    expect(problemsOf([{ ...coding, wrongPrograms }])).toEqual(['1 wrong program 4 is graded correct: Correct.'])
  })

  it('ask nothing twice: neither among themselves nor among those that stay in the bank', () => {
    const known = [
      { key: 'old', text: 'WHICH ?' },
      { key: 'k-9', text: 'Another?' },
    ]
    expect(problemsOf([choice], { known })).toEqual(['1 asks the same as old, which is in the bank'])
    // k-9 has another text from now on.
    expect(
      problemsOf(
        [
          { ...choice, key: 'k-9', text: 'New?' },
          { ...choice, text: 'Another' },
        ],
        { known },
      ),
    ).toEqual([])
    const repeated = [choice, { ...choice, key: 'k-3', text: 'which?' }, { ...choice, text: 'Other?' }]
    expect(problemsOf(repeated)).toEqual(['2 asks the same as question 1', '3 has the key k-1, as has question 1'])
  })

  it('that no quiz can serve are left out only on request', () => {
    const readings = [{ kind: 'unsupported' as const, number: 1, line: 7, message: 'is an essay' }]
    const options = { range: { min: 1, max: 5 }, known: [] }
    const remark = { number: 1, line: 7, message: 'is an essay' }
    expect(checkQuestions(readings, { ...options, skipUnsupported: true })).toEqual({
      questions: [],
      skipped: [remark],
      problems: [],
    })
    expect(checkQuestions(readings, { ...options, skipUnsupported: false })).toMatchObject({
      skipped: [],
      problems: [remark],
    })
  })

  it('are there', () => {
    expect(problemsOf([])).toEqual(['1 there are no questions'])
  })
})

describe('the files of the vetted bank', () => {
  const folder = new URL('../../lib/content/bank/', import.meta.url)

  it.each(readdirSync(folder))('%s could be imported, and but for code be written as GIFT', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const { topic, questions } = bankFileSchema.parse(JSON.parse(text))
    const options = { range: topic.difficultyRange, known: [], skipUnsupported: false }
    expect(checkQuestions(readJson(text), options)).toEqual({ questions, skipped: [], problems: [] })
    const numbers = questions.filter(({ type }) => type === 'text').map(({ key }) => key)
    // The parser of GIFT knows no exponents: answers like 1.6e-19 stay behind, by name.
    const leftOut = writeGift(questions.filter(({ type }) => type !== 'coding')).leftOut.map(({ key }) => key)
    expect(leftOut.every((key) => numbers.includes(key))).toBe(true)
    expect(leftOut.length).toBeLessThanOrEqual(2)
  })
})
