/** structuredClone. */
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import { enumerableKeys, get, put } from '../property.ts'
import { Fn } from '../values/functions.ts'
import { DateObj, ErrorObj, MapObj, PrimitiveObj, SetObj } from '../values/objects.ts'
import { hiddenSlot, Obj, Sym, type Value } from '../values/values.ts'
import { isArray } from './array-operations.ts'
import { createRegExp, RegExpObj } from './regexp.ts'

/** @param known copies already made, so that cycles stay cycles */
export function cloneValue(m: Machine, value: Value, known = new Map<Value, Value>()): Value {
  if (value instanceof Fn || value instanceof Sym) return throwError(m, 'Error', 'The value could not be cloned.')
  if (!(value instanceof Obj)) return value
  return known.get(value) ?? m.nested(() => cloneObject(m, value, known))
}

function cloneObject(m: Machine, value: Obj, known: Map<Value, Value>): Value {
  m.charge(2)
  const copyOf = (inner: Value) => cloneValue(m, inner, known)
  if (isArray(value)) {
    const copy = m.realm.array([])
    known.set(value, copy)
    m.allocate(value.elements.length * 8)
    for (const element of value.elements) copy.elements.push(copyOf(element))
    return copy
  }
  if (value instanceof DateObj) return new DateObj(m.realm.proto('Date'), value.time)
  if (value instanceof RegExpObj) return createRegExp(m, value.source, value.program.pattern.flags.text)
  if (value instanceof PrimitiveObj) return new PrimitiveObj(value.proto, value.primitive)
  if (value instanceof MapObj) {
    const copy = new MapObj(m.realm.proto('Map'))
    known.set(value, copy)
    m.allocate(value.entries.size * 64)
    for (const [key, inner] of value.entries) copy.entries.set(copyOf(key), copyOf(inner))
    return copy
  }
  if (value instanceof SetObj) {
    const copy = new SetObj(m.realm.proto('Set'))
    known.set(value, copy)
    m.allocate(value.members.size * 48)
    for (const member of value.members) copy.members.add(copyOf(member))
    return copy
  }
  if (value instanceof ErrorObj) {
    const copy = new ErrorObj(value.proto)
    copy.putOwn('message', hiddenSlot(get(m, value, 'message')))
    return copy
  }
  const copy = m.realm.object()
  known.set(value, copy)
  for (const key of enumerableKeys(m, value)) put(m, copy, key, copyOf(get(m, value, key)))
  return copy
}
