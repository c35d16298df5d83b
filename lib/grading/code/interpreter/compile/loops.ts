/** Loops. */
import type { DoWhileStatement, ForInStatement, ForOfStatement, ForStatement, WhileStatement } from 'acorn'
import { closeIterator, closeIteratorQuietly, nextOrJump, startIteration, startKeys } from '../ops/iteration.ts'
import { jump, jumpIfTrue, popHandler, pushHandler, throwTop } from '../ops/stack.ts'
import { compileForEffect } from './assignments.ts'
import { type Binding, Scope } from './binding.ts'
import { describeCallee } from './calls.ts'
import { compileExpression } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { namesIn } from './hoisting.ts'
import type { Breakable } from './jumps.ts'
import { bindPattern } from './patterns.ts'
import { compileDeclaration, compileStatement, markDeclared } from './statements.ts'
import { emitUse } from './variables.ts'

type Labels = readonly string[]

const newLoop = (labels: Labels): Breakable => ({ kind: 'loop', labels, breaks: [], continues: [] })

function compileBody(fs: FunctionState, body: ForStatement['body'], loop: Breakable): void {
  fs.targets.push(loop)
  compileStatement(fs, body)
  fs.targets.pop()
}

export function compileWhile(fs: FunctionState, { test, body }: WhileStatement, labels: Labels): void {
  const loop = newLoop(labels)
  const toTest = fs.emitJump(jump)
  const start = fs.here
  compileBody(fs, body, loop)
  fs.land(toTest, ...loop.continues)
  compileExpression(fs, test)
  fs.emitJumpTo(jumpIfTrue, start)
  fs.land(...loop.breaks)
}

export function compileDoWhile(fs: FunctionState, { test, body }: DoWhileStatement, labels: Labels): void {
  const loop = newLoop(labels)
  const start = fs.here
  compileBody(fs, body, loop)
  fs.land(...loop.continues)
  compileExpression(fs, test)
  fs.emitJumpTo(jumpIfTrue, start)
  fs.land(...loop.breaks)
}

export function compileFor(fs: FunctionState, node: ForStatement, labels: Labels): void {
  const outer = fs.scope
  fs.scope = new Scope(outer, fs)
  const perTurn: Binding[] = []
  if (node.init?.type === 'VariableDeclaration') {
    const { kind, declarations } = node.init
    if (kind !== 'var') {
      for (const name of declarations.flatMap(({ id }) => namesIn(id))) {
        const binding = fs.scope.declare(name, kind === 'let' ? 'let' : 'const')
        emitUse(fs, binding, 'enter')
        if (kind === 'let') perTurn.push(binding)
      }
    }
    compileDeclaration(fs, node.init)
  } else if (node.init) compileForEffect(fs, node.init)
  const loop = newLoop(labels)
  const toTest = node.test ? [fs.emitJump(jump)] : []
  const start = fs.here
  compileBody(fs, node.body, loop)
  fs.land(...loop.continues)
  for (const binding of perTurn) emitUse(fs, binding, 'copy')
  if (node.update) compileForEffect(fs, node.update)
  fs.land(...toTest)
  if (node.test) {
    compileExpression(fs, node.test)
    fs.emitJumpTo(jumpIfTrue, start)
  } else fs.emitJumpTo(jump, start)
  fs.land(...loop.breaks)
  fs.scope = outer
}

export function compileForOf(fs: FunctionState, node: ForOfStatement, labels: Labels): void {
  const slot = fs.code.iteratorCount++
  compileExpression(fs, node.right)
  fs.offset = node.right.start
  fs.emit(startIteration, slot, 0, describeCallee(node.right))
  const onError = fs.emitJump(pushHandler)
  fs.targets.push({ kind: 'iteration', slot })
  const { loop, atEnd } = compileTurns(fs, node, slot, labels)
  fs.targets.pop()
  const outs: ReturnType<typeof fs.emitJump>[] = []
  if (loop.breaks.length > 0) {
    fs.land(...loop.breaks)
    fs.emit(popHandler)
    fs.emit(closeIterator, 0, slot)
    outs.push(fs.emitJump(jump))
  }
  fs.land(atEnd)
  fs.emit(popHandler)
  outs.push(fs.emitJump(jump))
  fs.land(onError)
  fs.emit(closeIteratorQuietly, 0, slot)
  fs.emit(throwTop)
  fs.land(...outs)
}

export function compileForIn(fs: FunctionState, node: ForInStatement, labels: Labels): void {
  const slot = fs.code.iteratorCount++
  compileExpression(fs, node.right)
  fs.emit(startKeys, slot)
  const { loop, atEnd } = compileTurns(fs, node, slot, labels)
  fs.land(atEnd, ...loop.breaks)
}

function compileTurns(fs: FunctionState, node: ForOfStatement | ForInStatement, slot: number, labels: Labels) {
  const loop = newLoop(labels)
  const start = fs.here
  const atEnd = fs.emitJump(nextOrJump, slot)
  const outer = fs.scope
  if (node.left.type === 'VariableDeclaration') {
    const { kind, declarations } = node.left
    const [declarator] = declarations
    if (!declarator) throw new Error('a loop declares one variable')
    if (kind === 'var') bindPattern(fs, declarator.id, 'assign')
    else {
      fs.scope = new Scope(outer, fs)
      for (const name of namesIn(declarator.id)) {
        emitUse(fs, fs.scope.declare(name, kind === 'let' ? 'let' : 'const'), 'enter')
        markDeclared(fs, name, declarator.end)
      }
      bindPattern(fs, declarator.id, 'initialise')
    }
  } else bindPattern(fs, node.left, 'assign')
  compileBody(fs, node.body, loop)
  fs.scope = outer
  fs.land(...loop.continues)
  fs.emitJumpTo(jump, start)
  return { loop, atEnd }
}
