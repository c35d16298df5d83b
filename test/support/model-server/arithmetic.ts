/**
 * Word problems that can be made in any number and solved from their text alone: what the scripted model asks, and how it
 * knows the truth when it is asked itself.
 */
import type { Random } from './random.ts'

export type Problem = { text: string; answer: number; working: string; mistakes: { value: number; belief: string }[] }

type Template = {
  level: number
  /** `#` is a number, a word in braces one of a list. */
  text: string
  numbers(random: Random): number[]
  answer(...numbers: number[]): number
  working(...numbers: number[]): string
}

const words: Record<string, readonly string[]> = {
  place: [
    'library',
    'bakery',
    'museum',
    'workshop',
    'harbour',
    'nursery',
    'theatre',
    'bicycle shop',
    'farm',
    'station',
  ],
  things: [
    'lamps',
    'baskets',
    'tickets',
    'bricks',
    'marbles',
    'pencils',
    'bottles',
    'candles',
    'stamps',
    'shells',
    'coins',
  ],
  person: ['gardener', 'teacher', 'sailor', 'potter', 'nurse', 'driver', 'tailor', 'printer', 'baker', 'painter'],
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  colour: ['red', 'blue', 'green', 'yellow', 'white', 'brown', 'purple', 'orange'],
}

const two = (low: number, high: number) => (random: Random) => [random.between(low, high), random.between(low, high)]

const templates: readonly Template[] = [
  {
    level: 1,
    text: 'A {place} has # {colour} {things} on one shelf and # on another. How many are there on both shelves together?',
    numbers: two(12, 480),
    answer: (a, b) => a! + b!,
    working: (a, b) => `Add the two shelves: ${a} + ${b}`,
  },
  {
    level: 1,
    text: 'On {day} a {person} owned # {things} and gave # of them away. How many {things} were left?',
    numbers: (random) => [random.between(300, 900), random.between(15, 280)],
    answer: (a, b) => a! - b!,
    working: (a, b) => `Take away what was given: ${a} - ${b}`,
  },
  {
    level: 2,
    text: 'Every {day} the {person} fills # trays with # {things} each. How many {things} is that in one such day?',
    numbers: two(12, 68),
    answer: (a, b) => a! * b!,
    working: (a, b) => `Multiply trays by what each holds: ${a} x ${b}`,
  },
  {
    level: 2,
    text: 'The {place} shares all its {colour} {things} evenly among # children, and each gets #. How many {things} did it share?',
    numbers: two(13, 59),
    answer: (a, b) => a! * b!,
    working: (a, b) => `Each of the children has as many: ${a} x ${b}`,
  },
  {
    level: 3,
    text: 'A {person} buys # boxes of # {colour} {things} for a {place} and then loses # {things} on the way. How many arrive?',
    numbers: (random) => [random.between(12, 40), random.between(12, 40), random.between(11, 95)],
    answer: (a, b, c) => a! * b! - c!,
    working: (a, b, c) => `First multiply, then take away: ${a} x ${b} - ${c}`,
  },
  {
    level: 3,
    text: 'In the {place}, # rows of # chairs and # rows of # chairs are put up by {day}. How many chairs are put up in all?',
    numbers: (random) => [...two(5, 30)(random), ...two(5, 30)(random)],
    answer: (a, b, c, d) => a! * b! + c! * d!,
    working: (a, b, c, d) => `Add the two blocks: ${a} x ${b} + ${c} x ${d}`,
  },
  {
    level: 4,
    text: 'A {person} makes # {things} an hour for # hours, throws # faulty ones away, and sells the rest at # coins each. How many coins does that bring?',
    numbers: (random) => [random.between(11, 30), random.between(3, 9), random.between(2, 25), random.between(3, 12)],
    answer: (a, b, c, d) => (a! * b! - c!) * d!,
    working: (a, b, c, d) => `Only the rest is sold: (${a} x ${b} - ${c}) x ${d}`,
  },
  {
    level: 4,
    text: 'What is the sum of all whole numbers from # to #, both included, that a {person} writes on {colour} cards?',
    numbers: (random) => {
      const low = random.between(3, 40)
      return [low, low + random.between(20, 80)]
    },
    answer: (a, b) => ((a! + b!) * (b! - a! + 1)) / 2,
    working: (a, b) => `Pair the first with the last: (${a} + ${b}) x (${b} - ${a} + 1) / 2`,
  },
  {
    level: 5,
    text: 'At a {place}, # teams each play once against every other team, and each game needs # {colour} {things}. How many {things} are needed for all games?',
    numbers: (random) => [random.between(7, 25), random.between(3, 19)],
    answer: (a, b) => ((a! * (a! - 1)) / 2) * b!,
    working: (a, b) => `Every pair plays one game: ${a} x (${a} - 1) / 2 x ${b}`,
  },
  {
    level: 5,
    text: 'A {person} has # {things} on {day} and from then on gets # more each day than the day before, starting with # on the next day. How many {things} are there after # such days?',
    numbers: (random) => [random.between(20, 90), random.between(2, 9), random.between(11, 19), random.between(4, 8)],
    answer: (a, b, c, d) => a! + d! * c! + (b! * d! * (d! - 1)) / 2,
    working: (a, b, c, d) => `Add an arithmetic series: ${a} + ${d} x ${c} + ${b} x ${d} x (${d} - 1) / 2`,
  },
]

/** A problem of the level whose answer is none of the numbers in its text. */
export function makeProblem(level: number, random: Random): Problem {
  const template = random.pick(templates.filter((each) => each.level === level))
  for (;;) {
    const numbers = template.numbers(random)
    const answer = template.answer(...numbers)
    if (numbers.includes(answer)) continue
    const chosen = new Map(Object.entries(words).map(([name, list]) => [name, random.pick(list)]))
    let place = 0
    const text = template.text.replace(/#|\{(\w+)\}/g, (sign, name) =>
      sign === '#' ? String(numbers[place++]) : (chosen.get(name) ?? ''),
    )
    return { text, answer, working: template.working(...numbers), mistakes: mistakesNear(answer, numbers) }
  }
}

function mistakesNear(answer: number, numbers: readonly number[]): Problem['mistakes'] {
  const step = Math.max(1, Math.min(...numbers))
  const all = [
    { value: answer + step, belief: 'One of the amounts counts twice.' },
    { value: answer > step ? answer - step : answer + 2 * step, belief: 'One of the amounts does not count.' },
    { value: answer + 10, belief: 'A ten is carried that is not there.' },
    { value: answer + 3, belief: 'Counting starts at the wrong place.' },
    { value: answer + 100, belief: 'A hundred is carried that is not there.' },
  ]
  const seen = new Set([answer, ...numbers])
  return all.filter(({ value }) => !seen.has(value) && seen.add(value)).slice(0, 3)
}

const escapeForPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const solvers = templates.map(({ text, answer }) => ({
  pattern: new RegExp(
    `^${text
      .split(/(#|\{\w+\})/)
      .map((part) => (part === '#' ? '(\\d+)' : part.startsWith('{') ? '[\\w ]+?' : escapeForPattern(part)))
      .join('')}$`,
  ),
  answer,
}))

/** The answer, worked out from the text; null when it is not one of ours. */
export function solveProblem(text: string): number | null {
  for (const { pattern, answer } of solvers) {
    const numbers = pattern.exec(text.trim())?.slice(1).map(Number)
    if (numbers) return answer(...numbers)
  }
  return null
}
