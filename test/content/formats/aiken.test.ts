import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAiken, writeAiken } from '../../../lib/content/formats/aiken.ts'
import { bankQuestionSchema } from '../../../lib/contract/bank-file.ts'
import { choiceQuestion, textQuestion } from './arbitraries.ts'

describe('Aiken', () => {
  it('is read question by question, with letters before a bracket or a full stop', () => {
    const text = `What is the correct answer to this question?
A. Is it this one?
B. Maybe this answer?
C) Possibly this one?
ANSWER: C
Which LMS has the most quiz import formats?

A) Moodle
B) ATutor
C) Claroline
D) Blackboard
ANSWER: A
`
    expect(readAiken(text)).toEqual([
      {
        kind: 'question',
        number: 1,
        line: 1,
        question: {
          type: 'multiple-choice',
          text: 'What is the correct answer to this question?',
          options: ['Is it this one?', 'Maybe this answer?', 'Possibly this one?'],
          correctAnswer: 'Possibly this one?',
          explanation: 'The right answer is: Possibly this one?',
        },
      },
      expect.objectContaining({ kind: 'question', number: 2, line: 6 }),
    ])
  })

  it.each([
    ['no answer', 'Q?\nA. a\nB. b\nC. c\nNext?\nA. a\nB. b\nC. c\nANSWER: A', 1, /no ANSWER/],
    ['an answer that is no option', 'Q?\nA. a\nB. b\nC. c\nANSWER: D', 5, /ANSWER: D names none/],
    ['an answer that is no letter', 'Q?\nA. a\nB. b\nC. c\nANSWER: a, b', 5, /names none/],
    ['two lines of text', 'Q?\nmore\nA. a\nB. b\nC. c\nANSWER: A', 2, /one line/],
    ['letters out of order', 'Q?\nA. a\nC. b\nB. c\nANSWER: B', 3, /option C stands where B should/],
    ['an empty option', 'Q?\nA. a\nB.\nC. c\nANSWER: A', 3, /option B is empty/],
    ['options alone', 'A. a\nB. b\nC. c\nANSWER: A', 1, /no question/],
  ])('with %s is a problem of that line', (_, text, line, message) => {
    expect(readAiken(text)[0]).toMatchObject({ kind: 'problem', line, message: expect.stringMatching(message) })
  })

  it('with two options, or six, is what no quiz serves', () => {
    const many = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter) => `${letter}. ${letter}`)
    for (const options of [many, many.slice(0, 2)]) {
      expect(readAiken(['Q?', ...options, 'ANSWER: A'].join('\n'))).toMatchObject([{ kind: 'unsupported', line: 1 }])
    }
  })
})

describe('the bank as Aiken', () => {
  it('comes back with its text, options and key, or is left out and named', () => {
    let written = 0
    const property = fc.property(choiceQuestion, (question) => {
      fc.pre(bankQuestionSchema.safeParse(question).success && question.type === 'multiple-choice')
      const { text, leftOut } = writeAiken([question])
      if (leftOut.length > 0) return
      written += 1
      const { text: stem, options, correctAnswer } = question as Extract<typeof question, { type: 'multiple-choice' }>
      expect(readAiken(text)).toMatchObject([{ kind: 'question', question: { text: stem, options, correctAnswer } }])
    })
    fc.assert(property, { numRuns: 300, seed: 6 })
    expect(written).toBeGreaterThan(20)
  })

  it('has no text questions', () => {
    const [question] = fc.sample(textQuestion, { numRuns: 1, seed: 1 })
    const { text, leftOut } = writeAiken([question!])
    expect([text, leftOut.map(({ key }) => key)]).toEqual(['', [question!.key]])
  })
})
