/** Calls and `new`. */
import type { CallExpression, Expression, MemberExpression, NewExpression, SpreadElement, Super } from 'acorn'
import {
  bindThis,
  callSpread,
  callTop,
  initialiseFields,
  newSpread,
  newTop,
  superCall,
  superCallSpread,
} from '../ops/calls.ts'
import { drop, jumpIfNullish, pushConstant, unsupported } from '../ops/stack.ts'
import { compileExpression, compileList } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { type Chain, compileChained, emitMethod } from './members.ts'

type Arguments = readonly (Expression | SpreadElement)[]

const hasSpread = (args: Arguments) => args.some(({ type }) => type === 'SpreadElement')

function compileArguments(fs: FunctionState, args: Arguments): void {
  if (hasSpread(args)) compileList(fs, [...args])
  else for (const arg of args) if (arg.type !== 'SpreadElement') compileExpression(fs, arg)
}

export function compileCall(fs: FunctionState, node: CallExpression, chain: Chain | null): void {
  const { callee, optional } = node
  const args = node.arguments
  if (callee.type === 'Super') {
    compileSuperCall(fs, args)
    return
  }
  if (callee.type === 'Identifier' && callee.name === 'eval' && !fs.scope.find('eval')) {
    fs.emit(unsupported, 0, 0, 'eval')
  }
  if (callee.type === 'MemberExpression') emitMethod(fs, callee, chain)
  else {
    compileChained(fs, callee, chain)
    fs.emit(pushConstant)
  }
  if (optional && chain) chain.exits.push(fs.emitJump(jumpIfNullish, 2))
  compileArguments(fs, args)
  fs.offset = callee.type === 'MemberExpression' ? callee.property.start : node.start
  if (hasSpread(args)) fs.emit(callSpread, 0, 0, describeCallee(callee))
  else fs.emit(callTop, args.length, 0, describeCallee(callee))
}

function compileSuperCall(fs: FunctionState, args: Arguments): void {
  fs.emit(pushConstant)
  fs.emit(pushConstant)
  compileArguments(fs, args)
  if (hasSpread(args)) fs.emit(superCallSpread)
  else fs.emit(superCall, args.length)
  emitAfterSuper(fs)
}

export function emitAfterSuper(fs: FunctionState): void {
  fs.emit(bindThis)
  fs.emit(initialiseFields)
  fs.emit(drop)
}

export function compileNew(fs: FunctionState, node: NewExpression): void {
  compileExpression(fs, node.callee)
  fs.emit(pushConstant)
  compileArguments(fs, node.arguments)
  fs.offset = node.start
  const described = describeCallee(node.callee)
  if (hasSpread(node.arguments)) fs.emit(newSpread, 0, 0, described)
  else fs.emit(newTop, node.arguments.length, 0, described)
}

/** What is called, as V8 names it in 'x is not a function'. */
export function describeCallee(node: Expression | Super): string {
  const parts: string[] = []
  let at: Expression | Super = node
  for (;;) {
    if (at.type === 'CallExpression') {
      parts.unshift('(...)')
      at = at.callee
    } else if (at.type === 'MemberExpression') {
      parts.unshift(describeProperty(at))
      at = at.object
    } else break
  }
  if (at.type === 'Identifier') parts.unshift(at.name)
  else if (at.type === 'ThisExpression') parts.unshift('this')
  else if (at.type === 'Literal' && at.raw !== undefined) parts.unshift(at.raw.replace(/^'(.*)'$/, '"$1"'))
  else parts.unshift('(intermediate value)')
  return parts.join('')
}

function describeProperty({ property, computed, optional }: MemberExpression): string {
  const dot = optional ? '?.' : ''
  if (property.type === 'PrivateIdentifier') return `${dot || '.'}#${property.name}`
  if (!computed) return `${dot || '.'}${property.type === 'Identifier' ? property.name : ''}`
  if (property.type === 'Literal')
    return typeof property.value === 'string' ? `${dot || '.'}${property.value}` : `${dot}[${property.raw}]`
  return `${dot}[${property.type === 'Identifier' ? property.name : '...'}]`
}
