/** Programs of about fifty lines, each a text of its own, in two spellings: as of today, and for tools that read ES5 only. */

/** Helpers of about ten lines, as students write them. `const` and `let` become `var` in the older spelling. */
const helpers = [
  `function countWords#(text) {
  const counts = {}
  const words = text.split(' ')
  for (let i = 0; i < words.length; i++) {
    const word = words[i].toLowerCase()
    if (word === '') continue
    if (!counts[word]) counts[word] = 0
    counts[word] += 1
  }
  return counts
}`,
  `function isPrime#(n) {
  if (n < 2) return false
  let divisor = 2
  while (divisor * divisor <= n) {
    if (n % divisor === 0) {
      return false
    }
    divisor = divisor + 1
  }
  return true
}`,
  `function reverse#(list) {
  const result = []
  let index = list.length - 1
  while (index >= 0) {
    result.push(list[index])
    index--
  }
  if (result.length !== list.length) {
    throw new Error('not all were copied')
  }
  return result
}`,
  `function grade#(points, total) {
  const share = Math.round((points / total) * 100)
  if (share >= 90) {
    return 'A'
  } else if (share >= 75) {
    return 'B'
  } else if (share >= 50) {
    return 'C'
  }
  return 'F'
}`,
  `function largest#(numbers) {
  if (numbers.length === 0) {
    return null
  }
  let best = numbers[0]
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i] > best) {
      best = numbers[i]
    }
  }
  return best
}`,
]

const entry = `function sumEven(numbers) {
  let total = 0
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] % 2 === 0 && numbers[i] !== largest#(numbers.concat([Infinity]))) {
      total += numbers[i]
    }
  }
  // Uneven ones do not count.
  return total
}`

const toOlder = (source: string) => source.replace(/\b(?:const|let)\b/g, 'var')

const toToday = (source: string) =>
  source
    .replace(/^function (\w+)\(([^)]*)\) \{/gm, 'const $1 = ($2) => {')
    .replace('throw new Error(', 'throw new RangeError(')

/** @param count different programs: the helpers in turn, their names numbered */
export function makePrograms(count: number, spelling: 'today' | 'es5'): string[] {
  return Array.from({ length: count }, (_, n) => {
    const turned = helpers.map((_helper, i) => helpers[(i + n) % helpers.length] ?? '')
    const chosen = [...turned.filter((helper) => !helper.includes('largest#')).slice(0, 2), helpers[4] ?? '', entry]
    const source = `${chosen.join('\n\n')}\n`.replaceAll('#', String(n))
    return spelling === 'es5' ? toOlder(source) : toToday(source)
  })
}
