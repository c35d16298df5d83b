import { describe, expect, it } from 'vitest'
import { asked, broken, choice, coding, written } from './judge-candidate-samples.ts'

const numbers = (options: string[], correctAnswer: string, text = 'How many are there?') =>
  choice({ text, options, correctAnswer, explanation: 'Counting them shows it.' })

describe('A candidate that is as it should be', () => {
  it.each([choice(), written(), coding()])('$type: breaks no rule', (question) => {
    expect(broken(question)).toEqual([])
  })
})

describe('form and fit', () => {
  it('the contract’s bounds hold again', () => {
    expect(broken(choice({ options: ['Jupiter', 'Saturn'] }))).toEqual(['form'])
    expect(broken(choice({ correctAnswer: 'Pluto' }))).toEqual(['form'])
    expect(broken(choice({ text: '   ' }))).toEqual(['form'])
    expect(broken(written({ correctAnswer: 'x'.repeat(501) }))).toEqual(['form'])
  })

  it('type and level are those asked for, the level within the topic’s range', () => {
    expect(broken(choice(), { type: 'text' })).toEqual(['type'])
    expect(broken(choice(), { level: 3 })).toEqual(['level'])
    expect(broken(choice({ level: 2 }), { level: 2, topicRange: { min: 3, max: 5 } })).toEqual(['level'])
    expect(asked().level).toBe(choice().level)
  })
})

describe('options', () => {
  it.each([
    [['Paris', 'paris', 'Rome']],
    [['Paris', 'PARIS.', 'Rome']],
    [['carbon  dioxide', 'Carbon dioxide', 'Oxygen']],
    [['Ｐaris', 'Paris', 'Rome']],
  ])('%j hold the same option twice', (options) => {
    expect(broken(numbers(options, options[1]!))).toContain('unique-options')
  })

  it.each([
    [['AA', 'Aa', 'aa']],
    [['5 mW', '5 MW', '5 W']],
    [['`true`', '`True`', '`TRUE`']],
    [['getItem', 'getitem', 'GetItem']],
    [['"4"', '4', 'undefined']],
    [['`4`', '`"4"`', 'undefined']],
  ])('%j are different options', (options) => {
    expect(broken(numbers(options, options[0]!))).toEqual([])
  })

  it.each([
    [['0.5', '1/2', '0.25']],
    [['4', '4.0', '5']],
    [['$\\frac{1}{2}$', '50 %', '2']],
    [['1 km', '1000 m', '10 m']],
    [['2.5 × 10^3', '2500', '250']],
    [['3 mA', '0.003 A', '3 A']],
  ])('%j hold one value twice', (options) => {
    expect(broken(numbers(options, options[0]!))).toContain('equal-options')
  })

  it.each([
    [['1,250', '1.25', '12.5'], 'How many are there?'],
    [['2', '2 m', '2 s'], 'How many are there?'],
    [['5 m', '5 mm', '5 km'], 'How many are there?'],
    [['4.5 × 10^3', '45 × 10^2', '0.45 × 10^4'], 'Which is 4500 in scientific notation?'],
    [['1/2', '2/4', '3/6'], 'Which of these is 3/6 in its simplest form?'],
    [['1 mol', '1 m', '1 g'], 'Which quantity is it?'],
    [['2.1 × 10^-34 J s', '3.7 × 10^-34 J s', '6.6 × 10^-34 J s'], 'How large is it?'],
  ])('%j differ, or are asked for by their form', (options, text) => {
    expect(broken(numbers(options, options[0]!, text))).toEqual([])
  })

  it.each([
    'All of the above',
    'None of the above.',
    'Both A and B',
    'A and C',
    'Neither of these',
    'A and B only',
    'All are correct',
    'None of these',
    'Both',
    'None',
    'Options A and C',
    'Another answer',
    'Two of the above',
    'Neither A nor B',
  ])('“%s” sums up the others', (option) => {
    expect(broken(choice({ options: ['Saturn', 'Jupiter', 'Neptune', option] }))).toContain('summary-option')
  })

  it.each([
    ['Which blood groups can the children of AB and O have?', ['A or B', 'AB or O', 'AB alone'], 'A or B'],
    ['A and B are independent events. Which of them can happen?', ['A and B', 'A alone', 'B alone'], 'A and B'],
    [
      'What did the treaty leave to Austria?',
      ['None of its colonies', 'All of Silesia', 'Both banks of the Po'],
      'All of Silesia',
    ],
  ])('%s: letters and quantities have a meaning of their own', (text, options, correctAnswer) => {
    expect(broken(choice({ text, options, correctAnswer, explanation: 'This follows from what is given.' }))).toEqual(
      [],
    )
  })

  it('carry no letters of their own', () => {
    const options = ['A) Saturn', 'B) Jupiter', 'C) Neptune', 'D) Earth']
    expect(broken(choice({ options, correctAnswer: 'B) Jupiter' }))).toContain('option-labels')
    expect(broken(choice({ options: ['A. Lincoln', 'T. Roosevelt', 'J. Adams'], correctAnswer: 'J. Adams' }))).toEqual(
      [],
    )
  })

  it('the right one is not conspicuously long', () => {
    const long = 'Jupiter, which is a gas giant with a mass of 318 Earths'
    expect(broken(choice({ options: ['Saturn', long, 'Mars', 'Earth'], correctAnswer: long }))).toContain('key-length')
    expect(broken(choice({ options: ['Mars', long, 'Earth', 'Saturn'], correctAnswer: 'Mars' }))).toEqual([])
    expect(broken(choice({ options: ['No', 'Yes, always', 'Yes, once'], correctAnswer: 'Yes, always' }))).toEqual([])
  })
})

describe('the explanation', () => {
  const capital = (explanation: string) =>
    choice({
      text: 'What is the capital of Australia?',
      options: ['Sydney', 'Canberra', 'Melbourne', 'Perth'],
      correctAnswer: 'Canberra',
      explanation,
    })

  it.each([
    'The correct answer is Sydney, the largest city.',
    'The right answer: "Sydney". It was founded in 1788.',
    'It was founded in 1788, so the answer is Melbourne.',
  ])('must not call another option right: %s', (explanation) => {
    expect(broken(capital(explanation))).toEqual(['explanation-agrees'])
  })

  it.each([
    'The correct answer is Canberra, not Sydney.',
    'Sydney is larger, but it is not the seat of government.',
    'Many think that the answer would be simple. It is Canberra.',
  ])('may name other options: %s', (explanation) => {
    expect(broken(capital(explanation))).toEqual([])
  })

  it('must not arrive at another option’s number', () => {
    const speed = (correctAnswer: string, explanation: string) =>
      choice({
        text: 'A train covers 150 km in 2 hours. What is its average speed?',
        options: ['75 km/h', '300 km/h', '80 km/h'],
        correctAnswer,
        explanation,
      })
    expect(broken(speed('80 km/h', 'Speed is distance over time: 150 / 2 = 75.'))).toEqual(['explanation-agrees'])
    expect(broken(speed('75 km/h', 'Speed is distance over time: 150 / 2 = 75.'))).toEqual([])
    expect(broken(speed('75 km/h', 'It is 75 km/h; multiplying would give 150 * 2 = 300.'))).toEqual([])
  })

  it.each([
    'Option B is the capital.',
    'The answer is C, since 1913.',
    'The second option is right.',
    'Choice 2 it is.',
  ])('must not point at places, which are shuffled: %s', (explanation) => {
    expect(broken(capital(explanation))).toContain('explanation-places')
  })

  it('may speak of letters that the question has', () => {
    const explanation = 'The answer is B: it is the only vitamin that is a group.'
    const question = choice({
      text: 'Which vitamin is a group?',
      options: ['A', 'B', 'C'],
      correctAnswer: 'B',
      explanation,
    })
    expect(broken(question)).toEqual([])
  })

  it('of a written number must come to it', () => {
    const sum = (explanation: string) =>
      written({ text: 'How many legs have 3 dogs together?', correctAnswer: '12', acceptedAnswers: [], explanation })
    expect(broken(sum('Each has four, so the answer is 14.'))).toEqual(['explanation-agrees'])
    expect(broken(sum('Each has four, so the answer is 12.'))).toEqual([])
  })
})

describe('the question does not give its key away', () => {
  it.each([
    choice({ text: 'Jupiter is a giant. Which planet has the largest mass?' }),
    written({ text: 'What is taken in when plants take in carbon dioxide?' }),
  ])('verbatim: $text', (question) => {
    expect(broken(question)).toContain('giveaway-verbatim')
  })

  it.each([
    choice({ text: 'Which has more mass, Jupiter or Saturn, or perhaps another planet?' }),
    choice({
      text: 'Decide whether the argument is valid.',
      options: ['Valid', 'Invalid by form', 'Neither of the two'],
      correctAnswer: 'Valid',
    }),
    choice({
      text: 'Anna owns shares of Bora and Cilla. Which of the firms must report?',
      options: ['Anna and Bora', 'Cilla and Anna', 'Bora'],
      correctAnswer: 'Bora',
    }),
    written({ text: 'Do plants take in oxygen or carbon dioxide for photosynthesis?' }),
    choice({
      text: 'For which $x$ is $x + 3 = 5$?',
      options: ['2', '3', '5'],
      correctAnswer: '2',
      explanation: 'Subtract 3 on both sides.',
    }),
    choice({
      text: 'What is gained from iron ore in the environment of a furnace?',
      options: ['Iron', 'Tin', 'Gold'],
      correctAnswer: 'Tin',
    }),
  ])('a list to choose from is no gift: $text', (question) => {
    expect(broken(question)).toEqual([])
  })

  it('by its rare words', () => {
    const question = choice({
      text: 'Which mechanism of natural selection favours the survival of extreme phenotypes?',
      options: ['Selective survival of extremes', 'Genetic drift', 'Gene flow', 'Mutation'],
      correctAnswer: 'Selective survival of extremes',
      explanation: 'Both ends of the distribution do better than its middle.',
    })
    expect(broken(question)).toContain('giveaway-words')
  })

  it('by an article', () => {
    const animal = (text: string, options: string[]) =>
      choice({ text, options, correctAnswer: options[0]!, explanation: 'This is how the word is defined.' })
    expect(broken(animal('Whoever eats plants and meat is called an', ['omnivore', 'herbivore', 'carnivore']))).toEqual(
      ['giveaway-article'],
    )
    expect(broken(animal('Whoever eats plants is called a ___.', ['herbivore', 'omnivore', 'carnivore']))).toEqual([
      'giveaway-article',
    ])
    expect(broken(animal('Whoever eats plants is called a ___.', ['herbivore', 'carnivore', 'parasite']))).toEqual([])
    expect(broken(animal('Whoever eats plants is called a/an', ['omnivore', 'herbivore', 'parasite']))).toEqual([])
    expect(broken(animal('Whoever eats plants is called a(n) ___.', ['herbivore', 'omnivore', 'parasite']))).toEqual([])
    expect(broken(animal('Which of these has much vitamin A?', ['nuts', 'eggs', 'fish']))).toEqual([])
    expect(broken(animal('Somebody with a degree went to a', ['university', 'school', 'monastery']))).toEqual([])
  })
})
