/** Assignments of all kinds, `++` and `--`. */
import type { AssignmentExpression, Expression, MemberExpression, UpdateExpression } from 'acorn'
import { binaryOperations, incrementTop, toNumericTop } from '../ops/arithmetic.ts'
import { drop, duplicate, jump, jumpIfFalseOrDrop, jumpIfPresentOrDrop, jumpIfTrueOrDrop, tuck } from '../ops/stack.ts'
import { compileExpression, operationFor } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { duplicateReference, emitGet, emitReference, emitSet, referenceSize } from './members.ts'
import { bindPattern } from './patterns.ts'
import { emitIncrement, emitLoad, emitStore } from './variables.ts'

const logicalAssignments = new Map([
  ['&&=', jumpIfFalseOrDrop],
  ['||=', jumpIfTrueOrDrop],
  ['??=', jumpIfPresentOrDrop],
])

export function compileAssignment(fs: FunctionState, node: AssignmentExpression): void {
  const { left, right, operator } = node
  switch (left.type) {
    case 'Identifier':
      assignToName(fs, left.name, operator, right)
      return
    case 'MemberExpression':
      assignToMember(fs, left, operator, right)
      return
    default:
      compileExpression(fs, right)
      fs.emit(duplicate)
      bindPattern(fs, left, 'assign')
  }
}

function assignToName(fs: FunctionState, name: string, operator: string, right: Expression): void {
  if (operator === '=') {
    compileExpression(fs, right, name)
    emitStore(fs, name)
    return
  }
  emitLoad(fs, name)
  const condition = logicalAssignments.get(operator)
  if (condition) {
    const skip = fs.emitJump(condition)
    compileExpression(fs, right, name)
    emitStore(fs, name)
    fs.land(skip)
    return
  }
  compileExpression(fs, right)
  fs.emit(operationFor(binaryOperations, operator.slice(0, -1)))
  emitStore(fs, name)
}

function assignToMember(fs: FunctionState, left: MemberExpression, operator: string, right: Expression): void {
  const reference = emitReference(fs, left, null)
  if (operator === '=') {
    compileExpression(fs, right)
    fs.offset = left.start
    emitSet(fs, reference)
    return
  }
  duplicateReference(fs, reference)
  emitGet(fs, reference)
  const condition = logicalAssignments.get(operator)
  if (condition) {
    const skip = fs.emitJump(condition)
    compileExpression(fs, right)
    emitSet(fs, reference)
    const toEnd = fs.emitJump(jump)
    fs.land(skip)
    // The reference below the value goes.
    fs.emit(tuck, referenceSize(reference))
    for (let count = referenceSize(reference); count > 0; count--) fs.emit(drop)
    fs.land(toEnd)
    return
  }
  compileExpression(fs, right)
  fs.offset = left.start
  fs.emit(operationFor(binaryOperations, operator.slice(0, -1)))
  emitSet(fs, reference)
}

/** @param isUsed false where the result is dropped at once, as in most loops */
export function compileUpdate(fs: FunctionState, node: UpdateExpression, isUsed: boolean): void {
  const delta = node.operator === '++' ? 1 : -1
  const { argument } = node
  if (argument.type === 'Identifier') {
    if (!isUsed && emitIncrement(fs, argument.name, delta)) return
    emitLoad(fs, argument.name)
    fs.emit(toNumericTop)
    if (!node.prefix && isUsed) fs.emit(duplicate)
    fs.emit(incrementTop, delta)
    emitStore(fs, argument.name)
    if (!node.prefix || !isUsed) fs.emit(drop)
    return
  }
  if (argument.type !== 'MemberExpression') throw new Error('the parser lets nothing else be updated')
  const reference = emitReference(fs, argument, null)
  duplicateReference(fs, reference)
  emitGet(fs, reference)
  fs.emit(toNumericTop)
  const keepsOld = !node.prefix && isUsed
  if (keepsOld) {
    fs.emit(duplicate)
    fs.emit(tuck, referenceSize(reference) + 1)
  }
  fs.emit(incrementTop, delta)
  emitSet(fs, reference)
  if (keepsOld || !isUsed) fs.emit(drop)
}

/** An expression whose value nobody needs. */
export function compileForEffect(fs: FunctionState, node: Expression): void {
  if (node.type === 'UpdateExpression') {
    fs.offset = node.start
    compileUpdate(fs, node, false)
    return
  }
  compileExpression(fs, node)
  fs.emit(drop)
}
