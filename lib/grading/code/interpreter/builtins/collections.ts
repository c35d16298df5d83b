/** Map, Set and their weak kinds. The host's Map holds the entries: its keys are compared as the language wants it. */
import { call, isCallable, prototypeFor } from '../call.ts'
import { toBoolean, toNumber } from '../convert.ts'
import { throwError } from '../errors.ts'
import { DONE, forEachValue, iteratorRecord } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { get } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { MapObj, SetObj, WeakMapObj, WeakSetObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Arr, Obj, Sym, type Value } from '../values/values.ts'
import { defineClass, method, requireNew } from './define.ts'
import { makeIterator } from './iterator.ts'

const wrongReceiver = (m: Machine, name: string): never =>
  throwError(m, 'TypeError', `Method ${name} called on incompatible receiver`)

const mapOf = (m: Machine, self: Value) => (self instanceof MapObj ? self.entries : wrongReceiver(m, 'Map.prototype'))
const setOf = (m: Machine, self: Value) => (self instanceof SetObj ? self.members : wrongReceiver(m, 'Set.prototype'))

/** Looking a long text up means reading it. */
function keyOf(m: Machine, key: Value): Value {
  if (typeof key === 'string') m.flatten(key)
  return key
}

function addAll(m: Machine, target: Obj, source: Value, adder: 'set' | 'add', addEntry: (value: Value) => void): void {
  if (source === undefined || source === null) return
  const own = get(m, target, adder)
  forEachValue(m, source, (value) => {
    if (adder === 'add' && isCallable(own) && !isBuiltinAdder(m, target, adder, own)) call(m, own, target, [value])
    else addEntry(value)
  })
}

const isBuiltinAdder = (m: Machine, target: Obj, adder: string, own: Value) =>
  get(m, m.realm.proto(target instanceof SetObj ? 'Set' : 'Map'), adder) === own

function entryOf(m: Machine, pair: Value): readonly [Value, Value] {
  if (!(pair instanceof Obj))
    return throwError(m, 'TypeError', `Iterator value ${describeValue(pair)} is not an entry object`)
  if (pair instanceof Arr) return [pair.elements[0], pair.elements[1]]
  return [get(m, pair, '0'), get(m, pair, '1')]
}

function setEntry(m: Machine, map: MapObj, key: Value, value: Value): void {
  m.allocate(64)
  map.entries.set(keyOf(m, key), value)
}

function iterateMap(m: Machine, self: Value, pick: (key: Value, value: Value) => Value): Value {
  const entries = mapOf(m, self).entries()
  return makeIterator(m, 'Map Iterator', () => {
    const step = entries.next()
    return step.done ? null : { value: pick(step.value[0], step.value[1]) }
  })
}

const mapEntries: NativeImplementation = (m, self) => iterateMap(m, self, (key, value) => m.realm.array([key, value]))

export const mapClass = defineClass('Map', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'Map', newTarget)
    m.allocate(200)
    const map = new MapObj(prototypeFor(m, newTarget, 'Map'))
    addAll(m, map, source, 'set', (pair) => setEntry(m, map, ...entryOf(m, pair)))
    return map
  },
  statics: {
    methods: {
      groupBy: [
        (m, _self, [source, fn]) => {
          const map = new MapObj(m.realm.proto('Map'))
          let index = 0
          forEachValue(m, source, (value) => {
            const key = call(m, fn, undefined, [value, index++])
            const group = map.entries.get(keyOf(m, key))
            m.allocate(8)
            if (group instanceof Arr) group.elements.push(value)
            else setEntry(m, map, key, m.realm.array([value]))
          })
          return map
        },
        2,
      ],
    },
  },
  methods: {
    methods: {
      clear: [
        (m, self) => {
          mapOf(m, self).clear()
          return undefined
        },
        0,
      ],
      delete: (m, self, [key]) => mapOf(m, self).delete(keyOf(m, key)),
      entries: [mapEntries, 0],
      forEach(m, self, [fn, receiver]) {
        for (const [key, value] of mapOf(m, self)) {
          m.charge(1)
          call(m, fn, receiver, [value, key, self])
        }
        return undefined
      },
      get: (m, self, [key]) => mapOf(m, self).get(keyOf(m, key)),
      has: (m, self, [key]) => mapOf(m, self).has(keyOf(m, key)),
      keys: [(m, self) => iterateMap(m, self, (key) => key), 0],
      set: [
        (m, self, [key, value]) => {
          if (!(self instanceof MapObj)) return wrongReceiver(m, 'Map.prototype.set')
          setEntry(m, self, key === 0 ? 0 : key, value)
          return self
        },
        2,
      ],
      values: [(m, self) => iterateMap(m, self, (_key, value) => value), 0],
    },
    getters: { size: (m, self) => mapOf(m, self).size },
    symbols: [
      [symbols.iterator, method(mapEntries, 0)],
      [symbols.toStringTag, { kind: 'constant', value: 'Map' }],
    ],
  },
})

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

const weakKey = (m: Machine, key: Value): Value =>
  key instanceof Obj || key instanceof Sym ? key : throwError(m, 'TypeError', `Invalid value used as weak map key`)

const weakMapOf = (m: Machine, self: Value) =>
  self instanceof WeakMapObj ? self.entries : wrongReceiver(m, 'WeakMap.prototype')

export const weakMapClass = defineClass('WeakMap', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'WeakMap', newTarget)
    const map = new WeakMapObj(prototypeFor(m, newTarget, 'WeakMap'))
    if (source === undefined || source === null) return map
    forEachValue(m, source, (pair) => {
      const [key, value] = entryOf(m, pair)
      m.allocate(64)
      map.entries.set(weakKey(m, key), value)
    })
    return map
  },
  methods: {
    methods: {
      delete: (m, self, [key]) => weakMapOf(m, self).delete(key),
      get: (m, self, [key]) => weakMapOf(m, self).get(key),
      has: (m, self, [key]) => weakMapOf(m, self).has(key),
      set: [
        (m, self, [key, value]) => {
          m.allocate(64)
          weakMapOf(m, self).set(weakKey(m, key), value)
          return self
        },
        2,
      ],
    },
  },
})

const weakSetOf = (m: Machine, self: Value) =>
  self instanceof WeakSetObj ? self.members : wrongReceiver(m, 'WeakSet.prototype')

export const weakSetClass = defineClass('WeakSet', {
  length: 0,
  construct(m, _self, [source], newTarget) {
    requireNew(m, 'WeakSet', newTarget)
    const set = new WeakSetObj(prototypeFor(m, newTarget, 'WeakSet'))
    if (source === undefined || source === null) return set
    forEachValue(m, source, (value) => set.members.add(weakKey(m, value)))
    return set
  },
  methods: {
    methods: {
      add(m, self, [value]) {
        m.allocate(48)
        weakSetOf(m, self).add(weakKey(m, value))
        return self
      },
      delete: (m, self, [value]) => weakSetOf(m, self).delete(value),
      has: (m, self, [value]) => weakSetOf(m, self).has(value),
    },
  },
})
