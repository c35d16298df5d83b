/** Object literals. */
import type { ObjectExpression, Property } from 'acorn'
import {
  copyProperties,
  defineKeyed,
  defineMethod,
  defineNamed,
  definition,
  newObject,
  setLiteralProto,
} from '../ops/literals.ts'
import { convertToKey, pushConstant } from '../ops/stack.ts'
import { compileExpression } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { compileFunction, emitClosure } from './functions.ts'
import { staticKey } from './patterns.ts'

export function compileObject(fs: FunctionState, { properties }: ObjectExpression): void {
  fs.emit(newObject)
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      compileExpression(fs, property.argument)
      fs.emit(copyProperties)
    } else compileProperty(fs, property)
  }
}

function compileProperty(fs: FunctionState, property: Property): void {
  const { value, kind } = property
  const name = staticKey(property)
  const emitKey = () => {
    if (name !== null) fs.emit(pushConstant, 0, 0, name)
    else {
      compileExpression(fs, property.key)
      fs.emit(convertToKey)
    }
  }
  if ((kind !== 'init' || property.method) && value.type === 'FunctionExpression') {
    emitKey()
    const prefix = kind === 'get' ? 'get ' : kind === 'set' ? 'set ' : ''
    emitClosure(fs, compileFunction(fs, value, name === null ? '' : prefix + name, 'method'))
    const what = kind === 'get' ? definition.getter : kind === 'set' ? definition.setter : definition.method
    fs.emit(defineMethod, 0, what | definition.enumerable)
  } else if (name === '__proto__' && !property.computed && !property.shorthand) {
    compileExpression(fs, value)
    fs.emit(setLiteralProto)
  } else if (name !== null) {
    compileExpression(fs, value, name)
    fs.emit(defineNamed, 0, 0, name)
  } else {
    emitKey()
    compileExpression(fs, value)
    fs.emit(defineKeyed, value.type.endsWith('FunctionExpression') ? 1 : 0)
  }
}
