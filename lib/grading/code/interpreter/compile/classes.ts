/**
 * Classes. Instance fields become a method that sets them on `this`, run at the start of the constructor or after
 * `super(...)`; static fields and blocks become one that is called when the class is complete.
 */
import type { Class, Expression, MethodDefinition, PropertyDefinition } from 'acorn'
import type { FunctionCode } from '../machine/function-code.ts'
import { callTop, initialiseFields, loadRest, superCallSpread } from '../ops/calls.ts'
import {
  defineKeyed,
  defineMethod,
  definition,
  newClass,
  prepareStatics,
  setClassFields,
  setHome,
} from '../ops/literals.ts'
import { definePrivate, loadThis } from '../ops/members.ts'
import { convertToKey, drop, duplicate, pushConstant } from '../ops/stack.ts'
import { Sym } from '../values/values.ts'
import { Scope } from './binding.ts'
import { emitAfterSuper } from './calls.ts'
import { compileExpression } from './expressions.ts'
import { FunctionState } from './function-state.ts'
import { compileFunction, emitClosure, emitEnd, enterBlock } from './functions.ts'
import { collectVarNames } from './hoisting.ts'
import { privateSymbol } from './members.ts'
import { staticKey } from './patterns.ts'
import { compileStatements } from './statements.ts'
import { emitInitialise, emitLoad, emitUse } from './variables.ts'

type Member = Class['body']['body'][number]

/** Leaves the class on the stack. */
export function compileClass(fs: FunctionState, node: Class, name: string): void {
  const outer = fs.scope
  const { body } = node.body
  fs.scope = new Scope(outer, fs, { privateNames: privateNamesIn(body) })
  const className = node.id?.name ?? name
  if (node.id) emitUse(fs, fs.scope.declare(node.id.name, 'const'), 'enter')
  if (node.superClass) compileExpression(fs, node.superClass)
  fs.offset = node.start
  const creation = fs.emit(newClass, node.superClass ? 1 : 0)
  creation.code = compileConstructor(fs, node, className)
  const computedKeys = body.map((member) => compileMember(fs, member))
  emitFieldsMethod(fs, body, computedKeys)
  fs.emit(drop)
  if (node.id) {
    fs.emit(duplicate)
    emitInitialise(fs, node.id.name)
  }
  emitStatics(fs, body, computedKeys)
  fs.scope = outer
}

function privateNamesIn(body: readonly Member[]): Map<string, Sym> {
  const names = new Map<string, Sym>()
  for (const member of body) {
    if (member.type === 'StaticBlock' || member.key.type !== 'PrivateIdentifier') continue
    const { name } = member.key
    if (!names.has(name)) names.set(name, new Sym(`#${name}`))
  }
  return names
}

function compileConstructor(fs: FunctionState, node: Class, name: string): FunctionCode {
  const kind = node.superClass ? 'derived-class' : 'base-class'
  const written = node.body.body.find(
    (member): member is MethodDefinition => member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  if (written) return compileFunction(fs, written.value, name, kind)
  const state = new FunctionState(fs, name, kind, true)
  state.offset = node.start
  if (kind === 'derived-class') {
    state.code.keepsArguments = true
    state.emit(pushConstant)
    state.emit(pushConstant)
    state.emit(loadRest, 0)
    state.emit(superCallSpread)
    emitAfterSuper(state)
  } else state.emit(initialiseFields)
  state.emit(drop)
  emitEnd(state)
  return state.finish()
}

/** A method is defined at once. Of a field only the computed key is evaluated now, into a hidden variable. */
function compileMember(fs: FunctionState, member: Member): string | null {
  if (member.type === 'StaticBlock') return null
  if (member.type === 'MethodDefinition') {
    if (member.kind !== 'constructor') compileMethod(fs, member)
    return null
  }
  if (member.key.type === 'PrivateIdentifier' || staticKey({ key: member.key, computed: member.computed }) !== null)
    return null
  const hidden = ` key ${member.start}`
  emitUse(fs, fs.scope.declare(hidden, 'var'), 'enterVar')
  compileExpression(fs, member.key)
  fs.emit(convertToKey)
  emitInitialise(fs, hidden)
  return hidden
}

const prefixes = { get: 'get ', set: 'set ', method: '', constructor: '' }
const definitions = { get: definition.getter, set: definition.setter, method: definition.method, constructor: 0 }

function compileMethod(fs: FunctionState, member: MethodDefinition): void {
  const { key, kind } = member
  const below = member.static ? 1 : 0
  if (key.type === 'PrivateIdentifier') {
    const hidden = hiddenMethod(member)
    emitUse(fs, fs.scope.declare(hidden, 'var'), 'enterVar')
    emitClosure(fs, compileFunction(fs, member.value, `${prefixes[kind]}#${key.name}`, 'method'))
    fs.emit(setHome, below + 1)
    emitInitialise(fs, hidden)
    return
  }
  const name = staticKey({ key, computed: member.computed })
  if (name !== null) fs.emit(pushConstant, 0, 0, name)
  else {
    compileExpression(fs, key)
    fs.emit(convertToKey)
  }
  emitClosure(fs, compileFunction(fs, member.value, name === null ? '' : prefixes[kind] + name, 'method'))
  fs.emit(defineMethod, below, definitions[kind])
}

const hiddenMethod = ({ start }: MethodDefinition) => ` private ${start}`

const isPrivateMethod = (member: Member): member is MethodDefinition =>
  member.type === 'MethodDefinition' && member.key.type === 'PrivateIdentifier'

const privateKinds = { method: 1, get: 2, set: 3, constructor: 1 }

function emitPrivateMethods(fs: FunctionState, members: readonly MethodDefinition[]): void {
  for (const member of members) {
    if (member.key.type !== 'PrivateIdentifier') continue
    fs.emit(loadThis)
    emitLoad(fs, hiddenMethod(member))
    fs.emit(definePrivate, privateKinds[member.kind], 0, privateSymbol(fs, member.key.name))
    fs.emit(drop)
  }
}

function emitField(fs: FunctionState, field: PropertyDefinition, computedKey: string | null): void {
  const { key, value } = field
  fs.offset = field.start
  fs.emit(loadThis)
  if (key.type === 'PrivateIdentifier') {
    compileFieldValue(fs, value, `#${key.name}`)
    fs.emit(definePrivate, 0, 0, privateSymbol(fs, key.name))
  } else {
    const name = staticKey({ key, computed: field.computed })
    if (computedKey !== null) emitLoad(fs, computedKey)
    else fs.emit(pushConstant, 0, 0, name ?? '')
    compileFieldValue(fs, value, name ?? '')
    fs.emit(defineKeyed, value?.type.endsWith('FunctionExpression') ? 1 : 0)
  }
  fs.emit(drop)
}

function compileFieldValue(fs: FunctionState, value: Expression | null | undefined, name: string): void {
  if (value) compileExpression(fs, value, name)
  else fs.emit(pushConstant)
}

/** constructor prototype -> constructor prototype */
function emitFieldsMethod(fs: FunctionState, body: readonly Member[], computedKeys: readonly (string | null)[]): void {
  const methods = body.filter(isPrivateMethod).filter((member) => !member.static)
  const fields = body.filter((member) => member.type === 'PropertyDefinition' && !member.static)
  if (methods.length + fields.length === 0) return
  const inner = new FunctionState(fs, '', 'method', true)
  emitPrivateMethods(inner, methods)
  body.forEach((member, index) => {
    if (member.type === 'PropertyDefinition' && !member.static) emitField(inner, member, computedKeys[index] ?? null)
  })
  emitEnd(inner)
  emitClosure(fs, inner.finish())
  fs.emit(setClassFields)
}

/** constructor -> constructor */
function emitStatics(fs: FunctionState, body: readonly Member[], computedKeys: readonly (string | null)[]): void {
  const methods = body.filter(isPrivateMethod).filter((member) => member.static)
  const isStatic = (member: Member) =>
    member.type === 'StaticBlock' || (member.type === 'PropertyDefinition' && member.static)
  if (methods.length === 0 && !body.some(isStatic)) return
  const inner = new FunctionState(fs, '', 'method', true)
  emitPrivateMethods(inner, methods)
  body.forEach((member, index) => {
    if (member.type === 'PropertyDefinition' && member.static) emitField(inner, member, computedKeys[index] ?? null)
    if (member.type !== 'StaticBlock') return
    const outer = inner.scope
    inner.scope = new Scope(outer, inner)
    for (const name of collectVarNames(member.body, true)) emitUse(inner, inner.scope.declare(name, 'var'), 'enterVar')
    enterBlock(inner, member.body)
    compileStatements(inner, member.body)
    inner.scope = outer
  })
  emitEnd(inner)
  fs.emit(duplicate)
  emitClosure(fs, inner.finish())
  fs.emit(prepareStatics)
  fs.emit(callTop, 0)
  fs.emit(drop)
}
