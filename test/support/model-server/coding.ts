/** Coding questions that pass the admission gate: three kinds for each level, each for several numbers. */
import type { CodingForm } from '../../../lib/generation/output-schema.ts'
import type { Random } from './random.ts'

type Sketch = {
  level: number
  name: string
  params: string
  says: string
  calls: [args: unknown[], expect: unknown][]
  reference: string
  alternatives: string[]
  wrong: string[]
  forbidCalls?: CodingForm['forbidCalls']
}

/** @param k 2 to 9 */
const sketches: readonly ((k: number) => Sketch)[] = [
  (k) => ({
    level: 1,
    name: `plus${k}`,
    params: 'n',
    says: `returns the number n increased by ${k}`,
    calls: [
      [[3], 3 + k],
      [[0], k],
      [[-k], 0],
      [[2.5], 2.5 + k],
    ],
    reference: `return n + ${k}`,
    alternatives: [`let sum = n\nsum += ${k}\nreturn sum`],
    wrong: [`return n - ${k}`, `return n * ${k}`, `n + ${k}`],
  }),
  (k) => ({
    level: 1,
    name: `first${k}`,
    params: 'text',
    says: `returns the first ${k} characters of a text, or the whole text where it is shorter`,
    calls: [
      [['abcdefghijkl'], 'abcdefghijkl'.slice(0, k)],
      [['a'], 'a'],
      [[''], ''],
      [['zyxwvutsrqponm'], 'zyxwvutsrqponm'.slice(0, k)],
    ],
    reference: `return text.slice(0, ${k})`,
    alternatives: [
      `let result = ''\nfor (let i = 0; i < ${k} && i < text.length; i++) result += text[i]\nreturn result`,
    ],
    wrong: [`return text.slice(0, ${k - 1})`, `return text.slice(${k})`, `return text.slice(1, ${k + 1})`],
  }),
  (k) => ({
    level: 1,
    name: `isMultipleOf${k}`,
    params: 'n',
    says: `returns whether the whole number n can be divided by ${k} without a remainder`,
    calls: [
      [[k * 3], true],
      [[k + 1], false],
      [[0], true],
      [[k * 7 - 1], false],
    ],
    reference: `return n % ${k} === 0`,
    alternatives: [`if (n % ${k} !== 0) return false\nreturn true`],
    wrong: [`return n % ${k} !== 0`, `return n / ${k} === 0`, `return n % ${k} === 1`],
  }),
  (k) => ({
    level: 2,
    name: `countAbove${k}`,
    params: 'numbers',
    says: `counts the numbers of a list that are greater than ${k}`,
    calls: [
      [[[1, k, k + 1, 50]], 2],
      [[[]], 0],
      [[[k, k]], 0],
      [[[k + 2, -5, k + 1, 99]], 3],
    ],
    reference: `let count = 0\nfor (const n of numbers) if (n > ${k}) count++\nreturn count`,
    alternatives: [`return numbers.filter((n) => n > ${k}).length`],
    wrong: [
      `return numbers.filter((n) => n >= ${k}).length`,
      `return numbers.filter((n) => n < ${k}).length`,
      `return numbers.filter((n) => n > ${k})`,
    ],
  }),
  (k) => ({
    level: 2,
    name: `keepLongerThan${k}`,
    params: 'words',
    says: `returns a list of those words that have more than ${k} letters, in their order`,
    calls: [
      [[['a', 'abcdefghijkl', 'abcdefghijklm']], ['abcdefghijkl', 'abcdefghijklm']],
      [[[]], []],
      [[['x'.repeat(k), 'y'.repeat(k + 1)]], ['y'.repeat(k + 1)]],
      [[['ab']], k < 2 ? ['ab'] : []],
    ],
    reference: `return words.filter((word) => word.length > ${k})`,
    alternatives: [
      `const kept = []\nfor (const word of words) {\n  if (word.length > ${k}) kept.push(word)\n}\nreturn kept`,
    ],
    wrong: [
      `return words.filter((word) => word.length >= ${k})`,
      `return words.find((word) => word.length > ${k})`,
      `return words.filter((word) => word.length > ${k}).length`,
    ],
  }),
  (k) => ({
    level: 2,
    name: `dash${k}Times`,
    params: 'word',
    says: `returns a word ${k} times, with a hyphen between any two`,
    calls: [
      [['ab'], Array(k).fill('ab').join('-')],
      [['x'], Array(k).fill('x').join('-')],
      [[''], '-'.repeat(k - 1)],
    ],
    reference: `return Array(${k}).fill(word).join('-')`,
    alternatives: [`let result = word\nfor (let i = 1; i < ${k}; i++) result += '-' + word\nreturn result`],
    wrong: [
      `return (word + '-').repeat(${k})`,
      `return Array(${k}).fill(word).join('')`,
      `return Array(${k + 1}).fill(word).join('-')`,
    ],
  }),
  (k) => ({
    level: 3,
    name: `sumAbove${k}`,
    params: 'numbers',
    says: `adds up those numbers of a list that are greater than ${k}; the sum of none is 0`,
    calls: [
      [[[1, k, 20, 30]], 50],
      [[[]], 0],
      [[[k, -40]], 0],
      [[[k + 1, k + 2]], 2 * k + 3],
    ],
    reference: `let sum = 0\nfor (const n of numbers) if (n > ${k}) sum += n\nreturn sum`,
    alternatives: [`return numbers.filter((n) => n > ${k}).reduce((sum, n) => sum + n, 0)`],
    wrong: [
      `return numbers.reduce((sum, n) => sum + n, 0)`,
      `return numbers.filter((n) => n > ${k}).length`,
      `return numbers.filter((n) => n >= ${k}).reduce((sum, n) => sum + n, 0)`,
    ],
  }),
  (k) => ({
    level: 3,
    name: `largestBelow${k * 10}`,
    params: 'numbers',
    says: `returns the largest number of a list that is smaller than ${k * 10}, or null if there is none`,
    calls: [
      [[[1, k * 10, k * 10 - 1, 500]], k * 10 - 1],
      [[[]], null],
      [[[900]], null],
      [[[-5, -9]], -5],
    ],
    reference: `let best = null\nfor (const n of numbers) if (n < ${k * 10} && (best === null || n > best)) best = n\nreturn best`,
    alternatives: [
      `const small = numbers.filter((n) => n < ${k * 10})\nreturn small.length === 0 ? null : Math.max(...small)`,
    ],
    wrong: [
      `return Math.max(...numbers)`,
      `let best = 0\nfor (const n of numbers) if (n < ${k * 10} && n > best) best = n\nreturn best`,
      `const small = numbers.filter((n) => n <= ${k * 10})\nreturn small.length === 0 ? null : Math.max(...small)`,
    ],
  }),
  (k) => ({
    level: 3,
    name: `countWordsOf${k}`,
    params: 'text',
    says: `counts the words of a text, separated by single spaces, that have exactly ${k} letters`,
    calls: [
      [[`a ${'b'.repeat(k)} ${'c'.repeat(k)}`], 2],
      [[''], 0],
      [[`${'d'.repeat(k + 1)}`], 0],
      [[`${'e'.repeat(k)}`], 1],
    ],
    reference: `return text.split(' ').filter((word) => word.length === ${k}).length`,
    alternatives: [
      `let count = 0\nfor (const word of text.split(' ')) {\n  if (word.length === ${k}) count += 1\n}\nreturn count`,
    ],
    wrong: [
      `return text.split(' ').filter((word) => word.length >= ${k}).length`,
      `return text.split(' ').length`,
      `return text.split('').filter((word) => word.length === ${k}).length`,
    ],
  }),
  (k) => ({
    level: 4,
    name: `partsOf${k}`,
    params: 'list',
    says: `cuts a list into lists of ${k} elements, of which the last may be shorter`,
    calls: [
      [[Array.from({ length: k + 1 }, (_, i) => i)], [Array.from({ length: k }, (_, i) => i), [k]]],
      [[[]], []],
      [[[7]], [[7]]],
    ],
    reference: `const parts = []\nfor (let i = 0; i < list.length; i += ${k}) parts.push(list.slice(i, i + ${k}))\nreturn parts`,
    alternatives: [
      `const parts = []\nlist.forEach((each, i) => {\n  if (i % ${k} === 0) parts.push([])\n  parts[parts.length - 1].push(each)\n})\nreturn parts`,
    ],
    wrong: [
      `return [list.slice(0, ${k}), list.slice(${k})]`,
      `const parts = []\nfor (let i = 0; i + ${k} <= list.length; i += ${k}) parts.push(list.slice(i, i + ${k}))\nreturn parts`,
      `const parts = []\nfor (let i = 0; i < list.length; i++) parts.push(list.slice(i, i + ${k}))\nreturn parts`,
    ],
  }),
  (k) => ({
    level: 4,
    name: `rotateBy${k}`,
    params: 'list',
    says: `returns a list whose elements have moved ${k} places to the left, the first ones to the end; a shorter list is rotated on`,
    calls: [
      [[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]], Array.from({ length: 10 }, (_, i) => (i + k) % 10)],
      [[[]], []],
      [[[5]], [5]],
      [[['a', 'b', 'c']], Array.from({ length: 3 }, (_, i) => 'abc'[(i + k) % 3])],
    ],
    reference: `return list.map((_, i) => list[(i + ${k}) % list.length])`,
    alternatives: [
      `const shift = list.length === 0 ? 0 : ${k} % list.length\nreturn list.slice(shift).concat(list.slice(0, shift))`,
    ],
    wrong: [
      `return list.slice(${k})`,
      `return list.slice(-${k}).concat(list.slice(0, -${k})).reverse()`,
      `return list.map((_, i) => list[i + ${k}])`,
    ],
  }),
  (k) => ({
    level: 4,
    name: `slidingSum${k}`,
    params: 'numbers',
    says: `returns the list of the sums of any ${k} numbers that follow one another; a list with fewer has none`,
    calls: [
      [[[1, ...Array(k).fill(2)]], [2 * k - 1, 2 * k]],
      [[[]], []],
      [[Array(k).fill(3)], [3 * k]],
      [[[1]], []],
    ],
    reference: `const sums = []\nfor (let i = 0; i + ${k} <= numbers.length; i++) {\n  let sum = 0\n  for (let j = i; j < i + ${k}; j++) sum += numbers[j]\n  sums.push(sum)\n}\nreturn sums`,
    alternatives: [
      `return numbers.slice(0, Math.max(0, numbers.length - ${k - 1})).map((_, i) => numbers.slice(i, i + ${k}).reduce((sum, n) => sum + n, 0))`,
    ],
    wrong: [
      `return numbers.map((_, i) => numbers.slice(i, i + ${k}).reduce((sum, n) => sum + n, 0))`,
      `const sums = []\nfor (let i = 0; i + ${k} < numbers.length; i++) sums.push(numbers.slice(i, i + ${k}).reduce((sum, n) => sum + n, 0))\nreturn sums`,
      `return numbers.reduce((sum, n) => sum + n, 0)`,
    ],
  }),
  (k) => ({
    level: 5,
    name: `inBase${k}`,
    params: 'n',
    says: `returns the whole number n >= 0 as a string of its digits in base ${k}, without the method toString`,
    calls: [
      [[0], '0'],
      [[k], '10'],
      [[k * k + 1], '101'],
      [[k - 1], String(k - 1)],
      [[100], (100).toString(k)],
    ],
    reference: `let digits = ''\ndo {\n  digits = (n % ${k}) + digits\n  n = Math.floor(n / ${k})\n} while (n > 0)\nreturn digits`,
    alternatives: [`if (n < ${k}) return '' + n\nreturn NAME(Math.floor(n / ${k})) + (n % ${k})`],
    wrong: [
      `return n.toString(${k})`,
      `let digits = ''\nwhile (n > 0) {\n  digits = (n % ${k}) + digits\n  n = Math.floor(n / ${k})\n}\nreturn digits`,
      `let digits = ''\ndo {\n  digits = digits + (n % ${k})\n  n = Math.floor(n / ${k})\n} while (n > 0)\nreturn digits`,
    ],
    forbidCalls: [{ call: '*.toString', feedback: 'Work the digits out yourself, without toString.' }],
  }),
  (k) => ({
    level: 5,
    name: `longestRunOf${k}`,
    params: 'numbers',
    says: `returns how many times in a row the number ${k} stands at most in a list`,
    calls: [
      [[[k, 0, k, k, 1]], 2],
      [[[]], 0],
      [[[k + 1]], 0],
      [[[0, k, k, k]], 3],
      [[[k, 1, k]], 1],
    ],
    reference: `let best = 0\nlet run = 0\nfor (const n of numbers) {\n  run = n === ${k} ? run + 1 : 0\n  if (run > best) best = run\n}\nreturn best`,
    alternatives: [
      `let best = 0\nfor (let i = 0; i < numbers.length; i++) {\n  let j = i\n  while (j < numbers.length && numbers[j] === ${k}) j++\n  best = Math.max(best, j - i)\n}\nreturn best`,
    ],
    wrong: [
      `return numbers.filter((n) => n === ${k}).length`,
      `let run = 0\nfor (const n of numbers) run = n === ${k} ? run + 1 : 0\nreturn run`,
      `let best = 0\nlet run = 0\nfor (const n of numbers) {\n  if (n === ${k}) run += 1\n  if (run > best) best = run\n}\nreturn best`,
    ],
  }),
  (k) => ({
    level: 5,
    name: `climbBy${k}`,
    params: 'n',
    says: `returns in how many ways a stair of n steps can be climbed by strides of 1 to ${k} steps, where the order counts; for n = 0 that is 1`,
    calls: [
      [[0], 1],
      [[1], 1],
      [[k], ways(k, k)],
      [[k + 1], ways(k + 1, k)],
      [[15], ways(15, k)],
    ],
    reference: `const ways = [1]\nfor (let i = 1; i <= n; i++) {\n  ways[i] = 0\n  for (let s = 1; s <= ${k} && s <= i; s++) ways[i] += ways[i - s]\n}\nreturn ways[n]`,
    alternatives: [
      `const memo = new Map([[0, 1]])\nconst count = (left) => {\n  if (left < 0) return 0\n  if (memo.has(left)) return memo.get(left)\n  let sum = 0\n  for (let s = 1; s <= ${k}; s++) sum += count(left - s)\n  memo.set(left, sum)\n  return sum\n}\nreturn count(n)`,
    ],
    wrong: [
      `return 2 ** n`,
      `const ways = [1]\nfor (let i = 1; i <= n; i++) {\n  ways[i] = 0\n  for (let s = 1; s < ${k} && s <= i; s++) ways[i] += ways[i - s]\n}\nreturn ways[n]`,
      `return n * ${k}`,
    ],
  }),
]

function ways(n: number, k: number): number {
  if (n === 0) return 1
  let sum = 0
  for (let stride = 1; stride <= Math.min(n, k); stride += 1) sum += ways(n - stride, k)
  return sum
}

export const codingLevels = [1, 2, 3, 4, 5]
const codingNumbers = [2, 3, 4, 5, 6, 7, 8, 9]

const program = ({ name, params }: Sketch, body: string) =>
  `function ${name}(${params}) {\n${body.replaceAll('NAME', name).replace(/^/gm, '  ')}\n}`

function toForm(sketch: Sketch): CodingForm {
  const { level, name, params, says, calls } = sketch
  const [[args, expect]] = calls as [[unknown[], unknown]]
  const example = `${name}(${args.map((each) => JSON.stringify(each)).join(', ')}) returns ${JSON.stringify(expect)}`
  return {
    level,
    text: `Write a function \`${name}(${params})\` that ${says}. For example, ${example}.`,
    starterCode: `${program(sketch, '')}\n`,
    entry: name,
    tests: calls.map((call, index) => ({
      args: JSON.stringify(call[0]),
      expect: JSON.stringify(call[1]),
      hidden: index > 1,
    })),
    require: [],
    forbid: [],
    forbidCalls: sketch.forbidCalls ?? [],
    reference: program(sketch, sketch.reference),
    alternatives: sketch.alternatives.map((body) => program(sketch, body)),
    wrongPrograms: sketch.wrong.map((body) => program(sketch, body)),
    explanation: `One way is:\n${program(sketch, sketch.reference)}`,
  }
}

const forms = codingNumbers.flatMap((k) => sketches.map((sketch) => toForm(sketch(k))))

export const codingForms = (level: number): CodingForm[] => forms.filter((form) => form.level === level)

export const makeCodingForm = (level: number, random: Random): CodingForm => random.pick(codingForms(level))

/** A right program, other than the reference, for a question of ours. */
export const solveCoding = (text: string): string | null =>
  forms.find((form) => form.text === text.trim())?.alternatives[0] ?? null
