/**
 * Array. The methods work on arrays, and through a copy on what is like one; they look at each element at the moment the
 * specification says, so that a callback that changes the array sees what it would see in a browser.
 */
import { call, construct as constructValue, isCallable, prototypeFor } from '../call.ts'
import { sameValueZero } from '../compare.ts'
import { toBoolean, toInteger, toNumber, toObject, toRelativeIndex, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { listFrom } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength, get, set, setArrayLength } from '../property.ts'
import { isConstructor, type NativeImplementation } from '../values/functions.ts'
import { symbols } from '../values/symbols.ts'
import { Arr, HOLE, type Obj, type Value } from '../values/values.ts'
import {
  changeable,
  copyPart,
  elementAt,
  findIndexBy,
  flatten,
  fold,
  growable,
  indexOf,
  isArray,
  joinOnce,
  listOf,
  requireCallback,
  splice,
  visitAll,
  withoutHoles,
} from './array-operations.ts'
import { defineClass, method } from './define.ts'
import { argumentsFrom } from './function.ts'
import { makeIterator } from './iterator.ts'
import { sortValues } from './sort.ts'

const arrayLike = (m: Machine, source: Value): Value[] => {
  const method = source === undefined || source === null ? undefined : get(m, source, symbols.iterator)
  if (method !== undefined && method !== null) return listFrom(m, source)
  return argumentsFrom(m, toObject(m, source))
}

/** The result of a method of `self`, which for a class that extends Array is one of that class. */
function resultOf(m: Machine, self: Value, elements: Value[]): Arr {
  if (!isArray(self) || self.proto === m.realm.arrayProto) return m.realm.array(elements)
  return filled(m, get(m, self, 'constructor'), elements)
}

function filled(m: Machine, fn: Value, elements: Value[]): Arr {
  if (fn === m.realm.constructorOf('Array') || !isConstructor(fn)) return m.realm.array(elements)
  const made = constructValue(m, fn, [])
  if (!(made instanceof Arr)) return throwError(m, 'TypeError', 'object is not an array')
  chargeLength(m, elements.length, elements.length)
  made.elements = elements
  return made
}

const construct: NativeImplementation = (m, _self, args, newTarget) => {
  const array = m.realm.array([])
  if (newTarget) array.proto = prototypeFor(m, newTarget, 'Array')
  const [first] = args
  if (args.length === 1 && typeof first === 'number') {
    if (first < 0 || first > 4294967295 || !Number.isInteger(first)) throwError(m, 'RangeError', 'Invalid array length')
    setArrayLength(m, array, first)
  } else {
    chargeLength(m, args.length, args.length)
    array.elements = [...args]
  }
  return array
}

const iterateWith = (m: Machine, self: Value, pick: (list: Arr, index: number) => Value): Value => {
  const list = listOf(m, self)
  let index = 0
  return makeIterator(m, 'Array Iterator', () => (index < list.elements.length ? { value: pick(list, index++) } : null))
}

const values: NativeImplementation = (m, self) => iterateWith(m, self, (list, index) => elementAt(m, list, index))

export const arrayClass = defineClass('Array', {
  construct,
  statics: {
    methods: {
      isArray: (_m, _self, [value]) => isArray(value),
      of: [(m, self, args) => filled(m, self, [...args]), 0],
      from(m, self, [source, fn, receiver]) {
        const list = arrayLike(m, source)
        if (fn === undefined) return filled(m, self, list)
        const callback = requireCallback(m, fn)
        return filled(
          m,
          self,
          list.map((value, index) => call(m, callback, receiver, [value, index])),
        )
      },
    },
  },
  methods: {
    methods: {
      at(m, self, [position]) {
        const list = listOf(m, self)
        const index = toInteger(m, position)
        return elementAt(m, list, index < 0 ? list.elements.length + index : index)
      },
      concat(m, self, args) {
        const lists = [toObject(m, self), ...args].map((part) => (isArray(part) ? part.elements : [part]))
        const length = lists.reduce((sum, list) => sum + list.length, 0)
        chargeLength(m, length, length)
        m.charge(length >> 3)
        // At its full length from the start: the host would grow it by copying.
        const parts = new Array<Value>(length)
        let at = 0
        for (const list of lists) for (const element of list) parts[at++] = element
        return resultOf(m, self, parts)
      },
      copyWithin: [
        (m, self, [target, from, until]) => {
          const list = changeable(m, self)
          const { length } = list.elements
          const to = toRelativeIndex(m, target, length, 0)
          const start = toRelativeIndex(m, from, length, 0)
          m.charge(length >> 3)
          list.elements.copyWithin(to, start, toRelativeIndex(m, until, length, length))
          return list
        },
        2,
      ],
      entries: [
        (m, self) => iterateWith(m, self, (list, index) => m.realm.array([index, elementAt(m, list, index)])),
        0,
      ],
      every(m, self, args) {
        let holds = true
        visitAll(m, self, args, (result) => {
          holds = toBoolean(result)
          return !holds
        })
        return holds
      },
      fill(m, self, [value, from, until]) {
        const list = changeable(m, self)
        const { length } = list.elements
        const start = toRelativeIndex(m, from, length, 0)
        const end = toRelativeIndex(m, until, length, length)
        m.charge(Math.max(0, end - start) >> 2)
        list.elements.fill(value, start, end)
        return list
      },
      filter(m, self, args) {
        const kept: Value[] = []
        visitAll(m, self, args, (result, element) => {
          if (toBoolean(result)) kept.push(element)
          return false
        })
        return resultOf(m, self, kept)
      },
      find: (m, self, args) => findIndexBy(m, self, args, false)[0],
      findIndex: (m, self, args) => findIndexBy(m, self, args, false)[1],
      findLast: (m, self, args) => findIndexBy(m, self, args, true)[0],
      findLastIndex: (m, self, args) => findIndexBy(m, self, args, true)[1],
      flat: [
        (m, self, [depth]) => {
          const flat: Value[] = []
          flatten(m, listOf(m, self), depth === undefined ? 1 : toInteger(m, depth), flat)
          return resultOf(m, self, flat)
        },
        0,
      ],
      flatMap(m, self, args) {
        const flat: Value[] = []
        visitAll(m, self, args, (result) => {
          flatten(m, m.realm.array([result]), 1, flat)
          return false
        })
        return resultOf(m, self, flat)
      },
      forEach(m, self, args) {
        visitAll(m, self, args, () => false)
        return undefined
      },
      includes: (m, self, args) => indexOf(m, self, args, (element) => sameValueZero(element, args[0]), true) !== -1,
      indexOf: (m, self, args) => indexOf(m, self, args, (element) => element === args[0], false),
      join(m, self, [separator]) {
        return joinOnce(m, listOf(m, self), separator === undefined ? ',' : toText(m, separator))
      },
      keys: [(m, self) => iterateWith(m, self, (_list, index) => index), 0],
      lastIndexOf(m, self, args) {
        const list = listOf(m, self)
        const { length } = list.elements
        const from = args.length > 1 ? toInteger(m, args[1]) : length - 1
        for (let index = from < 0 ? length + from : Math.min(from, length - 1); index >= 0; index--) {
          m.charge(1)
          if (list.elements[index] === args[0] && args[0] !== HOLE) return index
        }
        return -1
      },
      map(m, self, args) {
        const list = listOf(m, self)
        const mapped: Value[] = []
        visitAll(m, list === self ? self : list, args, (result, _element, index) => {
          while (mapped.length < index) mapped.push(HOLE)
          mapped.push(result)
          return false
        })
        while (mapped.length < list.elements.length && list.elements[mapped.length] === HOLE) mapped.push(HOLE)
        return resultOf(m, self, mapped)
      },
      pop: [
        (m, self) => {
          const list = changeable(m, self)
          const last = list.elements.length - 1
          const value = elementAt(m, list, last)
          list.elements.pop()
          return value
        },
        0,
      ],
      push(m, self, args) {
        if (!(self instanceof Arr)) return pushOnto(m, toObject(m, self), args)
        const list = growable(m, self)
        chargeLength(m, args.length, list.elements.length + args.length)
        for (const value of args) list.elements.push(value)
        return list.elements.length
      },
      reduce: (m, self, args) => fold(m, self, args, false),
      reduceRight: (m, self, args) => fold(m, self, args, true),
      reverse: [
        (m, self) => {
          const list = changeable(m, self)
          m.charge(list.elements.length >> 2)
          list.elements.reverse()
          return list
        },
        0,
      ],
      shift: [
        (m, self) => {
          const list = changeable(m, self)
          if (list.elements.length === 0) return undefined
          m.charge(list.elements.length >> 5)
          const value = elementAt(m, list, 0)
          list.elements.shift()
          return value
        },
        0,
      ],
      slice: [
        (m, self, [from, until]) => {
          const list = listOf(m, self)
          const { length } = list.elements
          const start = toRelativeIndex(m, from, length, 0)
          const end = toRelativeIndex(m, until, length, length)
          return resultOf(m, self, copyPart(m, list, start, Math.max(start, end)))
        },
        2,
      ],
      some(m, self, args) {
        let holds = false
        visitAll(m, self, args, (result) => {
          holds = toBoolean(result)
          return holds
        })
        return holds
      },
      sort(m, self, [comparator]) {
        const list = changeable(m, self)
        const { length } = list.elements
        const present = list.elements.filter((element) => element !== HOLE)
        const sorted = sortValues(m, present, comparator)
        while (sorted.length < length) sorted.push(HOLE)
        // The comparator may have changed the array: what it is left with is what was there at the start.
        list.elements = sorted
        return list
      },
      splice: [
        (m, self, args) => {
          const list = changeable(m, self)
          const { kept, removed } = splice(m, list, args)
          list.elements = kept
          return resultOf(m, self, removed)
        },
        2,
      ],
      toReversed: [(m, self) => m.realm.array(withoutHoles(m, listOf(m, self)).reverse()), 0],
      toSorted: (m, self, [comparator]) => m.realm.array(sortValues(m, withoutHoles(m, listOf(m, self)), comparator)),
      toSpliced: [(m, self, args) => m.realm.array(splice(m, listOf(m, self), args).kept), 2],
      toString: method((m, self) => {
        const join = get(m, self, 'join')
        return isCallable(join) ? call(m, join, self, []) : '[object Object]'
      }, 0),
      toLocaleString: method((m, self) => joinOnce(m, listOf(m, self), ','), 0),
      unshift(m, self, args) {
        const list = growable(m, self)
        chargeLength(m, args.length, list.elements.length + args.length)
        m.charge(list.elements.length >> 5)
        list.elements.unshift(...args)
        return list.elements.length
      },
      values: [values, 0],
      with: [
        (m, self, [position, value]) => {
          const list = listOf(m, self)
          const relative = toInteger(m, position)
          const index = relative < 0 ? list.elements.length + relative : relative
          if (index < 0 || index >= list.elements.length)
            throwError(m, 'RangeError', `Invalid index : ${toNumber(m, position)}`)
          const copy = withoutHoles(m, list)
          copy[index] = value
          return m.realm.array(copy)
        },
        2,
      ],
    },
    symbols: [[symbols.iterator, method(values, 0)]],
  },
})

function pushOnto(m: Machine, object: Obj, args: readonly Value[]): number {
  let length = Math.max(0, toInteger(m, get(m, object, 'length')))
  for (const value of args) set(m, object, String(length++), value, true)
  set(m, object, 'length', length, true)
  return length
}

/** `arguments` behaves as an array to loops and spread, and in nothing else. */
export const argumentsClass = defineClass('Arguments', {
  construct,
  methods: { symbols: [[symbols.iterator, method(values, 0)]] },
})
