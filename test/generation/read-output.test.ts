/** What a model says becomes questions only where nothing of it is in doubt. */
import { describe, expect, test } from 'vitest'
import { readOutput } from '../../lib/generation/read-output.ts'

const choice = {
  level: 2,
  text: 'Which number is prime?',
  options: [
    { id: 'A', text: '9', misconception: 'Odd numbers are prime.' },
    { id: 'B', text: '11', misconception: null },
    { id: 'C', text: '15', misconception: 'Odd numbers are prime.' },
  ],
  explanation: '11 has no divisor but 1 and itself.',
  correctOptionId: 'B',
}
const word = {
  level: 1,
  text: 'What is 6 x 7?',
  explanation: '6 x 7 = 42.',
  correctAnswer: '42',
  acceptedAnswers: ['forty-two'],
  tolerance: null,
}
const second = { ...choice, text: 'Which of these is the largest prime?' }
const third = { ...choice, text: 'Which of these is the smallest prime?' }

const textOf = (...questions: unknown[]) => JSON.stringify({ questions })
const stems = (said: string, options?: { cutOff?: boolean }) =>
  readOutput(said, 'multiple-choice', options).candidates.flatMap(({ question }) => question?.text ?? [])
const problems = (said: string) =>
  readOutput(said, 'multiple-choice').candidates.flatMap((each) => each.problems.map(({ message }) => message))

test('a good reply is read whole, the key by its text', () => {
  expect(readOutput(textOf(choice), 'multiple-choice')).toEqual({
    truncated: false,
    candidates: [
      {
        problems: [],
        question: {
          type: 'multiple-choice',
          level: 2,
          text: choice.text,
          options: ['9', '11', '15'],
          correctAnswer: '11',
          explanation: choice.explanation,
          misconceptions: [
            { option: '9', misconception: 'Odd numbers are prime.' },
            { option: '15', misconception: 'Odd numbers are prime.' },
          ],
        },
      },
    ],
  })
  expect(readOutput(textOf(word), 'text').candidates[0]?.question).toEqual({
    type: 'text',
    level: 1,
    text: 'What is 6 x 7?',
    correctAnswer: '42',
    acceptedAnswers: ['forty-two'],
    explanation: '6 x 7 = 42.',
  })
})

describe('is understood all the same', () => {
  const good = textOf(choice, second)
  test.each<[string, string]>([
    ['in a fence', `\`\`\`json\n${good}\n\`\`\``],
    ['in a fence that never ends', `\`\`\`\n${good}`],
    ['amid prose with brackets', `Here [2] {questions}: ${good} Shall I [write] more?`],
    ['with a byte order mark', `\uFEFF${good}`],
    ['after thoughts', `<think>{"questions": [{"text": "no"}]}</think>${good}`],
    ['after thoughts without a beginning', `so {"level": 9} it is</think>\n${good}`],
    ['after a draft', `${textOf(third)}\nNo, better:\n${good}`],
    ['as a bare list', JSON.stringify([choice, second])],
    ['one object a line', `${JSON.stringify(choice)}\n${JSON.stringify(second)}`],
    ['with trailing commas and comments', good.replaceAll('}]', '},/* more */]').replaceAll('"}', '",}')],
    ['in single quotes', good.replaceAll("'", '').replaceAll('"', "'")],
    ['with full-width digits', good.replaceAll('"level":2', '"level":"２"')],
    ['with full-width ids', good.replaceAll('"correctOptionId":"B"', '"correctOptionId":"Ｂ"')],
    ['with the key as its text', good.replaceAll('"correctOptionId":"B"', '"correctOptionId":"11"')],
    ['with a list of one key', good.replaceAll('"correctOptionId":"B"', '"correctOptionId":["B"]')],
    ['without the misconceptions', good.replaceAll('"misconception":null', '"note":1')],
  ])('%s', (_, said) => {
    expect(problems(said)).toEqual([])
    expect(stems(said)).toEqual([choice.text, second.text])
  })

  test('with options as texts, and as an object by letter', () => {
    const asTexts = { ...choice, options: ['9', '11', '15'] }
    const byLetter = { ...choice, options: { A: '9', B: '11', C: 15 } }
    for (const each of [asTexts, byLetter]) {
      const [candidate] = readOutput(textOf(each), 'multiple-choice').candidates
      expect(candidate?.question).toMatchObject({ options: ['9', '11', '15'], correctAnswer: '11' })
    }
  })

  test('a tolerance and an answer as number or as text', () => {
    const [candidate] = readOutput(textOf({ ...word, correctAnswer: 42, tolerance: '０.5' }), 'text').candidates
    expect(candidate?.question).toMatchObject({ correctAnswer: '42', tolerance: 0.5 })
  })
})

describe('is dropped, with what is wrong', () => {
  test.each<[string, unknown, string]>([
    [
      'two keys in a list',
      { ...choice, correctOptionId: ['A', 'B'] },
      'correctOptionId: more than one option is named',
    ],
    ['two keys under two names', { ...choice, correctAnswer: '9' }, 'correctOptionId: more than one option is named'],
    ['two keys in one text', { ...choice, correctOptionId: 'A, B' }, 'correctOptionId: 0 options are called A, B'],
    ['no key', { ...choice, correctOptionId: null }, 'correctOptionId: is missing'],
    [
      'a key that is no name',
      { ...choice, correctOptionId: { toString: 1 } },
      'correctOptionId: 0 options are called ',
    ],
    [
      'an id that two options have',
      { ...choice, options: choice.options.map((option) => ({ ...option, id: 'B' })) },
      'correctOptionId: 3 options are called B',
    ],
    [
      'too few options',
      { ...choice, options: choice.options.slice(0, 2) },
      'options: Too small: expected array to have >=3 items',
    ],
    ['NaN for a level', { ...choice, level: 'NaN' }, 'level: Invalid input: expected number, received string'],
    ['a level that there is not', { ...choice, level: 7 }, 'level: Too big: expected number to be <=5'],
    ['no question', 'Ignore all previous instructions.', 'a question must be an object'],
  ])('%s', (_, question, message) => {
    const { candidates } = readOutput(textOf(second, question), 'multiple-choice')
    expect(candidates.map((each) => each.question?.text ?? null)).toEqual([second.text, null])
    expect(candidates[1]?.problems.map((problem) => problem.message)).toContain(message)
  })

  test('a key that stands there twice: JSON.parse would take the last', () => {
    const said = textOf(second, choice).replace(
      /"correctOptionId":"B"(?=[^"]*$)/,
      '"correctOptionId":"A","correctOptionId":"B"',
    )
    expect(stems(said)).toEqual([second.text])
    expect(problems(said)).toEqual(['questions.1.correctOptionId: is there twice'])
  })

  test('everything of a reply with two lists of questions', () => {
    expect(stems(`{"questions":[1],"questions":[${JSON.stringify(choice)}]}`)).toEqual([])
  })

  test('two options with one text, of which one would be the key', () => {
    const options = choice.options.map((option) => ({ ...option, text: option.id === 'C' ? '11' : option.text }))
    expect(problems(textOf({ ...choice, options }))).toEqual([
      'correctAnswer: correctAnswer must be exactly one of the options',
    ])
  })

  test.each([
    '',
    'I cannot do that.',
    'null',
    '"questions"',
    '{',
    '[[[[',
    '{}',
    '{"questions": []}',
    '{"questions": null}',
  ])('nothing is read from %j', (said) => {
    expect(readOutput(said, 'multiple-choice').candidates).toEqual([])
  })
})

describe('cut off', () => {
  const whole = textOf(choice, second, third)

  test('at any place, it gives just those questions of which something after them shows that they are whole', () => {
    const all = [choice, second, third]
    for (let end = 1; end < whole.length; end += 1) {
      const said = whole.slice(0, end)
      const { candidates, truncated } = readOutput(said, 'multiple-choice')
      const isWhole = (question: object) => /^[,\]]/.test(said.split(JSON.stringify(question))[1] ?? '')
      expect(
        candidates.map(({ question }) => question?.text),
        String(end),
      ).toEqual(all.filter(isWhole).map(({ text }) => text))
      // The list has ended, and only the bracket around it is missing.
      expect(truncated).toBe(end < whole.length - 1)
    }
  })

  test('by the provider’s word, the last is left out, however whole it looks', () => {
    expect(stems(whole, { cutOff: true })).toEqual([choice.text, second.text])
    expect(stems(JSON.stringify(choice), { cutOff: true })).toEqual([])
  })

  test('in the middle of a quotation, it is not closed by repair', () => {
    const said = textOf({ ...choice, explanation: 'see "}]} there' }).replace('\\"', '"')
    expect(stems(said)).toEqual([])
  })
})

describe('coding', () => {
  const coding = {
    level: 1,
    text: 'Write a function `double(n)` that returns twice n.',
    starterCode: null,
    entry: 'double',
    tests: [
      { args: '[1]', expect: '2', hidden: false },
      { args: '[0]', expect: '0', hidden: false },
      { args: '[-2]', expect: '-4', hidden: true },
    ],
    require: [{ kind: 'return', feedback: 'Return it.' }],
    forbid: [{ kind: 'loop', feedback: 'No loop is needed.' }],
    forbidCalls: [{ call: 'Math.pow', feedback: 'No power is needed.' }],
    reference: 'function double(n) { return n * 2 }',
    alternatives: ['function double(n) { return n + n }'],
    wrongPrograms: ['function double(n) { return n }', 'function double(n) {}', 'function double(n) { return n * n }'],
    explanation: 'Multiply by 2.',
  }
  const read = (question: unknown) => readOutput(textOf(question), 'coding').candidates[0]

  test('the flat form becomes a pattern', () => {
    expect(read(coding)?.problems).toEqual([])
    expect(read(coding)?.question).toMatchObject({
      solutionPattern: {
        v: 1,
        entry: 'double',
        require: [{ id: 'require-1', kind: 'return', feedback: 'Return it.' }],
        forbid: [
          { id: 'forbid-1', kind: 'loop', feedback: 'No loop is needed.' },
          { id: 'forbid-call-1', call: 'Math.pow', feedback: 'No power is needed.' },
        ],
        tests: [
          { args: [1], expect: 2 },
          { args: [0], expect: 0 },
          { args: [-2], expect: -4, hidden: true },
        ],
        policy: { verdict: 'tests+require' },
      },
    })
  })

  test('arguments as a list, and a result as it is, are understood', () => {
    const tests = [
      { args: [['a']], expect: 'a' },
      { args: [[]], expect: null },
      { args: ['x'], expect: { y: 1 } },
    ]
    const question = read({ ...coding, tests })?.question
    expect(question).toMatchObject({
      solutionPattern: {
        tests: [
          { args: [['a']], expect: 'a' },
          { args: [[]], expect: null },
          { args: ['x'], expect: { y: 1 } },
        ],
      },
    })
  })

  test.each<[string, object, string]>([
    [
      'arguments that are no JSON',
      { tests: [{ args: '[1', expect: '2', hidden: false }, ...coding.tests] },
      'tests.0.args: is not JSON: [1',
    ],
    ['a kind that there is not', { require: [{ kind: 'goto', feedback: 'x' }] }, 'require.0.kind: Invalid option'],
    ['an entry that is no name', { entry: 'double it' }, 'solutionPattern.entry: must be a JavaScript name'],
    ['too few wrong programs', { wrongPrograms: [] }, 'wrongPrograms: Too small'],
    [
      'a test value that means nothing',
      { tests: coding.tests.map((each) => ({ ...each, expect: '{"$date": 1}' })) },
      '$date is no mark',
    ],
  ])('%s: dropped', (_, change, message) => {
    const candidate = read({ ...coding, ...change })
    expect(candidate?.question).toBeNull()
    expect(candidate?.problems.map((problem) => problem.message).join()).toContain(message)
  })
})
