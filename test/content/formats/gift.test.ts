import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGift } from '../../../lib/content/formats/gift.ts'
import { writeGift } from '../../../lib/content/formats/gift-writer.ts'
import { bankQuestionSchema } from '../../../lib/contract/bank-file.ts'
import { choiceQuestion, numericQuestion, textQuestion } from './arbitraries.ts'

const only = (text: string) => {
  const readings = readGift(text)
  expect(readings).toHaveLength(1)
  return readings[0]!
}
const questionOf = (text: string) => {
  const reading = only(text)
  if (reading.kind !== 'question') throw new Error(`${reading.kind}: ${reading.message}`)
  return reading.question
}
const options = ['Grant', 'Jefferson', 'no one']

describe('a multiple choice in GIFT', () => {
  it('is read with its key, its level and its explanation', () => {
    const text = `// question: 12  name: Tomb
// [id:tomb-1] [tag:history] [tag:level:2]
::Tomb::Who's buried in Grant's tomb? {
  =no one #Entombed, not buried.
  // this option is a joke
  ~Grant #That is what one expects.
  ~Jefferson
  ####A riddle\\: Grant lies above the ground.
}`
    expect(questionOf(text)).toEqual({
      key: 'tomb-1',
      level: 2,
      type: 'multiple-choice',
      text: "Who's buried in Grant's tomb?",
      options: ['no one', 'Grant', 'Jefferson'],
      correctAnswer: 'no one',
      explanation: 'A riddle: Grant lies above the ground.\nEntombed, not buried.\nGrant: That is what one expects.',
    })
  })

  it('has neither key nor level where it gives none, and its key as the explanation', () => {
    expect(questionOf('Who is it? {~Grant ~Jefferson =no one}')).toEqual({
      type: 'multiple-choice',
      text: 'Who is it?',
      options,
      correctAnswer: 'no one',
      explanation: 'The right answer is: no one',
    })
  })

  it.each([
    ['the answers in the middle', 'Grant is {~buried =entombed ~living} here.', 'Grant is _____ here.', 'entombed'],
    ['escaped signs', 'What is 1 \\+ \\{2\\} \\= \\#\\~\\:? {=a\\=b ~c ~d}', 'What is 1 \\+ {2} = #~:?', 'a=b'],
    ['a plain colon', 'Note: what? {=a:b ~c ~d}', 'Note: what?', 'a:b'],
    ['plain signs outside the answers', 'Is 1 + 1 = 2 #1 ~ {=a ~c ~d} = so?', 'Is 1 + 1 = 2 #1 ~ _____ = so?', 'a'],
    ['an arrow', 'What follows? {=p -> q ~q ~p}', 'What follows?', 'p -> q'],
    ['line ends', '[markdown]One\\nTwo  three {=a ~c ~d}', 'One\nTwo  three', 'a'],
    ['a paragraph of HTML', '[html]<p>A &lt; B<br/>and&nbsp;C</p>\n<p>x</p> {=a ~c ~d}', 'A < B\nand C\n\nx', 'a'],
    ['the whole credit as a percentage', 'Q {~%100%a ~%0%b ~c}', 'Q', 'a'],
    ['plain text that looks like HTML', '[plain]Is <b> bold? {=a ~c ~d}', 'Is <b> bold?', 'a'],
  ])('may have %s', (_, text, stem, key) => {
    expect(questionOf(text)).toMatchObject({ text: stem, correctAnswer: key })
  })
})

describe('a short answer in GIFT', () => {
  it('is a text question; its other right answers are accepted', () => {
    expect(questionOf('Two plus {=two =2} equals four.')).toMatchObject({
      type: 'text',
      text: 'Two plus _____ equals four.',
      correctAnswer: 'two',
      acceptedAnswers: ['2'],
    })
    expect(questionOf('Q {=2\\*3}')).toMatchObject({ correctAnswer: '2*3' })
    expect(questionOf('Q {four}')).toMatchObject({ correctAnswer: 'four' })
  })
})

describe('a number in GIFT', () => {
  it.each([
    ['{#1822}', { correctAnswer: '1822' }],
    ['{#1822:5}', { correctAnswer: '1822', tolerance: 5 }],
    ['{#3.141..3.142}', { correctAnswer: '3.1415', tolerance: 0.0005 }],
    [
      '{#=1822:0 =1823:0 ~%0%1824:0 #Later.}',
      { correctAnswer: '1822', acceptedAnswers: ['1823'], tolerance: 0, explanation: 'Later.' },
    ],
  ])('%s is a text question with a tolerance', (answers, expected) => {
    const question = questionOf(`When was Grant born? ${answers}`)
    expect(question).toMatchObject({ type: 'text', ...expected })
    expect('tolerance' in question).toBe('tolerance' in expected)
  })
})

describe('what GIFT can say and no quiz can serve', () => {
  it.each([
    ['Grant was buried in New York. {T#No.#Yes.}', /true or false/],
    ['Match. {=cat -> cat food =dog -> dog food =cow -> grass}', /matching/],
    ['Write about Grant. {}', /essay/],
    ['These questions are about Grant.', /description/],
    ['Which two? {~%50%a ~%50%b ~c}', /partial credit \(50 %\)/],
    ['Nearly? {=a ~%33.33333%b ~c}', /partial credit/],
    ['Which? {=a =b ~c}', /several right answers/],
    ['Which? {=a ~b}', /2 options/],
    ['Which? {=a ~b ~c ~d ~e ~f}', /6 options/],
    ['Animal? {=*cat*}', /wildcard/],
    ['Spelling? {=%100%colour =%50%color}', /partial credit/],
    ['Born? {#=1822:0 =%50%1822:2}', /partial credit/],
    ['Born? {#=1822:0 =1833:2}', /different tolerances/],
    ['[html]<p>See <img src="@@PLUGINFILE@@/a.png"></p> {=a ~b ~c}', /HTML \(<img/],
    ['Is <script>it</script>? {=a ~b ~c}', /HTML \(<script>\)/],
  ])('is named: %s', (text, message) => {
    expect(only(text)).toMatchObject({ kind: 'unsupported', line: 1, message: expect.stringMatching(message) })
  })
})

describe('GIFT that is none', () => {
  it('is named by its line, and hides no other question', () => {
    const text = `\uFEFF$CATEGORY: $course$/top/History

// the first
One? {=a ~b ~c}

Two? {
  =a
  ~b {nested}
}

// only a comment

// [tag:level:hard]
Three? {=a ~b ~c}

Four? {~a ~b ~c}

Five? {=a ~b ~c}
`
    expect(readGift(text.replaceAll('\n', '\r\n')).map(({ kind, number, line }) => [kind, number, line])).toEqual([
      ['question', 1, 4],
      ['problem', 2, 8],
      ['problem', 3, 14],
      ['problem', 4, 16],
      ['question', 5, 18],
    ])
  })

  it.each(['Open? {=a ~b', 'Big? {#1e5}', 'Q {#5..1}'])('is refused: %s', (text) => {
    expect(only(text)).toMatchObject({ kind: 'problem', line: 1 })
  })

  it('never throws, whatever the text', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '=',
      '~',
      '#',
      ':',
      '::',
      '\\',
      '\n',
      '->',
      '%',
      '[html]',
      '//',
      'a',
      ' ',
      '1..',
      '<p',
      '$CATEGORY:',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        for (const { line } of readGift(parts.join(''))) expect(line).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the bank as GIFT', () => {
  it('comes back as it was, whatever stands in it; what would not is left out and named', () => {
    let written = 0
    const property = fc.property(fc.oneof(choiceQuestion, textQuestion, numericQuestion), (question) => {
      fc.pre(bankQuestionSchema.safeParse(question).success)
      const { text, leftOut } = writeGift([question])
      if (leftOut.length > 0) {
        expect([text, leftOut[0]?.key]).toEqual(['', question.key])
        return
      }
      written += 1
      const [reading, ...others] = readGift(text)
      expect(others).toEqual([])
      expect(reading).toMatchObject({ kind: 'question', question })
    })
    fc.assert(property, { numRuns: 500, seed: 6 })
    expect(written).toBeGreaterThan(350)
  })

  it('stands question after question, and names what it has no words for', () => {
    const choice = {
      key: 'a',
      level: 1,
      type: 'multiple-choice' as const,
      text: 'A?',
      options,
      correctAnswer: 'Grant',
      explanation: 'E',
    }
    const text = { key: 'b', level: 2, type: 'text' as const, text: 'B?', correctAnswer: 'a -> b', explanation: 'E' }
    const written = writeGift([choice, text, { ...choice, key: 'c' }])
    expect(readGift(written.text).map((reading) => reading.kind === 'question' && reading.question.key)).toEqual([
      'a',
      'c',
    ])
    // A short answer with an arrow is a matching question to Moodle.
    expect(written.leftOut).toEqual([{ key: 'b', reason: 'GIFT cannot express its texts' }])
  })
})
