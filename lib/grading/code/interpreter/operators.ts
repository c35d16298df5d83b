/** What the operators mean where their operands are not simply two numbers: ECMA-262 sections 13.7 to 13.12. */
import { call, isCallable } from './call.ts'
import { toBoolean, toKey, toNumeric, toPrimitive, toText } from './convert.ts'
import { throwError } from './errors.ts'
import { budget, OutOfBudget } from './machine/budget.ts'
import type { Machine } from './machine/machine.ts'
import { get, has } from './property.ts'
import { Bound, Closure, Fn } from './values/functions.ts'
import { symbols } from './values/symbols.ts'
import { Obj, Sym, type Value } from './values/values.ts'

/** From here on, one look at a joined string, which makes the host copy it, is dear. */
const longText = 1 << 17

/** A joined string costs a little more the longer it is, and much more when it is long: looks are not all charged. */
function concat(m: Machine, left: string, right: string): string {
  const length = left.length + right.length
  if (length > budget.stringLength) throw new OutOfBudget('allocation')
  m.allocate(32 + (length < longText ? length >> 6 : length >> 4))
  m.charge(length >> 10)
  return left + right
}

export function add(m: Machine, left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') return concat(m, left, right)
  const a = toPrimitive(m, left, 'default')
  const b = toPrimitive(m, right, 'default')
  if (typeof a === 'string' || typeof b === 'string') return concat(m, toText(m, a), toText(m, b))
  return arithmetic(m, '+', a, b)
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>' | '>>>'

export function arithmetic(m: Machine, operator: ArithmeticOperator, left: Value, right: Value): number | bigint {
  const a = toNumeric(m, left)
  const b = toNumeric(m, right)
  if (typeof a === 'number' && typeof b === 'number') return onNumbers(operator, a, b)
  if (typeof a === 'bigint' && typeof b === 'bigint') return onBigints(m, operator, a, b)
  return throwError(m, 'TypeError', 'Cannot mix BigInt and other types, use explicit conversions')
}

function onNumbers(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case '**':
      return a ** b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    case '<<':
      return a << b
    case '>>':
      return a >> b
    case '>>>':
      return a >>> b
  }
}

/** An upper bound, cheap to get: sixteen bits for every four hexadecimal digits. */
const bitsOf = (value: bigint) => {
  if (value > -9007199254740992n && value < 9007199254740992n) return 53
  return value.toString(16).length * 4
}

function chargeBigint(m: Machine, bits: number): void {
  if (bits > budget.bigintBits) throw new OutOfBudget('allocation')
  m.allocate(16 + (bits >> 3))
  m.charge(bits >> 8)
}

function onBigints(m: Machine, operator: ArithmeticOperator, a: bigint, b: bigint): bigint {
  const bitsA = bitsOf(a)
  const bitsB = bitsOf(b)
  switch (operator) {
    case '+':
      chargeBigint(m, Math.max(bitsA, bitsB) + 1)
      return a + b
    case '-':
      chargeBigint(m, Math.max(bitsA, bitsB) + 1)
      return a - b
    case '*':
      chargeBigint(m, bitsA + bitsB)
      m.charge(Math.floor((bitsA * bitsB) / 2 ** 18))
      return a * b
    case '/':
    case '%':
      if (b === 0n) return throwError(m, 'RangeError', 'Division by zero')
      chargeBigint(m, bitsA)
      m.charge(Math.floor((bitsA * bitsB) / 2 ** 18))
      return operator === '/' ? a / b : a % b
    case '**': {
      if (b < 0n) return throwError(m, 'RangeError', 'Exponent must be non-negative')
      const small = a >= -1n && a <= 1n
      const bits = small ? 1 : bitsA <= 53 ? Math.log2(Math.abs(Number(a))) * Number(b) + 1 : bitsA * Number(b)
      chargeBigint(m, Math.ceil(bits))
      m.charge(Math.floor((bits * bits) / 2 ** 18))
      return small ? smallPower(a, b) : a ** b
    }
    case '&':
    case '|':
    case '^':
      chargeBigint(m, Math.max(bitsA, bitsB))
      return operator === '&' ? a & b : operator === '|' ? a | b : a ^ b
    case '<<':
    case '>>': {
      const shift = operator === '<<' ? b : -b
      if (a === 0n) return 0n
      if (shift > BigInt(budget.bigintBits)) throw new OutOfBudget('allocation')
      if (shift < -BigInt(budget.bigintBits)) return a < 0n ? -1n : 0n
      chargeBigint(m, Math.max(bitsA + Number(shift), 1))
      return a << shift
    }
    case '>>>':
      return throwError(m, 'TypeError', 'BigInts have no unsigned right shift, use >> instead')
  }
}

const smallPower = (base: bigint, exponent: bigint): bigint => {
  if (exponent === 0n) return 1n
  return base === -1n && exponent % 2n === 0n ? 1n : base
}

/** `left < right`, or undefined when one is NaN. */
function lessThan(m: Machine, left: Value, right: Value): boolean | undefined {
  if (typeof left === 'string' && typeof right === 'string') return lessText(m, left, right)
  if (typeof left === 'bigint' && typeof right === 'string') return lessThan(m, left, bigintOrNaN(right))
  if (typeof left === 'string' && typeof right === 'bigint') return lessThan(m, bigintOrNaN(left), right)
  const a = toNumeric(m, left)
  const b = toNumeric(m, right)
  return a < b ? true : a >= b ? false : undefined
}

function lessText(m: Machine, left: string, right: string): boolean {
  m.flatten(left)
  m.flatten(right)
  m.charge(Math.min(left.length, right.length) >> 7)
  return left < right
}

/** As the language reads a BigInt from a text: nothing is 0n. */
const bigintOrNaN = (text: string) =>
  /^\s*(?:[+-]?\d{1,5000})?\s*$/.test(text) ? BigInt(text.trim().replace('+', '')) : Number.NaN

export function compare(m: Machine, operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean {
  const a = toPrimitive(m, left, 'number')
  const b = toPrimitive(m, right, 'number')
  switch (operator) {
    case '<':
      return lessThan(m, a, b) === true
    case '>':
      return lessThan(m, b, a) === true
    case '<=':
      return lessThan(m, b, a) === false
    case '>=':
      return lessThan(m, a, b) === false
  }
}

export function typeOf(value: Value): string {
  if (value === null) return 'object'
  if (value instanceof Sym) return 'symbol'
  if (value instanceof Fn) return 'function'
  return typeof value
}

export function instanceOf(m: Machine, value: Value, target: Value): boolean {
  if (!(target instanceof Obj)) return throwError(m, 'TypeError', "Right-hand side of 'instanceof' is not an object")
  const custom = get(m, target, symbols.hasInstance)
  if (custom instanceof Closure) return toBoolean(call(m, custom, target, [value]))
  if (!isCallable(target)) return throwError(m, 'TypeError', "Right-hand side of 'instanceof' is not callable")
  return ordinaryHasInstance(m, value, target)
}

function ordinaryHasInstance(m: Machine, value: Value, target: Fn): boolean {
  if (target instanceof Bound) return instanceOf(m, value, target.target)
  if (!(value instanceof Obj)) return false
  const prototype = get(m, target, 'prototype')
  if (!(prototype instanceof Obj)) {
    return throwError(m, 'TypeError', "Function has non-object prototype 'undefined' in instanceof check")
  }
  for (let object = value.proto; object !== null; object = object.proto) {
    m.charge(1)
    if (object === prototype) return true
  }
  return false
}

export function isIn(m: Machine, key: Value, target: Value): boolean {
  if (!(target instanceof Obj)) {
    return throwError(m, 'TypeError', "Cannot use 'in' operator to search for a key in a value that is no object")
  }
  return has(m, target, toKey(m, key))
}
