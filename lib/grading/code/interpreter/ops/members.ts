/** Properties: read, written, deleted; private ones and those of `super`. */
import { call } from '../call.ts'
import { toKey } from '../convert.ts'
import { throwError } from '../errors.ts'
import type { Instruction, Operation } from '../machine/function-code.ts'
import type { Machine } from '../machine/machine.ts'
import { deleteProperty, get, getElement, getFrom, set, setElement, setOn } from '../property.ts'
import { describeKey } from '../values/describe.ts'
import { ABSENT, type Key, Obj, Slot, Sym, slotOf, UNINITIALISED, type Value } from '../values/values.ts'

const keyOf = ({ constant }: Instruction): Key => {
  if (typeof constant === 'string') return constant
  throw new Error('a property name is missing')
}

/** object -> value */
export const getProperty: Operation = (m, instruction) => {
  m.stack[m.sp - 1] = get(m, m.stack[m.sp - 1], keyOf(instruction))
}

/** object key -> value */
export const getKeyed: Operation = (m) => {
  const key = m.stack[--m.sp]
  m.stack[m.sp - 1] = getElement(m, m.stack[m.sp - 1], key)
}

/** object -> function object */
export const getMethod: Operation = (m, instruction) => {
  const object = m.top()
  m.replaceTop(get(m, object, keyOf(instruction)))
  m.push(object)
}

/** object key -> function object */
export const getMethodKeyed: Operation = (m) => {
  const key = m.pop()
  const object = m.top()
  m.replaceTop(getElement(m, object, key))
  m.push(object)
}

/** object value -> value. `b` is 1 in strict code, here and below. */
export const setProperty: Operation = (m, instruction) => {
  const value = m.pop()
  set(m, m.top(), keyOf(instruction), value, instruction.b === 1)
  m.replaceTop(value)
}

/** object key value -> value */
export const setKeyed: Operation = (m, { b }) => {
  const value = m.pop()
  const key = m.pop()
  setElement(m, m.top(), key, value, b === 1)
  m.replaceTop(value)
}

export const deleteNamed: Operation = (m, instruction) =>
  m.replaceTop(deleteProperty(m, m.top(), keyOf(instruction), instruction.b === 1))

export const deleteKeyed: Operation = (m, { b }) => {
  const key = m.pop()
  m.replaceTop(deleteProperty(m, m.top(), toKey(m, key), b === 1))
}

export const loadThis: Operation = (m) => m.push(thisOf(m))

function thisOf(m: Machine): Value {
  const { self } = m.frame.home
  if (self === UNINITIALISED) {
    throwError(
      m,
      'ReferenceError',
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    )
  }
  return self
}

const superStart = (m: Machine): Obj => {
  const start = m.frame.home.fn?.homeObject?.proto
  return start ?? throwError(m, 'TypeError', 'Cannot read properties of null')
}

/** key -> value */
export const getSuper: Operation = (m) => m.replaceTop(getFrom(m, superStart(m), toKey(m, m.top()), thisOf(m)))

/** key value -> value */
export const setSuper: Operation = (m, { b }) => {
  const value = m.pop()
  const self = thisOf(m)
  const key = toKey(m, m.top())
  if (self instanceof Obj) setOn(m, superStart(m), key, value, self, b === 1)
  m.replaceTop(value)
}

const privateName = ({ constant }: Instruction): Sym => {
  if (constant instanceof Sym) return constant
  throw new Error('a private name is missing')
}

function findPrivate(m: Machine, object: Value, name: Sym, verb: string) {
  const stored = object instanceof Obj ? object.getPrivate(name) : ABSENT
  if (stored === ABSENT) {
    const preposition = verb === 'read' ? 'from' : 'to'
    throwError(
      m,
      'TypeError',
      `Cannot ${verb} private member ${describeName(name)} ${preposition} an object whose class did not declare it`,
    )
  }
  return stored
}

const describeName = (name: Sym) => name.description ?? describeKey(name)

/** object -> value */
export const getPrivate: Operation = (m, instruction) => {
  const object = m.top()
  const name = privateName(instruction)
  const stored = findPrivate(m, object, name, 'read')
  if (!(stored instanceof Slot)) m.replaceTop(stored)
  else if (!stored.isAccessor) m.replaceTop(stored.value)
  else if (stored.getter) m.replaceTop(call(m, stored.getter, object, []))
  else throwError(m, 'TypeError', `'${describeName(name)}' was defined without a getter`)
}

/** object value -> value */
export const setPrivate: Operation = (m, instruction) => {
  const value = m.pop()
  const object = m.top()
  const name = privateName(instruction)
  const stored = findPrivate(m, object, name, 'write')
  if (!(stored instanceof Slot)) {
    if (object instanceof Obj) object.putPrivate(name, value)
  } else if (stored.setter) call(m, stored.setter, object, [value])
  else if (stored.isAccessor) throwError(m, 'TypeError', `'${describeName(name)}' was defined without a setter`)
  else throwError(m, 'TypeError', `Private method '${describeName(name)}' is not writable`)
  m.replaceTop(value)
}

/** object -> boolean */
export const hasPrivate: Operation = (m, instruction) => {
  const object = m.top()
  if (!(object instanceof Obj))
    return throwError(m, 'TypeError', "Cannot use 'in' operator to search for a private name")
  m.replaceTop(object.getPrivate(privateName(instruction)) !== ABSENT)
}

/** object value -> object. `a`: 0 a field, 1 a method, 2 a getter, 3 a setter. */
export const definePrivate: Operation = (m, instruction) => {
  const value = m.pop()
  const object = m.top()
  const name = privateName(instruction)
  if (!(object instanceof Obj)) throw new Error('a private member needs an object')
  const existing = object.getPrivate(name)
  m.allocate(120)
  if (instruction.a < 2) {
    if (existing !== ABSENT) throwError(m, 'TypeError', 'Cannot initialize private members twice on the same object')
    object.putPrivate(name, instruction.a === 0 ? value : slotOf(value, false, false, false))
    return
  }
  const slot = existing instanceof Slot && existing !== ABSENT ? existing : new Slot()
  slot.isAccessor = true
  if (value instanceof Obj && instruction.a === 2) slot.getter = value
  else if (value instanceof Obj) slot.setter = value
  object.putPrivate(name, slot)
}
