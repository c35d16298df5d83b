import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenOption } from '../../lib/grading/choice.ts'
import { gradeAnswer } from '../../lib/grading/grade-answer.ts'
import { isAcceptedText, normaliseText, readNumber } from '../../lib/grading/text.ts'

const accepts = (
  correctAnswer: string,
  answer: string,
  extra: { acceptedAnswers?: string[]; tolerance?: number } = {},
) => isAcceptedText({ correctAnswer, ...extra }, answer)

describe('multiple choice', () => {
  const options = ['Paris', 'London', 'b', 'Rome']

  it('takes the text of an option', () => {
    expect(chosenOption(options, 'Rome')).toBe('Rome')
    expect(chosenOption(options, ' Rome ')).toBe('Rome')
  })

  it('takes a letter, in either case, as the place of an option as shown', () => {
    expect(chosenOption(options, 'A')).toBe('Paris')
    expect(chosenOption(options, 'd')).toBe('Rome')
  })

  it('prefers an option whose text is that letter', () => {
    expect(chosenOption(options, 'b')).toBe('b')
    expect(chosenOption(options, 'B')).toBe('London')
  })

  it('leaves an answer that names no option as it is, and marks it wrong', async () => {
    for (const answer of ['E', 'paris', 'Berlin', '', 'AA', '1']) expect(chosenOption(options, answer)).toBe(answer)
    const { verdict } = (await gradeAnswer({ type: 'multiple-choice', correctAnswer: 'Paris' }, 'Berlin'))!
    expect(verdict).toBe('incorrect')
  })

  it('is exact', async () => {
    const question = { type: 'multiple-choice' as const, correctAnswer: 'Paris' }
    expect((await gradeAnswer(question, 'Paris'))?.verdict).toBe('correct')
    expect((await gradeAnswer(question, 'paris'))?.verdict).toBe('incorrect')
  })

  it('shows the right answer after a wrong one, and nothing essential after a right one', async () => {
    const question = { type: 'multiple-choice' as const, correctAnswer: 'Paris' }
    expect((await gradeAnswer(question, 'Rome'))?.feedback).toEqual([
      { severity: 'essential', message: 'The right answer is: Paris' },
    ])
    expect((await gradeAnswer(question, 'Paris'))?.feedback).toEqual([{ severity: 'celebratory', message: 'Correct.' }])
  })
})

describe('text', () => {
  it.each([
    ['Photosynthesis', '  photosynthesis. '],
    ['New York', 'new   york'],
    ['Ångström', 'A\u030angstro\u0308m'],
    ['fi', '\ufb01'],
    ["A'", "a'"],
    ["Ohm's law", 'ohm\u2019s law'],
    ['x-axis', 'X\u2011axis'],
    ['stack', '"stack"'],
    ['x^2', '$x^2$'],
  ])('takes %j written as %j', (key, answer) => {
    expect(accepts(key, answer)).toBe(true)
  })

  it.each([
    ["A'", 'A'],
    ['cat', 'cats'],
    ['New York', 'NewYork'],
    ['O(n)', 'O(n^2)'],
    ['anything', ''],
    ['anything', '  . '],
  ])('does not take %j written as %j', (key, answer) => {
    expect(accepts(key, answer)).toBe(false)
  })

  it('takes any of the accepted spellings', () => {
    expect(accepts('behaviour', 'Behavior', { acceptedAnswers: ['behavior'] })).toBe(true)
  })

  it.each([
    ['1250', '1,250'],
    ['1.25', '1,25'],
    ['1000000', '1,000,000'],
    ['0.75', '3/4'],
    ['3/4', '0.75'],
    ['25', '25%'],
    ['0.25', '25 %'],
    ['300000', '3 x 10^5'],
    ['-2', '\u22122'],
    ['7', '+7.0'],
    ['0.5', '.5'],
    ['0.3', String(0.1 + 0.2)],
    ['6.02e23', '6.02\u00d710^23'],
  ])('takes the number %s written as %s', (key, answer) => {
    expect(accepts(key, answer)).toBe(true)
  })

  it.each([
    ['7', '7.01'],
    ['7', '7 8'],
    ['7', 'seven'],
    ['0.75', '4/3'],
    ['5', '5/0'],
    ['101', '1 0 2'],
  ])('does not take the number %s written as %s', (key, answer) => {
    expect(accepts(key, answer)).toBe(false)
  })

  it('takes numbers up to the tolerance, its bounds included, and no further', () => {
    expect(accepts('3.14', '3.15', { tolerance: 0.01 })).toBe(true)
    expect(accepts('3.14', '3.13', { tolerance: 0.01 })).toBe(true)
    expect(accepts('3.14', '3.16', { tolerance: 0.01 })).toBe(false)
  })

  it('reads every number it writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value))).toContain(value)
      }),
    )
  })

  it('normalises once and for all, whatever the text, and always ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = normaliseText(text)
        expect(isAcceptedText({ correctAnswer: text }, text)).toBe(once !== '')
      }),
    )
  }, 60_000)

  it('ends on hostile input', () => {
    const hostile = [
      '%'.repeat(16_000),
      `1${'%'.repeat(16_000)}`,
      '1/'.repeat(8_000),
      '('.repeat(16_000),
      '1,'.repeat(8_000),
      ' '.repeat(16_000),
      `${'.'.repeat(16_000)}x`,
    ]
    for (const text of hostile) expect(accepts('1', text)).toBe(false)
  })
})

describe('coding', () => {
  const solutionPattern = {
    v: 1 as const,
    entry: 'twice',
    tests: [
      { args: [3], expect: 6 },
      { args: [0], expect: 0 },
    ],
  }
  const question = { type: 'coding' as const, correctAnswer: 'const twice = (x) => 2 * x', solutionPattern }

  it('is judged by its pattern', async () => {
    expect((await gradeAnswer(question, 'function twice(n) { return n + n }'))?.verdict).toBe('correct')
    expect((await gradeAnswer(question, 'function twice(n) { return n * n }'))?.verdict).toBe('incorrect')
    expect((await gradeAnswer(question, 'async function twice(n) { return n + n }'))?.verdict).toBe('unknown')
  })

  it('cannot be judged without one', async () => {
    await expect(gradeAnswer({ type: 'coding', correctAnswer: '' }, 'x')).rejects.toThrow('pattern')
  })
})
