/** A sample test's values, encoded as in `lib/contract/test-value.ts`, to values of a run. Tests are the author's. */
import type { Machine } from '../machine/machine.ts'
import { DateObj, MapObj, SetObj } from './objects.ts'
import type { Value } from './values.ts'

const specialNumbers = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
])

/** @throws TypeError when the encoding is not one; patterns are checked for that before */
export function decodeTestValue(m: Machine, encoded: unknown): Value {
  if (typeof encoded === 'string' || typeof encoded === 'number' || typeof encoded === 'boolean' || encoded === null) {
    return encoded
  }
  if (encoded === undefined) return undefined
  if (Array.isArray(encoded)) return m.realm.array(encoded.map((item: unknown) => decodeTestValue(m, item)))
  if (typeof encoded !== 'object') throw new TypeError(`a test cannot hold a ${typeof encoded}`)
  const entries: [string, unknown][] = Object.entries(encoded)
  const [first] = entries
  if (entries.length === 1 && first?.[0].startsWith('$')) return decodeMark(m, first[0], first[1])
  const object = m.realm.object()
  for (const [key, value] of entries) object.putOwn(key, decodeTestValue(m, value))
  return object
}

function decodeMark(m: Machine, mark: string, inner: unknown): Value {
  switch (mark) {
    case '$undefined':
      return undefined
    case '$number':
      return specialNumbers.get(String(inner))
    case '$bigint':
      return BigInt(String(inner))
    case '$date':
      return new DateObj(m.realm.proto('Date'), Date.parse(String(inner)))
    case '$map': {
      const map = new MapObj(m.realm.proto('Map'))
      for (const pair of listOf(inner)) {
        const [key, value] = listOf(pair)
        map.entries.set(decodeTestValue(m, key), decodeTestValue(m, value))
      }
      return map
    }
    case '$set': {
      const set = new SetObj(m.realm.proto('Set'))
      for (const member of listOf(inner)) set.members.add(decodeTestValue(m, member))
      return set
    }
    default:
      throw new TypeError(`${mark} is no mark of a test value`)
  }
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError('a mark of a test value holds something other than a list')
}
