/** What the methods of Array are made of: visiting, searching, folding, joining. */
import { call, isCallable } from '../call.ts'
import { toBoolean, toInteger, toObject, toRelativeIndex, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength, get } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import type { Fn } from '../values/functions.ts'
import { ArgumentsObj } from '../values/objects.ts'
import { Arr, HOLE, type Value } from '../values/values.ts'
import { argumentsFrom } from './function.ts'

/** The array itself, or a copy of what is like one, for methods that only look. */
export function listOf(m: Machine, self: Value): Arr {
  if (self instanceof Arr) return self
  if (typeof self === 'string') return m.realm.array(self.split(''))
  return m.realm.array(argumentsFrom(m, toObject(m, self)))
}

/** For methods that change what they are called on. */
export function changeable(m: Machine, self: Value): Arr {
  if (!(self instanceof Arr)) {
    toObject(m, self)
    throw new UnsupportedConstruct('changing what is only like an array by a method of arrays')
  }
  if (self.frozen) throwError(m, 'TypeError', 'Cannot assign to read only property of object [object Array]')
  return self
}

export function growable(m: Machine, self: Value): Arr {
  const array = changeable(m, self)
  if (!array.extensible) throwError(m, 'TypeError', 'Cannot add property, object is not extensible')
  return array
}

export const elementAt = (m: Machine, list: Arr, index: number): Value => {
  const element = list.elements[index]
  return element === HOLE ? get(m, list, String(index)) : element
}

const isPresent = (list: Arr, index: number) => index < list.elements.length && list.elements[index] !== HOLE

export function requireCallback(m: Machine, fn: Value): Fn {
  return isCallable(fn) ? fn : throwError(m, 'TypeError', `${describeValue(fn)} is not a function`)
}

/** Visits the elements that were there at the start, holes left out, until `visit` gives true. */
export function visitAll(
  m: Machine,
  self: Value,
  args: readonly Value[],
  visit: (result: Value, element: Value, index: number) => boolean,
): void {
  const list = listOf(m, self)
  const fn = requireCallback(m, args[0])
  const { length } = list.elements
  const receiver = list === self ? list : toObject(m, self)
  for (let index = 0; index < length; index++) {
    m.charge(1)
    if (!isPresent(list, index)) continue
    const element = list.elements[index]
    if (visit(call(m, fn, args[1], [element, index, receiver]), element, index)) return
  }
}

/** As `visitAll`, but holes count as undefined, and the direction may be backwards. */
export function findIndexBy(m: Machine, self: Value, args: readonly Value[], backwards: boolean): [Value, number] {
  const list = listOf(m, self)
  const fn = requireCallback(m, args[0])
  const { length } = list.elements
  for (let turn = 0; turn < length; turn++) {
    m.charge(1)
    const index = backwards ? length - 1 - turn : turn
    const element = elementAt(m, list, index)
    if (toBoolean(call(m, fn, args[1], [element, index, list]))) return [element, index]
  }
  return [undefined, -1]
}

export function fold(m: Machine, self: Value, args: readonly Value[], backwards: boolean): Value {
  const list = listOf(m, self)
  const fn = requireCallback(m, args[0])
  const { length } = list.elements
  let accumulator = args[1]
  let started = args.length > 1
  for (let turn = 0; turn < length; turn++) {
    m.charge(1)
    const index = backwards ? length - 1 - turn : turn
    if (!isPresent(list, index)) continue
    const element = list.elements[index]
    accumulator = started ? call(m, fn, undefined, [accumulator, element, index, list]) : element
    started = true
  }
  return started ? accumulator : throwError(m, 'TypeError', 'Reduce of empty array with no initial value')
}

export function flatten(m: Machine, source: Arr, depth: number, target: Value[]): void {
  for (const element of source.elements) {
    m.charge(1)
    if (element === HOLE) continue
    if (depth > 0 && isArray(element)) m.nested(() => flatten(m, element, depth - 1, target))
    else {
      chargeLength(m, 1, target.length + 1)
      target.push(element)
    }
  }
}

export const isArray = (value: Value): value is Arr => value instanceof Arr && !(value instanceof ArgumentsObj)

/** A part of an array as a new one; charged for the copying. */
export function copyPart(m: Machine, list: Arr, start: number, end: number): Value[] {
  m.charge((end - start) >> 3)
  return list.elements.slice(start, end)
}

export const withoutHoles = (m: Machine, list: Arr) => {
  m.charge(list.elements.length >> 2)
  return list.elements.map((element, index) => (element === HOLE ? elementAt(m, list, index) : element))
}

export function splice(m: Machine, list: Arr, args: readonly Value[]): { kept: Value[]; removed: Value[] } {
  const { length } = list.elements
  const start = toRelativeIndex(m, args[0], length, 0)
  const count =
    args.length < 2
      ? args.length === 0
        ? 0
        : length - start
      : Math.min(Math.max(toInteger(m, args[1]), 0), length - start)
  m.charge(length >> 3)
  m.allocate(length * 8)
  const removed = list.elements.slice(start, start + count)
  const kept = [...list.elements.slice(0, start), ...args.slice(2), ...list.elements.slice(start + count)]
  chargeLength(m, 0, kept.length)
  return { kept, removed }
}

export function indexOf(
  m: Machine,
  self: Value,
  args: readonly Value[],
  same: (element: Value) => boolean,
  holesCount: boolean,
): number {
  const list = listOf(m, self)
  for (let index = toRelativeIndex(m, args[1], list.elements.length, 0); index < list.elements.length; index++) {
    m.charge(1)
    const element = list.elements[index]
    if (element === HOLE ? holesCount && same(undefined) : same(element)) return index
  }
  return -1
}

/** What is under way in `join`, so that an array inside itself reads as nothing. */
function joinElements(m: Machine, list: Arr, separator: string): string {
  let text = ''
  list.elements.forEach((element, index) => {
    m.charge(1)
    if (index > 0) text += separator
    if (element !== HOLE && element !== undefined && element !== null) text += m.nested(() => toText(m, element))
    if (text.length > 0) m.allocate(8 + (text.length >> 6))
    if (text.length > 1 << 19) m.allocateString(text.length)
  })
  m.allocateString(text.length)
  return text
}

const underWay = new WeakMap<Machine, Set<Arr>>()

export function joinOnce(m: Machine, list: Arr, separator: string): string {
  const joining = underWay.get(m) ?? new Set()
  underWay.set(m, joining)
  if (joining.has(list)) return ''
  joining.add(list)
  try {
    return joinElements(m, list, separator)
  } finally {
    joining.delete(list)
  }
}
