import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BankQuestion, bankFileSchema } from '../../lib/contract/bank-file.ts'

const folder = new URL('../../lib/content/bank/', import.meta.url)

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, content: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown }))

const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const repeated = (values: readonly string[]): string[] => values.filter((value, i) => values.indexOf(value) !== i)

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1]!, sorted[Math.floor(sorted.length / 2)]!]
  return (low + high) / 2
}

/** What students read of a question, programs aside. */
const textsOf = (question: BankQuestion): string[] => {
  const { text, explanation } = question
  if (question.type === 'coding') return [text, explanation]
  const answers = question.type === 'text' ? (question.acceptedAnswers ?? []) : question.options
  return [text, question.correctAnswer, explanation, ...answers]
}

const isChoice = (question: BankQuestion) => question.type === 'multiple-choice'
const isText = (question: BankQuestion) => question.type === 'text'

it('The vetted bank is not empty', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('The vetted bank: $name', ({ name, content }) => {
  const parsed = bankFileSchema.safeParse(content)

  it('keeps to the schema', () => {
    expect(parsed.error?.issues ?? [], name).toEqual([])
  })
  if (!parsed.success) return

  const { slug, topic, questions } = parsed.data
  const choices = questions.filter(isChoice)
  const texts = questions.filter(isText)

  /** Names every question that breaks the rule, with what is wrong about it. */
  const expectEach = <Q extends BankQuestion>(all: readonly Q[], problemOf: (question: Q) => string | false): void => {
    const problems = all.flatMap((question) => {
      const problem = problemOf(question)
      return problem === false ? [] : [`${name} ${question.key}: ${problem}`]
    })
    expect(problems).toEqual([])
  }

  it('is named after its slug', () => {
    expect(name).toBe(`${slug}.json`)
  })

  it('has at least 50 questions, and at least 8 on each level of its range', () => {
    expect(questions.length, name).toBeGreaterThanOrEqual(50)
    const { min, max } = topic.difficultyRange
    for (let level = min; level <= max; level += 1) {
      const count = questions.filter((question) => question.level === level).length
      expect(count, `${name} level ${level}`).toBeGreaterThanOrEqual(8)
    }
    expectEach(questions, ({ level }) => (level < min || level > max) && `level ${level} is outside the range`)
  })

  it('asks both multiple-choice and text questions', () => {
    const answered = choices.length + texts.length
    expect(choices.length, name).toBeGreaterThanOrEqual(answered / 2)
    expect(texts.length, name).toBeGreaterThanOrEqual(answered / 5)
  })

  it('has options that differ by more than case and white space, exactly one of them right', () => {
    expectEach(choices, ({ options, correctAnswer }) => {
      const normalised = options.map(normalise)
      if (repeated(normalised).length > 0) return `the same option twice: ${repeated(normalised)}`
      return normalised.filter((option) => option === normalise(correctAnswer)).length !== 1 && 'not one right option'
    })
  })

  it('has no option that stands for the others', () => {
    const summary = /\b(?:all|none|both|neither|any) of (?:the (?:above|others?|options|answers)|these)\b/i
    expectEach(choices, ({ options }) => options.find((option) => summary.test(option)) ?? false)
  })

  it('has no key that its length gives away', () => {
    expectEach(choices, ({ options, correctAnswer }) => {
      const median = medianOf(options.map((option) => option.length))
      return correctAnswer.length > 1.5 * median && `key of ${correctAnswer.length} signs, median option ${median}`
    })
    const longest = choices.filter(({ options, correctAnswer }) =>
      options.every((option) => option === correctAnswer || option.length < correctAnswer.length),
    )
    expect(longest.length / choices.length, `${name}: share of keys longer than every other option`).toBeLessThan(0.4)
  })

  it('has its keys in every place, none of which holds more than 45 % of them', () => {
    const places = choices.map(({ options, correctAnswer }) => options.indexOf(correctAnswer))
    for (const place of [0, 1, 2, 3]) {
      const share = places.filter((one) => one === place).length / places.length
      expect(share, `${name}: share of keys in place ${place + 1}`).toBeGreaterThan(0)
      expect(share, `${name}: share of keys in place ${place + 1}`).toBeLessThanOrEqual(0.45)
    }
  })

  it('explains every answer in at least 30 characters', () => {
    expectEach(questions, ({ explanation }) => explanation.length < 30 && 'too short an explanation')
  })

  it('lists no accepted answer twice', () => {
    expectEach(texts, ({ correctAnswer, acceptedAnswers = [] }) => {
      const twice = repeated([correctAnswer, ...acceptedAnswers].map(normalise))
      return twice.length > 0 && `accepted twice: ${twice}`
    })
  })

  it('has a tolerance for every answer with decimals, and for numbers only', () => {
    expectEach(texts, ({ correctAnswer, tolerance }) => {
      if (/^-?\d+\.\d+$/.test(correctAnswer) && tolerance === undefined) return 'decimals without a tolerance'
      return tolerance !== undefined && Number.isNaN(Number(correctAnswer)) && 'a tolerance without a number'
    })
  })

  it('has text answers that can be typed in plain ASCII', () => {
    expectEach(texts, ({ correctAnswer }) => !/^[ -~]+$/.test(correctAnswer) && `cannot be typed: ${correctAnswer}`)
  })

  it('emphasises the negation in a question that asks for the exception', () => {
    const negation = /\b(?:which|what|who)\b[^.?]*\b(?:not|never|except)\b[^.?]*\?/
    expectEach(choices, ({ text }) => negation.test(text) && 'write NOT, NEVER or EXCEPT')
  })

  it('has neither HTML nor links, and closes every formula', () => {
    expectEach(questions, (question) => {
      const texts = textsOf(question)
      if (texts.some((text) => /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i.test(text))) return 'an HTML tag'
      if (texts.some((text) => /https?:|\bwww\.|\]\(/i.test(text))) return 'a link'
      return texts.some((text) => text.split('$').length % 2 === 0) && 'a formula without its second $'
    })
  })
})

describe('The vetted bank as a whole', () => {
  const questions = files.flatMap(({ name, content }) => {
    const parsed = bankFileSchema.safeParse(content)
    return parsed.success ? parsed.data.questions.map(({ key, text }) => ({ key, text, at: `${name} ${key}` })) : []
  })

  it('uses no key twice', () => {
    const twice = repeated(questions.map(({ key }) => key))
    expect(questions.filter(({ key }) => twice.includes(key)).map(({ at }) => at)).toEqual([])
  })

  it('asks no question twice', () => {
    const twice = repeated(questions.map(({ text }) => normalise(text)))
    expect(questions.filter(({ text }) => twice.includes(normalise(text))).map(({ at }) => at)).toEqual([])
  })
})
