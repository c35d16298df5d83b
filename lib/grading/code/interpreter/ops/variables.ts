/** Variables: on the stack while no closure shares them, else in a box. */
import { throwError } from '../errors.ts'
import type { Instruction, Operation } from '../machine/function-code.ts'
import type { Machine } from '../machine/machine.ts'
import { arithmetic } from '../operators.ts'
import { Box, UNINITIALISED, type Value } from '../values/values.ts'

function nameOf({ constant }: Instruction): string {
  return typeof constant === 'string' ? constant : ''
}

const throwUninitialised = (m: Machine, instruction: Instruction): never =>
  throwError(m, 'ReferenceError', `Cannot access '${nameOf(instruction)}' before initialization`)

const incremented = (m: Machine, value: Value, delta: number): Value => {
  if (typeof value === 'number') return value + delta
  const numeric = arithmetic(m, '-', value, typeof value === 'bigint' ? 0n : 0)
  return typeof numeric === 'bigint' ? arithmetic(m, '+', numeric, BigInt(delta)) : numeric + delta
}

const nothing: Operation = () => {}
/** An instruction that the compiler may drop once the function is complete. */
export const noOperation = nothing

/**
 * Each use of a variable in its three forms: `local` is place `a` on the stack, `boxed` is box `a` of the call,
 * `captured` is box `a` that the closure brought along. In `boxed` forms that fill a box from the stack, `b` is the place.
 */
export type VariableUse =
  | 'load'
  | 'loadChecked'
  | 'store'
  | 'storeChecked'
  | 'initialise'
  | 'enter'
  | 'enterVar'
  | 'copy'
  | 'parameter'
  | 'increment'

type Forms = { readonly local: Operation; readonly boxed: Operation; readonly captured: Operation }

const impossible: Operation = () => {
  throw new Error('this use of a variable does not occur')
}

export const variableForms: Readonly<Record<VariableUse, Forms>> = {
  load: {
    local: (m, { a }) => {
      m.stack[m.sp++] = m.stack[m.bp + a]
    },
    boxed: (m, { a }) => m.push(m.box(a).value),
    captured: (m, { a }) => m.push(m.capturedBox(a).value),
  },
  loadChecked: {
    local: (m, instruction) => {
      const value = m.stack[m.bp + instruction.a]
      if (value === UNINITIALISED) throwUninitialised(m, instruction)
      m.push(value)
    },
    boxed: (m, instruction) => {
      const { value } = m.box(instruction.a)
      if (value === UNINITIALISED) throwUninitialised(m, instruction)
      m.push(value)
    },
    captured: (m, instruction) => {
      const { value } = m.capturedBox(instruction.a)
      if (value === UNINITIALISED) throwUninitialised(m, instruction)
      m.push(value)
    },
  },
  /** Leaves the value on the stack: an assignment is an expression. */
  store: {
    local: (m, { a }) => {
      m.stack[m.bp + a] = m.stack[m.sp - 1]
    },
    boxed: (m, { a }) => {
      m.box(a).value = m.top()
    },
    captured: (m, { a }) => {
      m.capturedBox(a).value = m.top()
    },
  },
  storeChecked: {
    local: (m, instruction) => {
      if (m.stack[m.bp + instruction.a] === UNINITIALISED) throwUninitialised(m, instruction)
      m.stack[m.bp + instruction.a] = m.top()
    },
    boxed: (m, instruction) => {
      const box = m.box(instruction.a)
      if (box.value === UNINITIALISED) throwUninitialised(m, instruction)
      box.value = m.top()
    },
    captured: (m, instruction) => {
      const box = m.capturedBox(instruction.a)
      if (box.value === UNINITIALISED) throwUninitialised(m, instruction)
      box.value = m.top()
    },
  },
  initialise: {
    local: (m, { a }) => {
      m.stack[m.bp + a] = m.stack[--m.sp]
    },
    boxed: (m, { a }) => {
      m.box(a).value = m.pop()
    },
    captured: (m, { a }) => {
      m.capturedBox(a).value = m.pop()
    },
  },
  /** A block begins: its let, const and class have no value yet. */
  enter: {
    local: (m, { a }) => {
      m.stack[m.bp + a] = UNINITIALISED
    },
    boxed: (m, { a }) => {
      m.allocate(24)
      m.frame.boxes[a] = new Box(UNINITIALISED)
    },
    captured: impossible,
  },
  enterVar: {
    local: nothing,
    boxed: (m, { a }) => {
      m.frame.boxes[a] = new Box(undefined)
    },
    captured: impossible,
  },
  /** The next turn of a loop has its own variable, with the value of the last turn. */
  copy: {
    local: nothing,
    boxed: (m, { a }) => {
      m.allocate(24)
      m.frame.boxes[a] = new Box(m.box(a).value)
    },
    captured: impossible,
  },
  parameter: {
    local: nothing,
    boxed: (m, { a, b }) => {
      m.allocate(24)
      m.frame.boxes[a] = new Box(m.stack[m.bp + b])
    },
    captured: impossible,
  },
  /** `x += b` on a number, with the result unused. */
  increment: {
    local: (m, { a, b }) => {
      const value = m.stack[m.bp + a]
      m.stack[m.bp + a] = typeof value === 'number' ? value + b : incremented(m, value, b)
    },
    boxed: (m, { a, b }) => {
      const box = m.box(a)
      box.value = incremented(m, box.value, b)
    },
    captured: (m, { a, b }) => {
      const box = m.capturedBox(a)
      box.value = incremented(m, box.value, b)
    },
  },
}

export const assignToConstant: Operation = (m) => {
  throwError(m, 'TypeError', 'Assignment to constant variable.')
}
