/** The conversions of ECMA-262 section 7.1. */
import { call, isCallable } from './call.ts'
import { throwError } from './errors.ts'
import type { Machine } from './machine/machine.ts'
import { get } from './property.ts'
import { PrimitiveObj } from './values/objects.ts'
import { symbols } from './values/symbols.ts'
import { type Key, Obj, Sym, type Value } from './values/values.ts'

export type Primitive = Exclude<Value, Obj>

export function toBoolean(value: Value): boolean {
  // Every object of the interpreter is an object of the host too, and as true.
  return Boolean(value)
}

export function toPrimitive(m: Machine, value: Value, hint: 'default' | 'number' | 'string'): Primitive {
  if (!(value instanceof Obj)) return value
  const exotic = get(m, value, symbols.toPrimitive)
  if (exotic !== undefined && exotic !== null) {
    const result = call(m, exotic, value, [hint])
    if (!(result instanceof Obj)) return result
  } else {
    for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
      const method = get(m, value, name)
      if (!isCallable(method)) continue
      const result = call(m, method, value, [])
      if (!(result instanceof Obj)) return result
    }
  }
  return throwError(m, 'TypeError', 'Cannot convert object to primitive value')
}

export function toNumeric(m: Machine, value: Value): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  const primitive = toPrimitive(m, value, 'number')
  return typeof primitive === 'bigint' ? primitive : toNumber(m, primitive)
}

export function toNumber(m: Machine, value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') {
    m.flatten(value)
    return Number(value)
  }
  if (value instanceof Obj) return toNumber(m, toPrimitive(m, value, 'number'))
  if (typeof value === 'bigint') return throwError(m, 'TypeError', 'Cannot convert a BigInt value to a number')
  if (value instanceof Sym) return throwError(m, 'TypeError', 'Cannot convert a Symbol value to a number')
  return Number(value)
}

/** ToIntegerOrInfinity: NaN is 0. */
export function toInteger(m: Machine, value: Value): number {
  const number = Math.trunc(toNumber(m, value))
  return Number.isNaN(number) || number === 0 ? 0 : number
}

/** An index counted from the end when negative, and kept within 0 and the length. */
export function toRelativeIndex(m: Machine, value: Value, length: number, fallback: number): number {
  if (value === undefined) return fallback
  const index = toInteger(m, value)
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length)
}

export function toText(m: Machine, value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value instanceof Obj) return toText(m, toPrimitive(m, value, 'string'))
  if (value instanceof Sym) return throwError(m, 'TypeError', 'Cannot convert a Symbol value to a string')
  if (typeof value === 'bigint') return bigintText(m, value, 10)
  return String(value)
}

/** The work of writing a large integer down grows with the square of its length. */
export function bigintText(m: Machine, value: bigint, radix: number): string {
  const text = value.toString(radix)
  m.charge(Math.floor((text.length * text.length) / 2 ** 14))
  m.allocateString(text.length)
  return text
}

export function toKey(m: Machine, value: Value): Key {
  if (typeof value === 'string') {
    m.flatten(value)
    return value
  }
  const primitive = toPrimitive(m, value, 'string')
  return primitive instanceof Sym ? primitive : toText(m, primitive)
}

export function toObject(m: Machine, value: Value): Obj {
  if (value instanceof Obj) return value
  if (value === undefined || value === null) {
    return throwError(m, 'TypeError', 'Cannot convert undefined or null to object')
  }
  m.allocate(100)
  return new PrimitiveObj(m.realm.protoOfPrimitive(value), value)
}
