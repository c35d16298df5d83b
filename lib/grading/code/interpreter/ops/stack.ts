/** The operand stack, jumps and exceptions. */
import { toBoolean, toKey, toText } from '../convert.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Operation } from '../machine/function-code.ts'
import { Thrown } from '../machine/machine.ts'

export const pushConstant: Operation = (m, { constant }) => {
  m.stack[m.sp++] = constant
}

export const drop: Operation = (m) => {
  m.sp--
}

export const duplicate: Operation = (m) => m.push(m.top())

/** a b -> a b a b */
export const duplicateTwo: Operation = (m) => {
  m.push(m.stack[m.sp - 2])
  m.push(m.stack[m.sp - 2])
}

/** a b -> b a */
export const swap: Operation = (m) => {
  const top = m.top()
  m.replaceTop(m.stack[m.sp - 2])
  m.stack[m.sp - 2] = top
}

/** Puts the top below the next `a` values. */
export const tuck: Operation = (m, { a }) => {
  const top = m.top()
  for (let place = m.sp - 1; place > m.sp - 1 - a; place--) m.stack[place] = m.stack[place - 1]
  m.stack[m.sp - 1 - a] = top
}

export const jump: Operation = (m, { a }) => {
  m.pc = a
}

export const jumpIfFalse: Operation = (m, { a }) => {
  if (!toBoolean(m.stack[--m.sp])) m.pc = a
}

export const jumpIfTrue: Operation = (m, { a }) => {
  if (toBoolean(m.stack[--m.sp])) m.pc = a
}

/** `&&`: a false value is the result, a true one makes way for the next operand. */
export const jumpIfFalseOrDrop: Operation = (m, { a }) => {
  if (toBoolean(m.top())) m.sp--
  else m.pc = a
}

export const jumpIfTrueOrDrop: Operation = (m, { a }) => {
  if (toBoolean(m.top())) m.pc = a
  else m.sp--
}

export const jumpIfPresentOrDrop: Operation = (m, { a }) => {
  const top = m.top()
  if (top === undefined || top === null) m.sp--
  else m.pc = a
}

/** Optional chaining: nothing there ends the chain; what lies above it on the stack goes (`b` values). */
export const jumpIfNullish: Operation = (m, { a, b }) => {
  const value = m.stack[m.sp - b]
  if (value !== undefined && value !== null) return
  m.sp -= b
  m.pc = a
}

/** Default values: takes away an undefined, jumps on anything else. */
export const jumpIfDefinedOrDrop: Operation = (m, { a }) => {
  if (m.top() === undefined) m.sp--
  else m.pc = a
}

export const pushHandler: Operation = (m, { a }) => {
  m.frame.handlers ??= []
  m.frame.handlers.push({ target: a, sp: m.sp })
}

export const popHandler: Operation = (m) => {
  m.frame.handlers?.pop()
}

export const throwTop: Operation = (m) => {
  throw new Thrown(m.pop())
}

export const unsupported: Operation = (_m, { constant }) => {
  throw new UnsupportedConstruct(typeof constant === 'string' ? constant : 'this')
}

export const convertToKey: Operation = (m) => m.replaceTop(toKey(m, m.top()))

/** Joins the parts of a template, `a` of them. */
export const joinTemplate: Operation = (m, { a }) => {
  let text = ''
  for (let place = m.sp - a; place < m.sp; place++) {
    text += toText(m, m.stack[place])
    m.allocateString(text.length)
  }
  m.sp -= a
  m.push(text)
}
