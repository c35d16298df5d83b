/** Reading and writing a name. */
import { loadArguments } from '../ops/calls.ts'
import { loadGlobal, storeGlobal, storeGlobalStrict } from '../ops/globals.ts'
import { pushConstant, unsupported } from '../ops/stack.ts'
import { assignToConstant, type VariableUse, variableForms } from '../ops/variables.ts'
import type { Binding } from './binding.ts'
import type { FunctionState } from './function-state.ts'

export function emitUse(fs: FunctionState, binding: Binding, use: VariableUse, amount = 0): void {
  const instruction = fs.emit(variableForms[use].local, binding.place, amount, binding.name)
  if (binding.owner === fs) binding.addUse(instruction, use)
  else {
    instruction.operation = variableForms[use].captured
    instruction.a = fs.capture(binding)
  }
}

/** Whether the variable surely has a value here. */
const isSurelyReady = (fs: FunctionState, binding: Binding) =>
  !binding.hasDeadZone || (binding.owner === fs && !binding.isSkippable && fs.offset >= binding.declaredAt)

export function emitLoad(fs: FunctionState, name: string): void {
  const binding = fs.scope.find(name)
  if (binding) emitUse(fs, binding, isSurelyReady(fs, binding) ? 'load' : 'loadChecked')
  else if (name === 'undefined') fs.emit(pushConstant)
  else if (name === 'arguments' && keepArguments(fs)) fs.emit(loadArguments)
  else fs.emit(loadGlobal, 0, 0, name)
}

/** False outside of any function that has arguments. */
function keepArguments(fs: FunctionState): boolean {
  for (let state: FunctionState | null = fs; state !== null; state = state.parent) {
    if (state.code.kind === 'arrow' || state.parent === null) continue
    state.code.keepsArguments = true
    return true
  }
  return false
}

/** The value stays on the stack. */
export function emitStore(fs: FunctionState, name: string): void {
  const binding = fs.scope.find(name)
  if (!binding) {
    if (name === 'arguments') fs.emit(unsupported, 0, 0, 'assignment to arguments')
    fs.emit(fs.strict ? storeGlobalStrict : storeGlobal, 0, 0, name)
  } else if (binding.kind === 'const') {
    if (!isSurelyReady(fs, binding)) emitUse(fs, binding, 'storeChecked')
    fs.emit(assignToConstant)
  } else if (binding.kind === 'self') {
    if (fs.strict) fs.emit(assignToConstant)
  } else emitUse(fs, binding, isSurelyReady(fs, binding) ? 'store' : 'storeChecked')
}

/** Gives a declared variable its first value, from the stack. */
export function emitInitialise(fs: FunctionState, name: string): void {
  const binding = fs.scope.find(name)
  if (binding === null) throw new Error(`the name ${name} is not declared`)
  emitUse(fs, binding, 'initialise')
}

/** True when it could be done in place, with no value on the stack. */
export function emitIncrement(fs: FunctionState, name: string, delta: number): boolean {
  const binding = fs.scope.find(name)
  if (!binding || binding.kind === 'const' || binding.kind === 'self' || !isSurelyReady(fs, binding)) return false
  emitUse(fs, binding, 'increment', delta)
  return true
}
