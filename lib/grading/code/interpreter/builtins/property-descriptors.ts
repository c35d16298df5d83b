import { toBoolean, toObject } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { get, has, put, setArrayLength } from '../property.ts'
import { describeKey, describeValue } from '../values/describe.ts'
import { Fn } from '../values/functions.ts'
import { ABSENT, Arr, arrayIndexOf, type Key, Obj, Slot, slotOf, type Value } from '../values/values.ts'

export const requireObject = (m: Machine, value: Value, method: string): Obj =>
  value instanceof Obj ? value : throwError(m, 'TypeError', `${method} called on non-object`)

export function ownKeys(m: Machine, source: Value): Key[] {
  const object = toObject(m, source)
  m.charge(object.ownSize)
  return object.ownKeys()
}

export function describeProperty(m: Machine, object: Obj, key: Key): Value {
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

export function defineFrom(m: Machine, object: Obj, key: Key, description: Value): void {
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
export function fix(m: Machine, value: Value, readOnly: boolean): Value {
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

export function isFixed(m: Machine, value: Value, readOnly: boolean): boolean {
  if (!(value instanceof Obj)) return true
  if (value.extensible) return false
  if (value instanceof Arr) return value.frozen || value.elements.length === 0 || !readOnly
  m.charge(value.ownSize)
  return value.ownKeys().every((key) => {
    const stored = value.getOwn(key)
    return stored instanceof Slot && !stored.configurable && !(readOnly && !stored.isAccessor && stored.writable)
  })
}
