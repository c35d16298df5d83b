/** Object. */
import { call, newInstance } from '../call.ts'
import { toKey, toObject, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { forEachValue } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { enumerableKeys, enumerableOwn, get, put, set } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import { Fn, type NativeImplementation } from '../values/functions.ts'
import { ArgumentsObj, DateObj, ErrorObj, PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { ABSENT, Arr, Obj, Slot, type Stored, type Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'
import { defineFrom, describeProperty, fix, isFixed, ownKeys, requireObject } from './property-descriptors.ts'
import { RegExpObj } from './regexp.ts'

function setProto(m: Machine, object: Obj, proto: Obj | null): void {
  for (let at = proto; at !== null; at = at.proto) {
    m.charge(1)
    if (at === object) throwError(m, 'TypeError', 'Cyclic __proto__ value')
  }
  if (!object.extensible && object.proto !== proto) throwError(m, 'TypeError', '#<Object> is not extensible')
  object.proto = proto
}

const protoArgument = (m: Machine, value: Value): Obj | null =>
  value === null || value instanceof Obj
    ? value
    : throwError(m, 'TypeError', `Object prototype may only be an Object or null: ${describeValue(value)}`)

const isEnumerable = (stored: Stored) => stored !== ABSENT && !(stored instanceof Slot && !stored.enumerable)

function tagOf(m: Machine, value: Value): string {
  if (value === undefined) return 'Undefined'
  if (value === null) return 'Null'
  const tag = get(m, value, symbols.toStringTag)
  if (typeof tag === 'string') return tag
  if (value instanceof ArgumentsObj) return 'Arguments'
  if (value instanceof Arr) return 'Array'
  if (value instanceof Fn) return 'Function'
  if (value instanceof ErrorObj) return 'Error'
  if (value instanceof DateObj) return 'Date'
  if (value instanceof RegExpObj) return 'RegExp'
  const inner = value instanceof PrimitiveObj ? value.primitive : value
  return typeof inner === 'string'
    ? 'String'
    : typeof inner === 'number'
      ? 'Number'
      : typeof inner === 'boolean'
        ? 'Boolean'
        : 'Object'
}

const pairs = (m: Machine, source: Value) => {
  const object = toObject(m, source)
  return enumerableKeys(m, object).map((key): Value => m.realm.array([key, get(m, object, key)]))
}

function groupBy(m: Machine, source: Value, fn: Value): Value {
  const groups = m.realm.object()
  groups.proto = null
  let index = 0
  forEachValue(m, source, (value) => {
    const key = toKey(m, call(m, fn, undefined, [value, index++]))
    const group = groups.getOwn(key)
    m.allocate(8)
    if (group instanceof Arr) group.elements.push(value)
    else put(m, groups, key, m.realm.array([value]))
  })
  return groups
}

const assign: NativeImplementation = (m, _self, [target, ...sources]) => {
  const object = toObject(m, target)
  for (const source of sources) {
    if (source === undefined || source === null) continue
    const from = toObject(m, source)
    for (const key of enumerableOwn(m, from)) set(m, object, key, get(m, from, key), true)
  }
  return object
}

export const objectClass = defineClass('Object', {
  construct: (m, _self, [value], newTarget) => {
    if (newTarget && newTarget !== m.realm.constructorOf('Object')) return newInstance(m, newTarget)
    return value === undefined || value === null ? m.realm.object() : toObject(m, value)
  },
  statics: {
    methods: {
      assign: [assign, 2],
      create: [
        (m, _self, [proto, properties]) => {
          const object = m.realm.object()
          object.proto = protoArgument(m, proto)
          if (properties !== undefined) defineAll(m, object, properties)
          return object
        },
        2,
      ],
      defineProperties: [
        (m, _self, [object, properties]) =>
          defineAll(m, requireObject(m, object, 'Object.defineProperties'), properties),
        2,
      ],
      defineProperty: [
        (m, _self, [object, key, description]) => {
          defineFrom(m, requireObject(m, object, 'Object.defineProperty'), toKey(m, key), description)
          return object
        },
        3,
      ],
      entries: (m, _self, [source]) => m.realm.array(pairs(m, source)),
      freeze: (m, _self, [value]) => fix(m, value, true),
      fromEntries(m, _self, [source]) {
        const object = m.realm.object()
        forEachValue(m, source, (pair) => {
          if (!(pair instanceof Obj))
            throwError(m, 'TypeError', `Iterator value ${describeValue(pair)} is not an entry object`)
          put(m, object, toKey(m, get(m, pair, '0')), get(m, pair, '1'))
        })
        return object
      },
      getOwnPropertyDescriptor: [
        (m, _self, [source, key]) => describeProperty(m, toObject(m, source), toKey(m, key)),
        2,
      ],
      getOwnPropertyDescriptors(m, _self, [source]) {
        const object = toObject(m, source)
        const all = m.realm.object()
        m.charge(object.ownSize)
        for (const key of object.ownKeys()) put(m, all, key, describeProperty(m, object, key))
        return all
      },
      getOwnPropertyNames: (m, _self, [source]) =>
        m.realm.array(ownKeys(m, source).filter((key) => typeof key === 'string')),
      getOwnPropertySymbols: (m, _self, [source]) =>
        m.realm.array(ownKeys(m, source).filter((key) => typeof key !== 'string')),
      getPrototypeOf: (m, _self, [source]) => toObject(m, source).proto,
      groupBy: [(m, _self, [source, fn]) => groupBy(m, source, fn), 2],
      hasOwn: [(m, _self, [source, key]) => toObject(m, source).getOwn(toKey(m, key)) !== ABSENT, 2],
      is: [(_m, _self, [a, b]) => Object.is(a, b), 2],
      isExtensible: (_m, _self, [value]) => value instanceof Obj && value.extensible,
      isFrozen: (m, _self, [value]) => isFixed(m, value, true),
      isSealed: (m, _self, [value]) => isFixed(m, value, false),
      keys: (m, _self, [source]) => m.realm.array(enumerableKeys(m, toObject(m, source))),
      preventExtensions(_m, _self, [value]) {
        if (value instanceof Obj) value.extensible = false
        return value
      },
      seal: (m, _self, [value]) => fix(m, value, false),
      setPrototypeOf: [
        (m, _self, [object, proto]) => {
          if (object instanceof Obj) setProto(m, object, protoArgument(m, proto))
          return object
        },
        2,
      ],
      values(m, _self, [source]) {
        const object = toObject(m, source)
        return m.realm.array(enumerableKeys(m, object).map((key) => get(m, object, key)))
      },
    },
  },
  methods: {
    methods: {
      hasOwnProperty: method((m, self, [key]) => toObject(m, self).getOwn(toKey(m, key)) !== ABSENT),
      isPrototypeOf: method((m, self, [value]) => {
        for (let at = value instanceof Obj ? value.proto : null; at !== null; at = at.proto) {
          m.charge(1)
          if (at === self) return true
        }
        return false
      }),
      propertyIsEnumerable: method((m, self, [key]) => isEnumerable(toObject(m, self).getOwn(toKey(m, key)))),
      toLocaleString: method((m, self) => toText(m, self), 0),
      toString: method((m, self) => `[object ${tagOf(m, self)}]`, 0),
      valueOf: method((m, self) => toObject(m, self), 0),
    },
    symbols: [
      [
        '__proto__',
        {
          kind: 'accessor',
          get: (m, self) => toObject(m, self).proto,
          set: (m, self, [proto]) => {
            if (self instanceof Obj && (proto === null || proto instanceof Obj)) setProto(m, self, proto)
            return undefined
          },
        },
      ],
    ],
  },
})

function defineAll(m: Machine, object: Obj, properties: Value): Obj {
  const from = toObject(m, properties)
  for (const key of enumerableOwn(m, from)) defineFrom(m, object, key, get(m, from, key))
  return object
}
