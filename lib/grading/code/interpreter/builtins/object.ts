/** Object and Reflect. */
import { call, construct as constructValue, newInstance } from '../call.ts'
import { toBoolean, toKey, toObject, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { forEachValue } from '../iteration.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import {
  deleteProperty,
  enumerableKeys,
  enumerableOwn,
  find,
  get,
  getFrom,
  has,
  put,
  set,
  setArrayLength,
} from '../property.ts'
import { describeKey, describeValue } from '../values/describe.ts'
import { Fn, type NativeImplementation } from '../values/functions.ts'
import { ArgumentsObj, DateObj, ErrorObj, PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { ABSENT, Arr, arrayIndexOf, type Key, Obj, Slot, type Stored, slotOf, type Value } from '../values/values.ts'
import { defineClass, defineTable, method } from './define.ts'
import { argumentsFrom } from './function.ts'
import { RegExpObj } from './regexp.ts'

const requireObject = (m: Machine, value: Value, method: string): Obj =>
  value instanceof Obj ? value : throwError(m, 'TypeError', `${method} called on non-object`)

function describeProperty(m: Machine, object: Obj, key: Key): Value {
  const stored = object.getOwn(key)
  if (stored === ABSENT) return undefined
  const slot = stored instanceof Slot ? stored : slotOf(stored, true, true, true)
  const descriptor = m.realm.object()
  if (slot.isAccessor) {
    put(m, descriptor, 'get', slot.getter)
    put(m, descriptor, 'set', slot.setter)
  } else {
    put(m, descriptor, 'value', slot.value)
    put(m, descriptor, 'writable', slot.writable)
  }
  put(m, descriptor, 'enumerable', slot.enumerable)
  put(m, descriptor, 'configurable', slot.configurable)
  return descriptor
}

function defineFrom(m: Machine, object: Obj, key: Key, description: Value): void {
  const from = requireObject(m, description, 'Property description')
  const existing = object.getOwn(key)
  if (existing === ABSENT && !object.extensible) {
    throwError(m, 'TypeError', `Cannot define property ${describeKey(key)}, object is not extensible`)
  }
  const old =
    existing === ABSENT
      ? slotOf(undefined, false, false, false)
      : existing instanceof Slot
        ? existing
        : slotOf(existing, true, true, true)
  const slot = new Slot()
  const has_ = (name: string) => has(m, from, name)
  const flag = (name: 'writable' | 'enumerable' | 'configurable') =>
    has_(name) ? toBoolean(get(m, from, name)) : old[name]
  slot.enumerable = flag('enumerable')
  slot.configurable = flag('configurable')
  const accessor = (name: string, before: Obj | undefined): Obj | undefined => {
    if (!has_(name)) return before
    const fn = get(m, from, name)
    if (fn === undefined || fn instanceof Fn) return fn
    return throwError(
      m,
      'TypeError',
      `${name === 'get' ? 'Getter' : 'Setter'} must be a function: ${describeValue(fn)}`,
    )
  }
  slot.isAccessor = has_('get') || has_('set') || (old.isAccessor && !has_('value') && !has_('writable'))
  if (slot.isAccessor) {
    if (has_('value') || has_('writable')) {
      throwError(
        m,
        'TypeError',
        'Invalid property descriptor. Cannot both specify accessors and a value or writable attribute',
      )
    }
    slot.getter = accessor('get', old.getter)
    slot.setter = accessor('set', old.setter)
  } else {
    slot.writable = flag('writable')
    slot.value = has_('value') ? get(m, from, 'value') : old.value
  }
  if (existing !== ABSENT && !old.configurable) requireSameShape(m, key, old, slot)
  store(m, object, key, slot)
}

function requireSameShape(m: Machine, key: Key, old: Slot, slot: Slot): void {
  const narrows = old.writable && !slot.isAccessor && !old.isAccessor
  const same = Object.is(old.value, slot.value) && old.getter === slot.getter && old.setter === slot.setter
  const kept = old.isAccessor === slot.isAccessor && old.enumerable === slot.enumerable && !slot.configurable
  if (!kept || !(same || narrows) || (!old.writable && slot.writable && !slot.isAccessor)) {
    throwError(m, 'TypeError', `Cannot redefine property: ${describeKey(key)}`)
  }
}

function store(m: Machine, object: Obj, key: Key, slot: Slot): void {
  const isPlain = !slot.isAccessor && slot.writable && slot.enumerable && slot.configurable
  if (object instanceof Arr) {
    if (key === 'length') {
      if (typeof slot.value === 'number') setArrayLength(m, object, slot.value)
      if (!slot.writable) throw new UnsupportedConstruct('an array with a fixed length')
      return
    }
    if (arrayIndexOf(key) !== -1 && !isPlain) throw new UnsupportedConstruct('attributes of array elements')
  }
  put(m, object, key, isPlain ? slot.value : slot)
}

/** Makes every property of an object permanent, and with `readOnly` its values as well. */
function fix(m: Machine, value: Value, readOnly: boolean): Value {
  if (!(value instanceof Obj)) return value
  value.extensible = false
  m.charge(value.ownSize)
  if (value instanceof Arr) {
    if (readOnly) value.frozen = true
    return value
  }
  for (const key of value.ownKeys()) {
    const stored = value.getOwn(key)
    if (stored instanceof Slot) {
      stored.configurable = false
      if (readOnly && !stored.isAccessor) stored.writable = false
    } else {
      m.allocate(80)
      value.putOwn(key, slotOf(stored, !readOnly, true, false))
    }
  }
  return value
}

function isFixed(m: Machine, value: Value, readOnly: boolean): boolean {
  if (!(value instanceof Obj)) return true
  if (value.extensible) return false
  if (value instanceof Arr) return value.frozen || value.elements.length === 0 || !readOnly
  m.charge(value.ownSize)
  return value.ownKeys().every((key) => {
    const stored = value.getOwn(key)
    return stored instanceof Slot && !stored.configurable && !(readOnly && !stored.isAccessor && stored.writable)
  })
}

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

function ownKeys(m: Machine, source: Value): Key[] {
  const object = toObject(m, source)
  m.charge(object.ownSize)
  return object.ownKeys()
}

function defineAll(m: Machine, object: Obj, properties: Value): Obj {
  const from = toObject(m, properties)
  for (const key of enumerableOwn(m, from)) defineFrom(m, object, key, get(m, from, key))
  return object
}

export const reflectTable = defineTable({
  methods: {
    apply: [(m, _self, [fn, self, args]) => call(m, fn, self, argumentsFrom(m, args)), 3],
    construct: [(m, _self, [fn, args, newTarget]) => constructValue(m, fn, argumentsFrom(m, args), newTarget ?? fn), 2],
    deleteProperty: [
      (m, _self, [object, key]) =>
        deleteProperty(m, requireObject(m, object, 'Reflect.deleteProperty'), toKey(m, key), false),
      2,
    ],
    get: [
      (m, _self, [object, key, receiver]) =>
        getFrom(m, requireObject(m, object, 'Reflect.get'), toKey(m, key), receiver ?? object),
      2,
    ],
    getPrototypeOf: (m, _self, [object]) => requireObject(m, object, 'Reflect.getPrototypeOf').proto,
    has: [(m, _self, [object, key]) => find(m, requireObject(m, object, 'Reflect.has'), toKey(m, key)) !== ABSENT, 2],
    ownKeys: (m, _self, [object]) => m.realm.array(ownKeys(m, requireObject(m, object, 'Reflect.ownKeys'))),
    set: [
      (m, _self, [object, key, value]) => {
        set(m, requireObject(m, object, 'Reflect.set'), toKey(m, key), value, false)
        return true
      },
      3,
    ],
  },
})
