/** Set, with the methods of ES2025. The host's Set holds the members. */
import { call, prototypeFor } from '../call.ts'
import { toBoolean, toNumber } from '../convert.ts'
import { throwError } from '../errors.ts'
import { DONE, iteratorRecord } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { get } from '../property.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { MapObj, SetObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Obj, type Value } from '../values/values.ts'
import { addAll, keyOf, wrongReceiver } from './collections.ts'
import { defineClass, method, requireNew } from './define.ts'
import { makeIterator } from './iterator.ts'

const setOf = (m: Machine, self: Value) => (self instanceof SetObj ? self.members : wrongReceiver(m, 'Set.prototype'))

function iterateSet(m: Machine, self: Value, pick: (value: Value) => Value): Value {
  const members = setOf(m, self).values()
  return makeIterator(m, 'Set Iterator', () => {
    const step = members.next()
    return step.done ? null : { value: pick(step.value) }
  })
}

const setValues: NativeImplementation = (m, self) => iterateSet(m, self, (value) => value)

function newSet(m: Machine, members: Iterable<Value>): SetObj {
  const set = new SetObj(m.realm.proto('Set'))
  for (const value of members) {
    m.charge(1)
    m.allocate(48)
    set.members.add(value)
  }
  return set
}

/** The other operand of a set method: a Set, a Map, or what has `size`, `has` and `keys`. */
function setLike(m: Machine, other: Value): { has: (value: Value) => boolean; keys: () => Value[] } {
  if (other instanceof SetObj) return { has: (value) => other.members.has(value), keys: () => [...other.members] }
  if (other instanceof MapObj)
    return { has: (value) => other.entries.has(value), keys: () => [...other.entries.keys()] }
  if (!(other instanceof Obj) || Number.isNaN(toNumber(m, get(m, other, 'size')))) {
    return throwError(m, 'TypeError', "The 'size' property must be a number")
  }
  const keys = () => {
    const record = iteratorRecord(m, call(m, get(m, other, 'keys'), other, []))
    const list: Value[] = []
    for (let value = record.next(m); value !== DONE; value = record.next(m)) {
      m.allocate(8)
      list.push(value)
    }
    return list
  }
  return { has: (value) => toBoolean(call(m, get(m, other, 'has'), other, [value])), keys }
}

const chargeAll = (m: Machine, self: Value) => {
  const members = setOf(m, self)
  m.charge(members.size)
  m.allocate(members.size * 16)
  return [...members]
}

export const setClass = defineClass('Set', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'Set', newTarget)
    m.allocate(200)
    const set = new SetObj(prototypeFor(m, newTarget, 'Set'))
    addAll(m, set, source, 'add', (value) => {
      m.allocate(48)
      set.members.add(keyOf(m, value))
    })
    return set
  },
  methods: {
    methods: {
      add(m, self, [value]) {
        m.allocate(48)
        setOf(m, self).add(keyOf(m, value === 0 ? 0 : value))
        return self
      },
      clear: [
        (m, self) => {
          setOf(m, self).clear()
          return undefined
        },
        0,
      ],
      delete: (m, self, [value]) => setOf(m, self).delete(keyOf(m, value)),
      entries: [(m, self) => iterateSet(m, self, (value) => m.realm.array([value, value])), 0],
      forEach(m, self, [fn, receiver]) {
        for (const value of setOf(m, self)) {
          m.charge(1)
          call(m, fn, receiver, [value, value, self])
        }
        return undefined
      },
      has: (m, self, [value]) => setOf(m, self).has(keyOf(m, value)),
      keys: [setValues, 0],
      values: [setValues, 0],
      union: (m, self, [other]) => newSet(m, [...chargeAll(m, self), ...setLike(m, other).keys()]),
      intersection(m, self, [other]) {
        const { has } = setLike(m, other)
        return newSet(
          m,
          chargeAll(m, self).filter((value) => has(value)),
        )
      },
      difference(m, self, [other]) {
        const { has } = setLike(m, other)
        return newSet(
          m,
          chargeAll(m, self).filter((value) => !has(value)),
        )
      },
      symmetricDifference(m, self, [other]) {
        const mine = setOf(m, self)
        const { has, keys } = setLike(m, other)
        return newSet(m, [
          ...chargeAll(m, self).filter((value) => !has(value)),
          ...keys().filter((value) => !mine.has(value)),
        ])
      },
      isSubsetOf(m, self, [other]) {
        const { has } = setLike(m, other)
        return chargeAll(m, self).every((value) => has(value))
      },
      isSupersetOf(m, self, [other]) {
        const mine = setOf(m, self)
        return setLike(m, other)
          .keys()
          .every((value) => mine.has(value))
      },
      isDisjointFrom(m, self, [other]) {
        const { has } = setLike(m, other)
        return !chargeAll(m, self).some((value) => has(value))
      },
    },
    getters: { size: (m, self) => setOf(m, self).size },
    symbols: [
      [symbols.iterator, method(setValues, 0)],
      [symbols.toStringTag, { kind: 'constant', value: 'Set' }],
    ],
  },
})
