/** The algorithms that the computer science questions ask about, with their steps counted. */
import { integers, sum } from './numeric.ts'

const digitSigns = '0123456789ABCDEF'

export const fromDigits = (digits: string, base: number): number =>
  [...digits].reduce((value, digit) => value * base + digitSigns.indexOf(digit), 0)

export const toDigits = (value: number, base: number): string =>
  (value < base ? '' : toDigits(Math.floor(value / base), base)) + digitSigns.charAt(value % base)

/** Steps until nothing is left, always going on in the larger half. */
export const binarySearchSteps = (n: number): number => (n === 0 ? 0 : 1 + binarySearchSteps(Math.ceil((n - 1) / 2)))

/** One step per element merged. */
export const mergeSortSteps = (n: number): number =>
  n <= 1 ? 1 : mergeSortSteps(Math.floor(n / 2)) + mergeSortSteps(Math.ceil(n / 2)) + n

/** One step per comparison with the pivot, the first element. */
export function quicksortSteps(values: readonly number[]): number {
  const [pivot, ...rest] = values
  if (pivot === undefined) return 0
  const [smaller, larger] = [rest.filter((value) => value < pivot), rest.filter((value) => value >= pivot)]
  return rest.length + quicksortSteps(smaller) + quicksortSteps(larger)
}

/** T(n) = parts T(n/2) + n, T(1) = 1. */
export const divideAndConquer = (n: number, parts: number): number =>
  n <= 1 ? 1 : parts * divideAndConquer(n / 2, parts) + n

export function bubbleSortSwaps(values: readonly number[]): number {
  const list = [...values]
  let swaps = 0
  for (let end = list.length - 1; end > 0; end -= 1) {
    for (let i = 0; i < end; i += 1) {
      const [a, b] = [list[i]!, list[i + 1]!]
      if (a <= b) continue
      list[i] = b
      list[i + 1] = a
      swaps += 1
    }
  }
  return swaps
}

/** Writes and copies of n appends to an array that doubles when full. */
export function appendCosts(n: number): number {
  let [capacity, costs] = [1, 0]
  for (let size = 0; size < n; size += 1) {
    if (size === capacity) {
      costs += size
      capacity *= 2
    }
    costs += 1
  }
  return costs
}

export function leastRecentlyUsedFaults(references: readonly number[], frames: number): number {
  let recent: number[] = []
  let faults = 0
  for (const page of references) {
    if (!recent.includes(page)) faults += 1
    recent = [page, ...recent.filter((other) => other !== page)].slice(0, frames)
  }
  return faults
}

/** Bellman-Ford on undirected edges [end, end, length]. */
export function shortestPath(edges: readonly (readonly [string, string, number])[], from: string, to: string): number {
  const distance = new Map([[from, 0]])
  const at = (vertex: string): number => distance.get(vertex) ?? Number.POSITIVE_INFINITY
  for (const _ of edges) {
    for (const [a, b, length] of edges) {
      distance.set(b, Math.min(at(b), at(a) + length))
      distance.set(a, Math.min(at(a), at(b) + length))
    }
  }
  return at(to)
}

/** Mean time before a job starts, when jobs run one after the other in this order. */
export const averageWait = (times: readonly number[]): number =>
  sum(times.map((_, i) => sum(times.slice(0, i)))) / times.length

/** All results of two threads that each read, add and write, over every interleaving. */
export function finalValuesOfTwoIncrements(): number[] {
  const results = new Set<number>()
  const run = (shared: number, places: readonly number[], registers: readonly number[]): void => {
    if (places.every((place) => place === 3)) results.add(shared)
    for (const thread of [0, 1]) {
      const [place, register] = [places[thread]!, registers[thread]!]
      if (place === 3) continue
      const nextRegister = [shared, register + 1, register][place]!
      run(place === 2 ? register : shared, places.with(thread, place + 1), registers.with(thread, nextRegister))
    }
  }
  run(0, [0, 0], [0, 0])
  return [...results]
}

const wordsUpTo = (length: number): string[] =>
  integers(0, length).flatMap((n) =>
    integers(0, 2 ** n - 1).map((i) => (n === 0 ? '' : i.toString(2).padStart(n, '0'))),
  )

/** Myhill-Nerode: prefixes that some continuation tells apart need states of their own. */
export const countStates = (accepts: (word: string) => boolean, prefix: number, continuation: number): number =>
  new Set(
    wordsUpTo(prefix).map((start) =>
      wordsUpTo(continuation)
        .map((end) => accepts(start + end))
        .join(),
    ),
  ).size

/** Total length of an optimal prefix code: the sum of all merged weights. */
export function huffmanBits(weights: readonly number[]): number {
  const [first, second, ...rest] = weights.toSorted((a, b) => a - b)
  return first === undefined || second === undefined ? 0 : first + second + huffmanBits([first + second, ...rest])
}

const isSubsequence = (short: string, long: string): boolean => {
  let place = 0
  for (const sign of long) if (sign === short[place]) place += 1
  return place === short.length
}

/** Tries every subsequence of the first word. */
export const longestCommonSubsequence = (a: string, b: string): number =>
  Math.max(
    ...integers(0, 2 ** a.length - 1)
      .map((mask) => [...a].filter((_, i) => (mask >> i) & 1).join(''))
      .filter((part) => isSubsequence(part, b))
      .map((part) => part.length),
  )
