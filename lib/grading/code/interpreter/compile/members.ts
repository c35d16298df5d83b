/** Member expressions as values, as targets of assignments, and as what a call is made on. */
import type { Expression, MemberExpression } from 'acorn'
import type { Instruction } from '../machine/function-code.ts'
import {
  deleteKeyed,
  deleteNamed,
  getKeyed,
  getMethod,
  getMethodKeyed,
  getPrivate,
  getProperty,
  getSuper,
  loadThis,
  setKeyed,
  setPrivate,
  setProperty,
  setSuper,
} from '../ops/members.ts'
import { drop, duplicate, duplicateTwo, jumpIfNullish, pushConstant, swap, tuck } from '../ops/stack.ts'
import { arrayIndexOf } from '../values/values.ts'
import { compileExpression } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { staticKey } from './patterns.ts'

/** Where a property is: how many values on the stack say so, and the rest. */
type Reference =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'keyed' }
  | { readonly kind: 'private'; readonly name: string }
  | { readonly kind: 'super' }

/** Jumps of the optional chain under way, which all lead to its end. */
export type Chain = { readonly exits: Instruction[] }

/** Puts object and key, as far as needed, on the stack. */
export function emitReference(fs: FunctionState, node: MemberExpression, chain: Chain | null): Reference {
  const { object, property } = node
  const name = property.type === 'PrivateIdentifier' ? null : staticKey({ key: property, computed: node.computed })
  if (object.type === 'Super') {
    if (name !== null) fs.emit(pushConstant, 0, 0, name)
    else if (property.type !== 'PrivateIdentifier') compileExpression(fs, property)
    return { kind: 'super' }
  }
  compileChained(fs, object, chain)
  if (node.optional && chain) chain.exits.push(fs.emitJump(jumpIfNullish, 1))
  if (property.type === 'PrivateIdentifier') return { kind: 'private', name: property.name }
  if (name !== null && arrayIndexOf(name) === -1) return { kind: 'named', name }
  if (name === null) compileExpression(fs, property)
  else fs.emit(pushConstant, 0, 0, Number(name))
  fs.offset = node.start
  return { kind: 'keyed' }
}

/** An expression that may go on with the optional chain around it. */
export function compileChained(fs: FunctionState, node: Expression, chain: Chain | null): void {
  compileExpression(fs, node, '', chain)
}

export const privateSymbol = (fs: FunctionState, name: string) => {
  const symbol = fs.scope.findPrivate(name)
  if (symbol === null) throw new Error('the parser lets no unknown private name pass')
  return symbol
}

export function emitGet(fs: FunctionState, reference: Reference): void {
  switch (reference.kind) {
    case 'named':
      fs.emit(getProperty, 0, 0, reference.name)
      return
    case 'keyed':
      fs.emit(getKeyed)
      return
    case 'private':
      fs.emit(getPrivate, 0, 0, privateSymbol(fs, reference.name))
      return
    case 'super':
      fs.emit(getSuper)
  }
}

/** Reference value -> value */
export function emitSet(fs: FunctionState, reference: Reference): void {
  const strict = fs.strict ? 1 : 0
  switch (reference.kind) {
    case 'named':
      fs.emit(setProperty, 0, strict, reference.name)
      return
    case 'keyed':
      fs.emit(setKeyed, 0, strict)
      return
    case 'private':
      fs.emit(setPrivate, 0, strict, privateSymbol(fs, reference.name))
      return
    case 'super':
      fs.emit(setSuper, 0, strict)
  }
}

/** How many values on the stack a reference takes. */
export const referenceSize = ({ kind }: Reference) => (kind === 'keyed' ? 2 : 1)

export const duplicateReference = (fs: FunctionState, reference: Reference) =>
  fs.emit(referenceSize(reference) === 2 ? duplicateTwo : duplicate)

/** value -> nothing */
export function storeInMember(fs: FunctionState, node: MemberExpression): void {
  const reference = emitReference(fs, node, null)
  if (referenceSize(reference) === 1) fs.emit(swap)
  else {
    // value object key -> object key value
    fs.emit(tuck, 2)
    fs.emit(tuck, 2)
  }
  emitSet(fs, reference)
  fs.emit(drop)
}

/** Pushes function and `this`. */
export function emitMethod(fs: FunctionState, node: MemberExpression, chain: Chain | null): void {
  const reference = emitReference(fs, node, chain)
  fs.offset = node.property.start
  switch (reference.kind) {
    case 'named':
      fs.emit(getMethod, 0, 0, reference.name)
      return
    case 'keyed':
      fs.emit(getMethodKeyed)
      return
    case 'private':
      fs.emit(duplicate)
      fs.emit(getPrivate, 0, 0, privateSymbol(fs, reference.name))
      fs.emit(swap)
      return
    case 'super':
      fs.emit(getSuper)
      fs.emit(loadThis)
  }
}

export function emitDelete(fs: FunctionState, node: MemberExpression, chain: Chain | null): void {
  const reference = emitReference(fs, node, chain)
  const strict = fs.strict ? 1 : 0
  if (reference.kind === 'named') fs.emit(deleteNamed, 0, strict, reference.name)
  else fs.emit(deleteKeyed, 0, strict)
}
