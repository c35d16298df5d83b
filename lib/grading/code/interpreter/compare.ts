/** Equality: ECMA-262 section 7.2. Strict equality and SameValue of these values are the host's own. */
import { toNumber, toPrimitive } from './convert.ts'
import type { Machine } from './machine/machine.ts'
import { Obj, type Value } from './values/values.ts'

const isNullish = (value: Value) => value === undefined || value === null

export function looseEquals(m: Machine, left: Value, right: Value): boolean {
  if (typeof left === typeof right && left instanceof Obj === right instanceof Obj) {
    if (isNullish(left) || isNullish(right)) return isNullish(left) && isNullish(right)
    return left === right
  }
  if (isNullish(left) || isNullish(right)) return isNullish(left) && isNullish(right)
  if (left instanceof Obj) {
    return right instanceof Obj ? left === right : looseEquals(m, toPrimitive(m, left, 'default'), right)
  }
  if (right instanceof Obj) return looseEquals(m, left, toPrimitive(m, right, 'default'))
  if (typeof left === 'object' || typeof right === 'object') return false
  if (typeof left === 'bigint' || typeof right === 'bigint') {
    // The host compares the two kinds of numbers by value, and reads a string as it should here.
    return compareMixed(left, right)
  }
  return toNumber(m, left) === toNumber(m, right)
}

function compareMixed(left: Value, right: Value): boolean {
  if (typeof left === 'string' || typeof right === 'string') {
    const text = typeof left === 'string' ? left : right
    const other = typeof left === 'string' ? right : left
    if (typeof text !== 'string') return false
    const digits = text.trim()
    return /^[+-]?\d{1,20000}$/.test(digits)
      ? BigInt(digits.replace(/^\+/, '')) === other
      : digits === '' && other === 0n
  }
  // biome-ignore lint/suspicious/noDoubleEquals: a BigInt against a number or boolean, by value
  return left == right
}

export const sameValueZero = (left: Value, right: Value) =>
  left === right || (Number.isNaN(left) && Number.isNaN(right))
