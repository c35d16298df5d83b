/** The function that is being compiled: its instructions so far, its scope, and what jumps must cross. */
import { FunctionCode, type FunctionKind, Instruction, type Operation } from '../machine/function-code.ts'
import { noOperation } from '../ops/variables.ts'
import type { Value } from '../values/values.ts'
import { type Binding, Scope } from './binding.ts'
import type { JumpTarget } from './jumps.ts'

export class FunctionState {
  readonly code: FunctionCode
  readonly parent: FunctionState | null
  scope: Scope
  /** Innermost last. */
  readonly targets: JumpTarget[] = []
  /** The source position that new instructions get. */
  offset = 0
  private readonly jumps = new Set<Instruction>()
  private readonly captures = new Map<Binding, number>()

  constructor(parent: FunctionState | null, name: string, kind: FunctionKind, strict: boolean) {
    this.parent = parent
    this.code = new FunctionCode(name, kind, strict)
    this.scope = new Scope(parent?.scope ?? null, this)
  }

  /** All code of a class body is strict. */
  get inClass(): boolean {
    for (let scope: Scope | null = this.scope; scope?.owner === this; scope = scope.parent) {
      if (scope.privateNames) return true
    }
    return false
  }

  get strict(): boolean {
    return this.code.strict
  }

  emit(operation: Operation, a = 0, b = 0, constant?: Value): Instruction {
    const instruction = new Instruction(operation, a, b, constant, this.offset)
    this.code.instructions.push(instruction)
    return instruction
  }

  /** A jump whose target is set by `land`. */
  emitJump(operation: Operation, b = 0): Instruction {
    const instruction = this.emit(operation, -1, b)
    this.jumps.add(instruction)
    return instruction
  }

  emitJumpTo(operation: Operation, target: number, b = 0): void {
    this.emitJump(operation, b).a = target
  }

  get here(): number {
    return this.code.instructions.length
  }

  /** Lets jumps lead to the next instruction. */
  land(...jumps: readonly Instruction[]): void {
    for (const jump of jumps) jump.a = this.here
  }

  /** A place on the stack without a name. */
  temporary(): number {
    return this.code.localCount++
  }

  /** The index by which a closure of this function knows a variable of an enclosing one. */
  capture(binding: Binding): number {
    const known = this.captures.get(binding)
    if (known !== undefined) return known
    if (this.parent === null) throw new Error('a variable belongs to no enclosing function')
    binding.capture()
    const source = this.parent === binding.owner ? binding.box : ~this.parent.capture(binding)
    const index = this.code.captures.push(source) - 1
    this.captures.set(binding, index)
    return index
  }

  /** Drops the instructions that turned out to do nothing, and moves the jumps' targets. */
  finish(): FunctionCode {
    const { instructions } = this.code
    const moved: number[] = []
    const kept: Instruction[] = []
    for (const instruction of instructions) {
      moved.push(kept.length)
      if (instruction.operation !== noOperation) kept.push(instruction)
    }
    moved.push(kept.length)
    for (const jump of this.jumps) jump.a = moved[jump.a] ?? kept.length
    this.code.instructions = kept
    return this.code
  }
}
