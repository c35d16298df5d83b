/** Whether a result is what a test expects: by structure, never by identity. Of the program's code only getters run. */
import type { Machine } from '../machine/machine.ts'
import { enumerableKeys, get } from '../property.ts'
import { Fn } from './functions.ts'
import { DateObj, ErrorObj, MapObj, PrimitiveObj, SetObj } from './objects.ts'
import { Arr, HOLE, Obj, type Value } from './values.ts'

/** Numbers as SameValueZero has it, except that a test that expects -0 gets nothing else. */
function samePrimitive(actual: Value, expected: Value): boolean {
  if (Object.is(expected, -0)) return Object.is(actual, -0)
  return actual === expected || Object.is(actual, expected)
}

/** Own enumerable string keys with their values. */
function dataOf(m: Machine, object: Obj): Map<string, Value> {
  return new Map(enumerableKeys(m, object).map((key) => [key, get(m, object, key)]))
}

/** @throws OutOfBudget, and Thrown by a getter */
export function equalValues(m: Machine, actual: Value, expected: Value): boolean {
  m.charge(1)
  if (!(actual instanceof Obj) || !(expected instanceof Obj)) return samePrimitive(actual, expected)
  if (actual === expected) return true
  return m.nested(() => equalObjects(m, actual, expected))
}

function equalObjects(m: Machine, actual: Obj, expected: Obj): boolean {
  if (expected instanceof Arr) return actual instanceof Arr && equalLists(m, actual.elements, expected.elements)
  if (expected instanceof DateObj) return actual instanceof DateObj && samePrimitive(actual.time, expected.time)
  if (expected instanceof MapObj) return actual instanceof MapObj && equalMaps(m, actual.entries, expected.entries)
  if (expected instanceof SetObj) return actual instanceof SetObj && equalSets(m, actual.members, expected.members)
  const isOther =
    actual instanceof Arr ||
    actual instanceof DateObj ||
    actual instanceof MapObj ||
    actual instanceof SetObj ||
    actual instanceof Fn ||
    actual instanceof PrimitiveObj ||
    actual instanceof ErrorObj
  return !isOther && equalData(m, dataOf(m, actual), dataOf(m, expected))
}

function equalLists(m: Machine, actual: readonly Value[], expected: readonly Value[]): boolean {
  return (
    actual.length === expected.length &&
    expected.every((element, index) => equalValues(m, withoutHole(actual[index]), withoutHole(element)))
  )
}

const withoutHole = (element: Value) => (element === HOLE ? undefined : element)

function equalData(m: Machine, actual: ReadonlyMap<string, Value>, expected: ReadonlyMap<string, Value>): boolean {
  m.charge(actual.size)
  if (actual.size !== expected.size) return false
  for (const [key, value] of expected) {
    if (!actual.has(key) || !equalValues(m, actual.get(key), value)) return false
  }
  return true
}

/** In any order; a key that is an object may stand for an equal one. */
function equalMaps(m: Machine, actual: ReadonlyMap<Value, Value>, expected: ReadonlyMap<Value, Value>): boolean {
  if (actual.size !== expected.size) return false
  const unclaimed = new Set(actual.keys())
  for (const [key, value] of expected) {
    const found = claim(m, unclaimed, key, (candidate) => equalValues(m, actual.get(candidate), value))
    if (!found) return false
  }
  return true
}

function equalSets(m: Machine, actual: ReadonlySet<Value>, expected: ReadonlySet<Value>): boolean {
  if (actual.size !== expected.size) return false
  const unclaimed = new Set(actual)
  return [...expected].every((member) => claim(m, unclaimed, member, () => true))
}

function claim(m: Machine, unclaimed: Set<Value>, wanted: Value, fits: (candidate: Value) => boolean): boolean {
  if (!(wanted instanceof Obj)) return unclaimed.has(wanted) && fits(wanted) && unclaimed.delete(wanted)
  for (const candidate of unclaimed) {
    if (equalValues(m, candidate, wanted) && fits(candidate)) return unclaimed.delete(candidate)
  }
  return false
}
