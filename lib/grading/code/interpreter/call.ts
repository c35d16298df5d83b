/** Calls from inside built-ins, and `new`. */
import { throwError } from './errors.ts'
import type { Machine } from './machine/machine.ts'
import { get } from './property.ts'
import { describeValue } from './values/describe.ts'
import { Bound, Closure, Fn, isConstructor, Native } from './values/functions.ts'
import { Obj, UNINITIALISED, type Value } from './values/values.ts'

/** @throws Thrown with a TypeError when the value cannot be called */
export function call(m: Machine, fn: Value, self: Value, args: readonly Value[]): Value {
  m.charge(2)
  if (fn instanceof Closure) {
    if (fn.code.kind === 'base-class' || fn.code.kind === 'derived-class') return throwClassCall(m, fn)
    return m.runClosure(fn, self, args)
  }
  if (fn instanceof Native) return m.nested(() => fn.implementation(m, self, args, undefined))
  if (fn instanceof Bound) return m.nested(() => call(m, fn.target, fn.self, [...fn.args, ...args]))
  return throwError(m, 'TypeError', `${describeValue(fn)} is not a function`)
}

export const throwClassCall = (m: Machine, fn: Closure): never =>
  throwError(m, 'TypeError', `Class constructor ${fn.name} cannot be invoked without 'new'`)

export function construct(m: Machine, fn: Value, args: readonly Value[], newTarget: Value = fn): Value {
  m.charge(2)
  if (!isConstructor(fn) || !isConstructor(newTarget)) {
    return throwError(m, 'TypeError', `${describeValue(fn)} is not a constructor`)
  }
  if (fn instanceof Bound) {
    return m.nested(() => construct(m, fn.target, [...fn.args, ...args], newTarget === fn ? fn.target : newTarget))
  }
  if (fn instanceof Native) return m.nested(() => fn.implementation(m, undefined, args, newTarget))
  if (!(fn instanceof Closure)) throw new Error('an unknown kind of constructor')
  return m.runClosure(fn, fn.code.kind === 'derived-class' ? UNINITIALISED : newInstance(m, newTarget), args, newTarget)
}

/** An empty object for a constructor to fill. */
export const newInstance = (m: Machine, newTarget: Obj): Obj => {
  m.allocate(160)
  return new Obj(prototypeFor(m, newTarget, 'Object'))
}

/** The prototype that `newTarget` asks for, else the built-in one. */
export function prototypeFor(m: Machine, newTarget: Obj | undefined, fallback: string): Obj {
  if (newTarget !== undefined && newTarget !== m.realm.existingConstructor(fallback)) {
    const prototype = get(m, newTarget, 'prototype')
    if (prototype instanceof Obj) return prototype
  }
  return m.realm.proto(fallback)
}

export const isCallable = (value: Value): value is Fn => value instanceof Fn
