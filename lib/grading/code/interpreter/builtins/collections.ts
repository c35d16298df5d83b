/** What Map, Set and their weak kinds share. */
import { call } from '../call.ts'
import { throwError } from '../errors.ts'
import { forEachValue } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { get } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import type { MapObj, SetObj } from '../values/objects.ts'
import { Arr, Obj, type Value } from '../values/values.ts'

export const wrongReceiver = (m: Machine, name: string): never =>
  throwError(m, 'TypeError', `Method ${name} called on incompatible receiver`)

/** Looking a long text up means reading it. */
export function keyOf(m: Machine, key: Value): Value {
  if (typeof key === 'string') m.flatten(key)
  return key
}

/** Fills a new collection: by a method that a subclass has put in the place of the built-in one, else directly. */
export function addAll(
  m: Machine,
  target: MapObj | SetObj,
  source: Value,
  adder: 'set' | 'add',
  addEntry: (value: Value) => void,
): void {
  if (source === undefined || source === null) return
  const own = get(m, target, adder)
  const isBuiltin = own === get(m, m.realm.proto(adder === 'add' ? 'Set' : 'Map'), adder)
  forEachValue(m, source, (value) => {
    if (isBuiltin) addEntry(value)
    else call(m, own, target, adder === 'add' ? [value] : entryOf(m, value))
  })
}

export function entryOf(m: Machine, pair: Value): readonly [Value, Value] {
  if (!(pair instanceof Obj))
    return throwError(m, 'TypeError', `Iterator value ${describeValue(pair)} is not an entry object`)
  if (pair instanceof Arr) return [pair.elements[0], pair.elements[1]]
  return [get(m, pair, '0'), get(m, pair, '1')]
}
