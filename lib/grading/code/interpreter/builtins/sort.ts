/** A stable merge sort from the bottom up, which ends whatever the comparator says. */
import { call, isCallable } from '../call.ts'
import { toNumber, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import type { Value } from '../values/values.ts'

/** Undefined goes last, as the specification has it. */
export function sortValues(m: Machine, values: readonly Value[], comparator: Value): Value[] {
  if (comparator !== undefined && !isCallable(comparator)) {
    throwError(m, 'TypeError', 'The comparison function must be either a function or undefined')
  }
  const defined = values.filter((value) => value !== undefined)
  m.allocate(values.length * 24)
  const sorted =
    comparator === undefined
      ? sortByText(m, defined)
      : sortBy(m, defined, (a, b) => toNumber(m, call(m, comparator, undefined, [a, b])))
  while (sorted.length < values.length) sorted.push(undefined)
  return sorted
}

function sortByText(m: Machine, values: readonly Value[]): Value[] {
  const keyed = values.map((value) => ({ value, text: toText(m, value) }))
  const compare = (a: { text: string }, b: { text: string }) => {
    m.charge(1 + (Math.min(a.text.length, b.text.length) >> 6))
    return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
  }
  return sortBy(m, keyed, compare).map(({ value }) => value)
}

function sortBy<T>(m: Machine, items: readonly T[], compare: (a: T, b: T) => number): T[] {
  let from = [...items]
  for (let width = 1; width < from.length; width *= 2) {
    const to: T[] = []
    for (let start = 0; start < from.length; start += 2 * width) {
      merge(m, from, start, Math.min(start + width, from.length), Math.min(start + 2 * width, from.length), compare, to)
    }
    from = to
  }
  return from
}

function merge<T>(
  m: Machine,
  from: readonly T[],
  start: number,
  middle: number,
  end: number,
  compare: (a: T, b: T) => number,
  to: T[],
): void {
  const left = from.slice(start, middle)
  const right = from.slice(middle, end)
  let at = 0
  for (const item of right) {
    for (
      let candidate = left[at];
      at < left.length && candidate !== undefined && compare(candidate, item) <= 0;
      candidate = left[at]
    ) {
      to.push(candidate)
      at++
    }
    m.charge(1)
    to.push(item)
  }
  for (const item of left.slice(at)) to.push(item)
}
