/** Calls, `new`, `super(...)` and returning. Below the arguments lie the function and its `this`. */

import { applyFunction, argumentsFrom, callFunction } from '../builtins/function.ts'
import { construct, newInstance, throwClassCall } from '../call.ts'
import { throwError } from '../errors.ts'
import type { Instruction, Operation } from '../machine/function-code.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import { Bound, Closure, Fn, isConstructor, Native } from '../values/functions.ts'
import { ArgumentsObj } from '../values/objects.ts'
import { Arr, hiddenSlot, Obj, UNINITIALISED, type Value } from '../values/values.ts'

const textOf = ({ constant }: Instruction, value: Value) =>
  typeof constant === 'string' ? constant : describeValue(value)

export const callTop: Operation = (m, instruction) => {
  const argc = instruction.a
  const fn = m.stack[m.sp - argc - 2]
  if (fn instanceof Closure) enterCall(m, fn, m.stack[m.sp - argc - 1], argc)
  else callOther(m, fn, m.stack[m.sp - argc - 1], argc, instruction)
}

function enterCall(m: Machine, fn: Closure, self: Value, argc: number): void {
  if (fn.code.kind === 'base-class' || fn.code.kind === 'derived-class') throwClassCall(m, fn)
  m.enter(fn, self, argc, undefined)
}

/** `call`, `apply` and bound functions become plain calls here, so that recursion through them stays off the host. */
function callOther(m: Machine, fn: Value, self: Value, argc: number, instruction: Instruction): void {
  let callee = fn
  let receiver = self
  let args: readonly Value[] = m.stack.slice(m.sp - argc, m.sp)
  m.sp -= argc + 2
  m.charge(2)
  for (;;) {
    if (callee instanceof Native) {
      if (callee.implementation === callFunction && receiver instanceof Fn) {
        callee = receiver
        receiver = args[0]
        args = args.slice(1)
      } else if (callee.implementation === applyFunction && receiver instanceof Fn) {
        callee = receiver
        receiver = args[0]
        args = argumentsFrom(m, args[1])
      } else {
        m.push(callee.implementation(m, receiver, args, undefined))
        return
      }
    } else if (callee instanceof Bound) {
      receiver = callee.self
      args = [...callee.args, ...args]
      callee = callee.target
    } else break
    m.charge(1 + (args.length >> 2))
  }
  if (!(callee instanceof Closure)) throwError(m, 'TypeError', `${textOf(instruction, fn)} is not a function`)
  m.push(callee)
  m.push(receiver)
  for (const arg of args) m.push(arg)
  enterCall(m, callee, receiver, args.length)
}

/** Puts the elements of the array on top of the stack in its place. */
function spreadTop(m: Machine): number {
  const list = m.pop()
  if (!(list instanceof Arr)) throw new Error('spread arguments are missing')
  m.charge(list.elements.length >> 2)
  for (const element of list.elements) m.push(element)
  return list.elements.length
}

export const callSpread: Operation = (m, instruction) => {
  const argc = spreadTop(m)
  const fn = m.stack[m.sp - argc - 2]
  if (fn instanceof Closure) enterCall(m, fn, m.stack[m.sp - argc - 1], argc)
  else callOther(m, fn, m.stack[m.sp - argc - 1], argc, instruction)
}

export const newTop: Operation = (m, instruction) => constructTop(m, instruction.a, instruction)
export const newSpread: Operation = (m, instruction) => constructTop(m, spreadTop(m), instruction)

function constructTop(m: Machine, argc: number, instruction: Instruction): void {
  const fn = m.stack[m.sp - argc - 2]
  if (!isConstructor(fn)) throwError(m, 'TypeError', `${textOf(instruction, fn)} is not a constructor`)
  enterConstruct(m, fn, fn, argc)
}

function enterConstruct(m: Machine, fn: Value, newTarget: Obj, argc: number): void {
  if (fn instanceof Closure && isConstructor(fn)) {
    m.enter(fn, fn.code.kind === 'derived-class' ? UNINITIALISED : newInstance(m, newTarget), argc, newTarget)
    return
  }
  const args = m.stack.slice(m.sp - argc, m.sp)
  m.sp -= argc + 2
  m.push(construct(m, fn, args, newTarget))
}

export const superCall: Operation = (m, instruction) => callParent(m, instruction.a)
export const superCallSpread: Operation = (m) => callParent(m, spreadTop(m))

function callParent(m: Machine, argc: number): void {
  const { fn, newTarget } = m.frame.home
  const parent = fn?.proto
  if (newTarget === undefined || !isConstructor(parent)) {
    throwError(m, 'TypeError', 'Super constructor is not a constructor')
  }
  enterConstruct(m, parent, newTarget, argc)
}

/** The result of `super(...)` becomes `this`. */
export const bindThis: Operation = (m) => {
  const { home } = m.frame
  if (home.self !== UNINITIALISED) throwError(m, 'ReferenceError', 'Super constructor may only be called once')
  home.self = m.top()
}

/** Runs the class's field initialisers on `this`; leaves a value to drop. */
export const initialiseFields: Operation = (m) => {
  const { home } = m.frame
  const fields = home.fn?.fields
  if (!fields) {
    m.push(undefined)
    return
  }
  m.push(undefined)
  m.push(undefined)
  m.enter(fields, home.self, 0, undefined)
}

export const returnTop: Operation = (m) => {
  const result = m.stack[--m.sp]
  const { frame } = m
  if (frame.newTarget === undefined || result instanceof Obj) {
    m.leave(result)
    return
  }
  if (frame.code.kind === 'derived-class' && result !== undefined) {
    throwError(m, 'TypeError', 'Derived constructors may only return object or undefined')
  }
  if (frame.self === UNINITIALISED) {
    throwError(
      m,
      'ReferenceError',
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    )
  }
  m.leave(frame.self)
}

export const loadNewTarget: Operation = (m) => m.push(m.frame.home.newTarget)

export const loadCallee: Operation = (m) => m.push(m.frame.fn ?? undefined)

/** The arguments beyond the `a` named ones, as an array. */
export const loadRest: Operation = (m, { a }) => m.push(m.realm.array((m.frame.args ?? []).slice(a)))

export const loadArguments: Operation = (m) => {
  const { home } = m.frame
  if (home.argumentsObject === null) {
    m.allocate(64)
    home.argumentsObject = new ArgumentsObj(m.realm.proto('Arguments'), [...(home.args ?? [])])
    if (home.fn && !home.code.strict) home.argumentsObject.putOwn('callee', hiddenSlot(home.fn))
  }
  m.push(home.argumentsObject)
}

/** list value -> list */
export const appendElement: Operation = (m) => {
  const value = m.pop()
  const list = m.top()
  if (!(list instanceof Arr)) throw new Error('an array under construction is missing')
  chargeLength(m, 1, list.elements.length + 1)
  list.elements.push(value)
}
