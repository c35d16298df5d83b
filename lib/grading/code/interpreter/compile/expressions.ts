/** Expressions: each leaves one value on the stack. */
import type { ArrayExpression, ChainExpression, Expression, Literal, TemplateLiteral, UnaryExpression } from 'acorn'
import type { Operation } from '../machine/function-code.ts'
import { binaryOperations, unaryOperations } from '../ops/arithmetic.ts'
import { appendElement, loadNewTarget } from '../ops/calls.ts'
import { typeofGlobal } from '../ops/globals.ts'
import { appendSpread, newArray, newRegExp } from '../ops/literals.ts'
import { hasPrivate, loadThis } from '../ops/members.ts'
import {
  drop,
  joinTemplate,
  jump,
  jumpIfFalse,
  jumpIfFalseOrDrop,
  jumpIfPresentOrDrop,
  jumpIfTrueOrDrop,
  pushConstant,
  unsupported,
} from '../ops/stack.ts'
import { HOLE } from '../values/values.ts'
import { compileAssignment, compileUpdate } from './assignments.ts'
import { compileCall, compileNew } from './calls.ts'
import { compileClass } from './classes.ts'
import type { FunctionState } from './function-state.ts'
import { compileFunction, emitClosure } from './functions.ts'
import { type Chain, emitDelete, emitGet, emitReference, privateSymbol } from './members.ts'
import { compileObject } from './objects.ts'
import { emitLoad } from './variables.ts'

/**
 * @param name what an anonymous function or class is called here
 * @param chain the optional chain that the expression goes on with
 */
export function compileExpression(fs: FunctionState, node: Expression, name = '', chain: Chain | null = null): void {
  fs.offset = node.start
  switch (node.type) {
    case 'Identifier':
      emitLoad(fs, node.name)
      return
    case 'Literal':
      compileLiteral(fs, node)
      return
    case 'ThisExpression':
      fs.emit(loadThis)
      return
    case 'MemberExpression': {
      const reference = emitReference(fs, node, chain)
      fs.offset = node.start
      emitGet(fs, reference)
      return
    }
    case 'CallExpression':
      compileCall(fs, node, chain)
      return
    case 'ChainExpression':
      compileChain(fs, node)
      return
    case 'NewExpression':
      compileNew(fs, node)
      return
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') {
        compileExpression(fs, node.right)
        fs.emit(hasPrivate, 0, 0, privateSymbol(fs, node.left.name))
        return
      }
      compileExpression(fs, node.left)
      compileExpression(fs, node.right)
      fs.offset = node.start
      fs.emit(operationFor(binaryOperations, node.operator))
      return
    case 'LogicalExpression': {
      compileExpression(fs, node.left)
      const skip = fs.emitJump(logicalJumps[node.operator])
      compileExpression(fs, node.right)
      fs.land(skip)
      return
    }
    case 'UnaryExpression':
      compileUnary(fs, node)
      return
    case 'AssignmentExpression':
      compileAssignment(fs, node)
      return
    case 'UpdateExpression':
      compileUpdate(fs, node, true)
      return
    case 'ConditionalExpression': {
      compileExpression(fs, node.test)
      const toElse = fs.emitJump(jumpIfFalse)
      compileExpression(fs, node.consequent, name)
      const toEnd = fs.emitJump(jump)
      fs.land(toElse)
      compileExpression(fs, node.alternate, name)
      fs.land(toEnd)
      return
    }
    case 'SequenceExpression':
      node.expressions.forEach((expression, index) => {
        if (index > 0) fs.emit(drop)
        compileExpression(fs, expression)
      })
      return
    case 'ArrayExpression':
      compileList(fs, node.elements)
      return
    case 'ObjectExpression':
      compileObject(fs, node)
      return
    case 'FunctionExpression':
      emitClosure(fs, compileFunction(fs, node, name, 'function'))
      return
    case 'ArrowFunctionExpression':
      emitClosure(fs, compileFunction(fs, node, name, 'arrow'))
      return
    case 'ClassExpression':
      compileClass(fs, node, name)
      return
    case 'TemplateLiteral':
      compileTemplate(fs, node)
      return
    case 'MetaProperty':
      if (node.meta.name === 'new') fs.emit(loadNewTarget)
      else fs.emit(unsupported, 0, 0, 'import.meta')
      return
    case 'ParenthesizedExpression':
      compileExpression(fs, node.expression, name)
      return
    default:
      fs.emit(unsupported, 0, 0, unsupportedNames.get(node.type) ?? node.type)
  }
}

const unsupportedNames = new Map([
  ['TaggedTemplateExpression', 'tagged template'],
  ['AwaitExpression', 'await'],
  ['YieldExpression', 'yield'],
  ['ImportExpression', 'import()'],
])

const logicalJumps = { '&&': jumpIfFalseOrDrop, '||': jumpIfTrueOrDrop, '??': jumpIfPresentOrDrop }

export function operationFor(operations: ReadonlyMap<string, Operation>, operator: string): Operation {
  const operation = operations.get(operator)
  if (operation === undefined) throw new Error(`no operator ${operator}`)
  return operation
}

function compileLiteral(fs: FunctionState, node: Literal): void {
  if (node.regex) {
    fs.emit(pushConstant, 0, 0, node.regex.pattern)
    fs.emit(pushConstant, 0, 0, node.regex.flags)
    fs.emit(newRegExp)
  } else if (node.bigint) fs.emit(pushConstant, 0, 0, BigInt(node.bigint))
  else if (!(node.value instanceof RegExp)) fs.emit(pushConstant, 0, 0, node.value)
}

/** An array of what may contain spreads and holes: an array literal, or the arguments of a call. */
export function compileList(fs: FunctionState, elements: ArrayExpression['elements']): void {
  let plain = elements.findIndex((element) => element === null || element.type === 'SpreadElement')
  if (plain === -1) plain = elements.length
  for (const element of elements.slice(0, plain)) {
    if (element && element.type !== 'SpreadElement') compileExpression(fs, element)
  }
  fs.emit(newArray, plain)
  for (const element of elements.slice(plain)) {
    if (element?.type === 'SpreadElement') {
      compileExpression(fs, element.argument)
      fs.emit(appendSpread)
      continue
    }
    if (element) compileExpression(fs, element)
    else fs.emit(pushConstant, 0, 0, HOLE)
    fs.emit(appendElement)
  }
}

function compileTemplate(fs: FunctionState, { quasis, expressions }: TemplateLiteral): void {
  let parts = 0
  quasis.forEach(({ value }, index) => {
    const text = value.cooked ?? ''
    if (text !== '' || index === 0) {
      fs.emit(pushConstant, 0, 0, text)
      parts++
    }
    const expression = expressions[index]
    if (!expression) return
    compileExpression(fs, expression)
    parts++
  })
  fs.emit(joinTemplate, parts)
}

function compileChain(fs: FunctionState, { expression }: ChainExpression): void {
  const chain: Chain = { exits: [] }
  compileExpression(fs, expression, '', chain)
  const toEnd = fs.emitJump(jump)
  fs.land(...chain.exits)
  fs.emit(pushConstant)
  fs.land(toEnd)
}

function compileUnary(fs: FunctionState, node: UnaryExpression): void {
  const { argument, operator } = node
  if (
    operator === 'typeof' &&
    argument.type === 'Identifier' &&
    !fs.scope.find(argument.name) &&
    argument.name !== 'arguments'
  ) {
    fs.emit(typeofGlobal, 0, 0, argument.name)
    return
  }
  if (operator === 'delete') {
    compileDelete(fs, argument)
    return
  }
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') {
    fs.emit(pushConstant, 0, 0, -argument.value)
    return
  }
  compileExpression(fs, argument)
  fs.offset = node.start
  fs.emit(operationFor(unaryOperations, operator))
}

function compileDelete(fs: FunctionState, argument: Expression): void {
  if (argument.type === 'MemberExpression') emitDelete(fs, argument, null)
  else if (argument.type === 'ChainExpression' && argument.expression.type === 'MemberExpression') {
    const chain: Chain = { exits: [] }
    emitDelete(fs, argument.expression, chain)
    const toEnd = fs.emitJump(jump)
    fs.land(...chain.exits)
    fs.emit(pushConstant, 0, 0, true)
    fs.land(toEnd)
  } else {
    compileExpression(fs, argument)
    fs.emit(drop)
    fs.emit(pushConstant, 0, 0, argument.type !== 'Identifier')
  }
}
