/** try, catch and finally. */
import type { BlockStatement, TryStatement } from 'acorn'
import { binaryOperations } from '../ops/arithmetic.ts'
import { drop, jump, jumpIfFalse, popHandler, pushConstant, pushHandler, throwTop } from '../ops/stack.ts'
import { variableForms } from '../ops/variables.ts'
import { Scope } from './binding.ts'
import { operationFor } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { namesIn } from './hoisting.ts'
import { emitExit, type Finally, firstExitNumber } from './jumps.ts'
import { bindPattern } from './patterns.ts'
import { compileBlock } from './statements.ts'
import { emitUse } from './variables.ts'

const normalEnd = 0
const exception = 1

export function compileTry(fs: FunctionState, node: TryStatement): void {
  if (node.finalizer) compileFinally(fs, node, node.finalizer)
  else compileCatch(fs, node)
}

function compileFinally(fs: FunctionState, node: TryStatement, finalizer: BlockStatement): void {
  const completion = fs.temporary()
  const value = fs.temporary()
  const region: Finally = { kind: 'finally', completion, value, exits: [], entries: [] }
  const setCompletion = (number: number) => {
    fs.emit(pushConstant, 0, 0, number)
    fs.emit(variableForms.initialise.local, completion)
  }
  fs.targets.push(region)
  const onError = fs.emitJump(pushHandler)
  fs.targets.push({ kind: 'handler' })
  if (node.handler) compileCatch(fs, node)
  else compileBlock(fs, node.block.body)
  fs.targets.pop()
  fs.emit(popHandler)
  setCompletion(normalEnd)
  const toBlock = fs.emitJump(jump)
  fs.land(onError)
  fs.emit(variableForms.initialise.local, value)
  setCompletion(exception)
  fs.targets.pop()
  fs.land(toBlock, ...region.entries)
  compileBlock(fs, finalizer.body)

  const when = (number: number, emitContinuation: () => void) => {
    fs.emit(variableForms.load.local, completion)
    fs.emit(pushConstant, 0, 0, number)
    fs.emit(operationFor(binaryOperations, '==='))
    const skip = fs.emitJump(jumpIfFalse)
    emitContinuation()
    fs.land(skip)
  }
  when(exception, () => {
    fs.emit(variableForms.load.local, value)
    fs.emit(throwTop)
  })
  region.exits.forEach((exit, index) => {
    when(firstExitNumber + index, () => {
      if (exit.kind === 'return') fs.emit(variableForms.load.local, value)
      emitExit(fs, exit)
    })
  })
}

function compileCatch(fs: FunctionState, { block, handler }: TryStatement): void {
  if (!handler) throw new Error('a try has a catch or a finally')
  const onError = fs.emitJump(pushHandler)
  fs.targets.push({ kind: 'handler' })
  compileBlock(fs, block.body)
  fs.targets.pop()
  fs.emit(popHandler)
  const toEnd = fs.emitJump(jump)
  fs.land(onError)
  const outer = fs.scope
  fs.scope = new Scope(outer, fs)
  if (handler.param) {
    for (const name of namesIn(handler.param)) emitUse(fs, fs.scope.declare(name, 'var'), 'enterVar')
    bindPattern(fs, handler.param, 'initialise')
  } else fs.emit(drop)
  compileBlock(fs, handler.body.body)
  fs.scope = outer
  fs.land(toEnd)
}
