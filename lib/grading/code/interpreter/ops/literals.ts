/** Array, object, function, class and regular expression literals. */

import { createRegExp } from '../builtins/regexp.ts'
import { toKey } from '../convert.ts'
import { throwError } from '../errors.ts'
import { listFrom } from '../iteration.ts'
import type { FunctionCode, Instruction, Operation } from '../machine/function-code.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength, enumerableOwn, get, put } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import { Closure, isConstructor } from '../values/functions.ts'
import { PrimitiveObj } from '../values/objects.ts'
import { ABSENT, Arr, accessorSlot, hiddenSlot, type Key, Obj, Slot, slotOf, type Value } from '../values/values.ts'

const objectAt = (m: Machine, below: number): Obj => {
  const value = m.stack[m.sp - 1 - below]
  if (value instanceof Obj) return value
  throw new Error('an object under construction is missing')
}

/** Takes `a` values off the stack. */
export const newArray: Operation = (m, { a }) => {
  const elements = m.stack.slice(m.sp - a, m.sp)
  m.sp -= a
  m.push(m.realm.array(elements))
}

/** list iterable -> list */
export const appendSpread: Operation = (m) => {
  const values = listFrom(m, m.pop())
  const list = objectAt(m, 0)
  if (!(list instanceof Arr)) throw new Error('an array under construction is missing')
  chargeLength(m, values.length, list.elements.length + values.length)
  for (const value of values) list.elements.push(value)
}

export const newObject: Operation = (m) => m.push(m.realm.object())

/** object value -> object */
export const defineNamed: Operation = (m, { constant }) => {
  const value = m.pop()
  if (typeof constant !== 'string') throw new Error('a property name is missing')
  put(m, objectAt(m, 0), constant, value)
}

/** object key value -> object. `a` 1: an anonymous function takes the key as its name. */
export const defineKeyed: Operation = (m, { a }) => {
  const value = m.pop()
  const key = toKey(m, m.pop())
  if (a === 1) nameFunction(value, key, '')
  put(m, objectAt(m, 0), key, value)
}

function nameFunction(value: Value, key: Key, prefix: string): void {
  if (!(value instanceof Closure) || value.name !== '') return
  value.name = prefix + (typeof key === 'string' ? key : `[${key.description ?? ''}]`)
}

/** object value -> object, for `__proto__: value` in a literal */
export const setLiteralProto: Operation = (m) => {
  const value = m.pop()
  if (value instanceof Obj || value === null) objectAt(m, 0).proto = value
}

/** object source -> object */
export const copyProperties: Operation = (m) => {
  copyInto(m, objectAt(m, 1), m.pop(), new Set())
}

function copyInto(m: Machine, target: Obj, source: Value, without: ReadonlySet<Key>): void {
  if (source === undefined || source === null) return
  const from = source instanceof Obj ? source : typeof source === 'string' ? new PrimitiveObj(null, source) : null
  if (from === null) return
  for (const key of enumerableOwn(m, from)) {
    if (without.has(key)) continue
    put(m, target, key, get(m, source, key))
  }
}

/** source key1 ... keyA -> an object with the rest */
export const collectRest: Operation = (m, { a }) => {
  const without = new Set<Key>()
  for (let place = m.sp - a; place < m.sp; place++) without.add(toKey(m, m.stack[place]))
  m.sp -= a
  const rest = m.realm.object()
  copyInto(m, rest, m.top(), without)
  m.replaceTop(rest)
}

const codeOf = ({ code }: Instruction): FunctionCode => {
  if (code === null) throw new Error('the code of a function is missing')
  return code
}

export const newClosure: Operation = (m, instruction) => m.push(makeClosure(m, codeOf(instruction)))

function makeClosure(m: Machine, code: FunctionCode): Closure {
  const captured = code.captures.map((source) => (source >= 0 ? m.box(source) : m.capturedBox(~source)))
  // Its surroundings live as long as it does.
  m.allocate(240 + captured.length * 8)
  const lexical = code.kind === 'arrow' ? m.frame.home : null
  return new Closure(m, code, captured, lexical)
}

/** What a definition in a literal or class is: bits of `b`. */
export const definition = Object.freeze({ method: 0, getter: 1, setter: 2, enumerable: 4 })

/** ... object (`a` values) key function -> ... object (`a` values) */
export const defineMethod: Operation = (m, { a, b }) => {
  const fn = m.pop()
  const key = toKey(m, m.pop())
  const target = objectAt(m, a)
  if (!(fn instanceof Closure)) throw new Error('a method is missing')
  fn.homeObject = target
  const kind = b & 3
  const enumerable = (b & 4) !== 0
  nameFunction(fn, key, kind === definition.getter ? 'get ' : kind === definition.setter ? 'set ' : '')
  if (kind === definition.method) {
    put(m, target, key, enumerable ? fn : hiddenSlot(fn))
    return
  }
  const existing = target.getOwn(key)
  const other = existing instanceof Slot && existing !== ABSENT ? existing : null
  const getter = kind === definition.getter ? fn : other?.getter
  const setter = kind === definition.setter ? fn : other?.setter
  put(m, target, key, accessorSlot(getter, setter, enumerable))
}

/** [parent] -> constructor prototype. `a` is 1 with a parent. */
export const newClass: Operation = (m, instruction) => {
  const parent = instruction.a === 1 ? m.pop() : undefined
  const proto = new Obj(m.realm.objectProto)
  const fn = makeClosure(m, codeOf(instruction))
  if (parent === null) proto.proto = null
  else if (parent !== undefined || instruction.a === 1) {
    if (!isConstructor(parent))
      throwError(m, 'TypeError', `Class extends value ${describeValue(parent)} is not a constructor or null`)
    const parentProto = get(m, parent, 'prototype')
    if (!(parentProto instanceof Obj) && parentProto !== null) {
      throwError(
        m,
        'TypeError',
        `Class extends value does not have valid prototype property ${describeValue(parentProto)}`,
      )
    }
    proto.proto = parentProto
    fn.proto = parent
  }
  m.allocate(900)
  fn.homeObject = proto
  fn.putOwn('prototype', slotOf(proto, false, false, false))
  proto.putOwn('constructor', hiddenSlot(fn))
  m.push(fn)
  m.push(proto)
}

/** constructor prototype function -> constructor prototype */
export const setClassFields: Operation = (m) => {
  const fields = m.pop()
  const fn = objectAt(m, 1)
  if (!(fields instanceof Closure && fn instanceof Closure)) throw new Error('a class under construction is missing')
  fields.homeObject = objectAt(m, 0)
  fn.fields = fields
}

/** constructor function -> function constructor: ready to call with the class as `this` */
export const prepareStatics: Operation = (m) => {
  const statics = m.pop()
  const fn = m.pop()
  if (!(statics instanceof Closure && fn instanceof Closure)) throw new Error('a class under construction is missing')
  statics.homeObject = fn
  m.push(statics)
  m.push(fn)
}

/** object (`a` values above it) function: the function may use `super` of that object. */
export const setHome: Operation = (m, { a }) => {
  const fn = m.top()
  if (fn instanceof Closure) fn.homeObject = objectAt(m, a)
}

/** pattern flags -> regular expression */
export const newRegExp: Operation = (m) => {
  const flags = m.pop()
  const pattern = m.top()
  if (typeof pattern !== 'string' || typeof flags !== 'string') throw new Error('a pattern is missing')
  m.replaceTop(createRegExp(m, pattern, flags))
}
