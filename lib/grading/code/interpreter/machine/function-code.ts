/** What a function of the program compiles to. */
import type { Value } from '../values/values.ts'
import type { Machine } from './machine.ts'

/** What an instruction does. Operations are shared functions; what differs stands in the instruction. */
export type Operation = (m: Machine, instruction: Instruction) => void

export class Instruction {
  operation: Operation
  /** A variable's place, a count, or a jump's target. */
  a: number
  b: number
  constant: Value
  code: FunctionCode | null = null
  /** Offset in the source, for messages. */
  readonly offset: number

  constructor(operation: Operation, a: number, b: number, constant: Value, offset: number) {
    this.operation = operation
    this.a = a
    this.b = b
    this.constant = constant
    this.offset = offset
  }
}

export type FunctionKind = 'function' | 'arrow' | 'method' | 'base-class' | 'derived-class'

export class FunctionCode {
  name: string
  readonly kind: FunctionKind
  readonly strict: boolean
  instructions: Instruction[] = []
  /** Parameters that take a place; a rest parameter does not. */
  parameterCount = 0
  /** The function's `length`. */
  expectedArguments = 0
  /** Places on the stack, parameters included. */
  localCount = 0
  boxCount = 0
  iteratorCount = 0
  /** Where each captured box comes from: n is box n of the enclosing call, ~n is its own captured box n. */
  readonly captures: number[] = []
  /** Whether a call must keep all of its arguments. */
  keepsArguments = false
  /** async or generator: it may exist, but not be called. */
  unsupported: string | null = null

  constructor(name: string, kind: FunctionKind, strict: boolean) {
    this.name = name
    this.kind = kind
    this.strict = strict
  }
}
