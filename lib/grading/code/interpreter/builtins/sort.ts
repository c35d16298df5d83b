/** A stable merge sort of short runs, from the bottom up, which ends whatever the comparator says. */
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
  m.allocate(values.length * 64)
  const defined = values.filter((value) => value !== undefined)
  const entries = defined.map((value) => ({ value, text: comparator === undefined ? toText(m, value) : '' }))
  const compare: Compare =
    comparator === undefined
      ? (a, b) => {
          m.charge(Math.min(a.text.length, b.text.length) >> 6)
          return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
        }
      : (a, b) => toNumber(m, call(m, comparator, undefined, [a.value, b.value]))
  const sorted: Value[] = sortEntries(m, entries, compare).map(({ value }) => value)
  while (sorted.length < values.length) sorted.push(undefined)
  return sorted
}

type Entry = { readonly value: Value; readonly text: string }
type Compare = (a: Entry, b: Entry) => number

/** Compares in V8's order: what a comparator that contradicts itself, as `(a, b) => a > b`, leaves depends on it. */
function sortEntries(m: Machine, items: readonly Entry[], compare: Compare): Entry[] {
  let from = [...items]
  const width = shortestRun(items.length)
  const bounds = [0]
  for (let low = 0; low < from.length; ) {
    const run = makeRun(m, from, low, compare)
    const end = Math.max(low + run, Math.min(low + width, from.length))
    insert(m, from, low, low + run, end, compare)
    bounds.push(end)
    low = end
  }
  let to = [...from]
  for (let step = 1; step < bounds.length - 1; step *= 2) {
    for (let run = 0; run < bounds.length - 1; run += 2 * step) {
      const [start = 0, middle = items.length, end = items.length] = [
        bounds[run],
        bounds[run + step],
        bounds[run + 2 * step],
      ]
      merge(m, from, start, middle, end, compare, to)
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** Between 32 and 64, so that the number of runs is a power of two or a little less (listsort.txt of CPython). */
function shortestRun(length: number): number {
  let [rest, lost] = [length, 0]
  while (rest >= 64) {
    lost |= rest & 1
    rest >>= 1
  }
  return rest + lost
}

/** The length of what is in order from `low` on; what is in the opposite order is turned round. */
function makeRun(m: Machine, list: Entry[], low: number, compare: Compare): number {
  let isDescending = false
  let at = low + 1
  for (; at < list.length; at++) {
    const [before, item] = [list[at - 1], list[at]]
    if (before === undefined || item === undefined) break
    m.charge(1)
    const isBelow = compare(item, before) < 0
    if (at === low + 1) isDescending = isBelow
    else if (isBelow !== isDescending) break
  }
  if (isDescending) for (const [i, item] of list.slice(low, at).reverse().entries()) list[low + i] = item
  return Math.min(at, list.length) - low
}

/** Binary insertion of the items from `from` to `end` into those before them. */
function insert(m: Machine, list: Entry[], low: number, from: number, end: number, compare: Compare): void {
  for (let at = from; at < end; at++) {
    const item = list[at]
    if (item === undefined) return
    let [left, right] = [low, at]
    while (left < right) {
      const middle = (left + right) >> 1
      const other = list[middle]
      m.charge(1)
      if (other !== undefined && compare(item, other) < 0) right = middle
      else left = middle + 1
    }
    list.copyWithin(left + 1, left, at)
    list[left] = item
  }
}

function merge(
  m: Machine,
  from: readonly Entry[],
  start: number,
  middle: number,
  end: number,
  compare: Compare,
  to: Entry[],
): void {
  let [left, right] = [start, middle]
  for (let at = start; at < end; at++) {
    m.charge(1)
    const [a, b] = [left < middle ? from[left] : undefined, right < end ? from[right] : undefined]
    if (a !== undefined && (b === undefined || !(compare(b, a) < 0))) {
      to[at] = a
      left++
    } else if (b !== undefined) {
      to[at] = b
      right++
    }
  }
}
