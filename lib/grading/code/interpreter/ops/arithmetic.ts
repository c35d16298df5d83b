/** Operators: the common case of two numbers here, all others in `operators.ts`. */
import { looseEquals } from '../compare.ts'
import { toBoolean, toNumber, toNumeric } from '../convert.ts'
import type { Operation } from '../machine/function-code.ts'
import { type ArithmeticOperator, add, arithmetic, compare, instanceOf, isIn, typeOf } from '../operators.ts'

const addition: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] = typeof left === 'number' && typeof right === 'number' ? left + right : add(m, left, right)
}

const subtraction: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left - right : arithmetic(m, '-', left, right)
}

const multiplication: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left * right : arithmetic(m, '*', left, right)
}

const remainder: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left % right : arithmetic(m, '%', left, right)
}

const otherArithmetic =
  (operator: ArithmeticOperator): Operation =>
  (m) => {
    const right = m.pop()
    m.replaceTop(arithmetic(m, operator, m.top(), right))
  }

const less: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left < right : compare(m, '<', left, right)
}

const lessOrEqual: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left <= right : compare(m, '<=', left, right)
}

const greater: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left > right : compare(m, '>', left, right)
}

const greaterOrEqual: Operation = (m) => {
  const right = m.stack[--m.sp]
  const left = m.stack[m.sp - 1]
  m.stack[m.sp - 1] =
    typeof left === 'number' && typeof right === 'number' ? left >= right : compare(m, '>=', left, right)
}

const strictlyEqual: Operation = (m) => {
  const right = m.stack[--m.sp]
  if (typeof right === 'string') m.charge(right.length >> 7)
  m.stack[m.sp - 1] = m.stack[m.sp - 1] === right
}

const strictlyUnequal: Operation = (m) => {
  const right = m.stack[--m.sp]
  if (typeof right === 'string') m.charge(right.length >> 7)
  m.stack[m.sp - 1] = m.stack[m.sp - 1] !== right
}

export const binaryOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['+', addition],
  ['-', subtraction],
  ['*', multiplication],
  ['/', otherArithmetic('/')],
  ['%', remainder],
  ['**', otherArithmetic('**')],
  ['&', otherArithmetic('&')],
  ['|', otherArithmetic('|')],
  ['^', otherArithmetic('^')],
  ['<<', otherArithmetic('<<')],
  ['>>', otherArithmetic('>>')],
  ['>>>', otherArithmetic('>>>')],
  ['<', less],
  ['<=', lessOrEqual],
  ['>', greater],
  ['>=', greaterOrEqual],
  ['===', strictlyEqual],
  ['!==', strictlyUnequal],
  [
    '==',
    (m) => {
      const right = m.pop()
      m.replaceTop(looseEquals(m, m.top(), right))
    },
  ],
  [
    '!=',
    (m) => {
      const right = m.pop()
      m.replaceTop(!looseEquals(m, m.top(), right))
    },
  ],
  [
    'instanceof',
    (m) => {
      const right = m.pop()
      m.replaceTop(instanceOf(m, m.top(), right))
    },
  ],
  [
    'in',
    (m) => {
      const right = m.pop()
      m.replaceTop(isIn(m, m.top(), right))
    },
  ],
])

export const unaryOperations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    '!',
    (m) => {
      m.stack[m.sp - 1] = !toBoolean(m.stack[m.sp - 1])
    },
  ],
  [
    '-',
    (m) => {
      const value = toNumeric(m, m.top())
      m.replaceTop(-value)
    },
  ],
  ['+', (m) => m.replaceTop(toNumber(m, m.top()))],
  [
    '~',
    (m) => {
      const value = toNumeric(m, m.top())
      m.replaceTop(~value)
    },
  ],
  ['typeof', (m) => m.replaceTop(typeOf(m.top()))],
  ['void', (m) => m.replaceTop(undefined)],
])

export const toNumericTop: Operation = (m) => m.replaceTop(toNumeric(m, m.top()))

/** Adds `a`, 1 or -1, to a number or BigInt. */
export const incrementTop: Operation = (m, { a }) => {
  const value = toNumeric(m, m.top())
  m.replaceTop(typeof value === 'bigint' ? arithmetic(m, '+', value, BigInt(a)) : value + a)
}
