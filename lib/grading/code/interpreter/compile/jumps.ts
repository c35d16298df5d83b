/** break, continue and return, and what they must close on their way out. */
import type { Instruction } from '../machine/function-code.ts'
import { returnTop } from '../ops/calls.ts'
import { closeIterator } from '../ops/iteration.ts'
import { jump, popHandler, pushConstant } from '../ops/stack.ts'
import { variableForms } from '../ops/variables.ts'
import type { FunctionState } from './function-state.ts'

export type Breakable = {
  readonly kind: 'loop' | 'switch' | 'block'
  readonly labels: readonly string[]
  readonly breaks: Instruction[]
  readonly continues: Instruction[]
}

/** Every exit through a `finally` is noted there, and goes on after the block. 0 is the normal end, 1 an exception. */
export type Finally = {
  readonly kind: 'finally'
  /** Places of two variables. */
  readonly completion: number
  readonly value: number
  readonly exits: Exit[]
  readonly entries: Instruction[]
}

export type JumpTarget =
  | Breakable
  | Finally
  | { readonly kind: 'handler' }
  | { readonly kind: 'iteration'; readonly slot: number }

type Exit =
  | { readonly kind: 'break' | 'continue'; readonly target: Breakable }
  /** With its value on the stack. */
  | { readonly kind: 'return' }

export const firstExitNumber = 2

export function emitExit(fs: FunctionState, exit: Exit): void {
  for (let at = fs.targets.length - 1; at >= 0; at--) {
    const target = fs.targets[at]
    if (target === undefined) continue
    switch (target.kind) {
      case 'handler':
        fs.emit(popHandler)
        break
      case 'iteration':
        fs.emit(popHandler)
        fs.emit(closeIterator, 0, target.slot)
        break
      case 'finally':
        if (exit.kind === 'return') fs.emit(variableForms.initialise.local, target.value)
        fs.emit(pushConstant, 0, 0, firstExitNumber + target.exits.length)
        fs.emit(variableForms.initialise.local, target.completion)
        target.exits.push(exit)
        target.entries.push(fs.emitJump(jump))
        return
      default:
        if (exit.kind !== 'return' && exit.target === target) {
          const list = exit.kind === 'break' ? target.breaks : target.continues
          list.push(fs.emitJump(jump))
          return
        }
    }
  }
  if (exit.kind === 'return') fs.emit(returnTop)
}

export function findTarget(fs: FunctionState, kind: 'break' | 'continue', label: string | undefined): Breakable {
  for (let at = fs.targets.length - 1; at >= 0; at--) {
    const target = fs.targets[at]
    if (target === undefined || target.kind === 'finally' || target.kind === 'handler' || target.kind === 'iteration')
      continue
    const fits = label === undefined ? target.kind !== 'block' : target.labels.includes(label)
    if (fits && (kind === 'break' || target.kind === 'loop')) return target
  }
  throw new Error('the parser lets no jump pass that leads nowhere')
}
