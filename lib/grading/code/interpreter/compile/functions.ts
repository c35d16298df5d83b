/** Functions: parameters, hoisted declarations, body. */
import type { ArrowFunctionExpression, Function as FunctionNode, Pattern, Program, Statement } from 'acorn'
import type { FunctionCode, FunctionKind, Instruction } from '../machine/function-code.ts'
import { initialiseFields, loadCallee, loadRest, returnTop } from '../ops/calls.ts'
import { newClosure } from '../ops/literals.ts'
import { drop, jumpIfDefinedOrDrop, pushConstant } from '../ops/stack.ts'
import { variableForms } from '../ops/variables.ts'
import type { Binding } from './binding.ts'
import { compileExpression } from './expressions.ts'
import { FunctionState } from './function-state.ts'
import { collectVarNames, functionsIn, lexicalNames, namesIn } from './hoisting.ts'
import { bindPattern } from './patterns.ts'
import { compileStatements } from './statements.ts'
import { emitInitialise, emitUse } from './variables.ts'

type Body = readonly (Statement | Program['body'][number])[]

export function emitClosure(fs: FunctionState, code: FunctionCode): Instruction {
  const instruction = fs.emit(newClosure)
  instruction.code = code
  return instruction
}

const isStrictBody = (body: FunctionNode['body']) =>
  body.type === 'BlockStatement' &&
  body.body.some((statement) => statement.type === 'ExpressionStatement' && statement.directive === 'use strict')

export function compileFunction(
  fs: FunctionState,
  node: FunctionNode | ArrowFunctionExpression,
  name: string,
  kind: FunctionKind,
): FunctionCode {
  const inner = new FunctionState(fs, node.id?.name ?? name, kind, fs.strict || fs.inClass || isStrictBody(node.body))
  inner.offset = node.start
  if (node.async || node.generator) {
    inner.code.unsupported = node.async ? 'async function' : 'generator function'
    return inner.finish()
  }
  const body = node.body.type === 'BlockStatement' ? node.body.body : []
  const isSelfNamed = node.type === 'FunctionExpression' && node.id
  const self = isSelfNamed && node.id ? inner.scope.declare(node.id.name, 'self') : null
  // Parameters come first on the stack, where the call has put them.
  inner.code.localCount = 0
  const finishParameters = declareParameters(inner, node.params)
  if (self) moveBehindParameters(inner, self)
  for (const varName of collectVarNames(body, inner.strict)) {
    const known = inner.scope.names.get(varName)
    if (known === undefined || known === self) emitUse(inner, inner.scope.declare(varName, 'var'), 'enterVar')
  }
  finishParameters()
  enterBlock(inner, body)
  if (kind === 'base-class') {
    inner.emit(initialiseFields)
    inner.emit(drop)
  }
  if (node.body.type === 'BlockStatement') compileStatements(inner, body)
  else {
    compileExpression(inner, node.body)
    inner.emit(returnTop)
  }
  emitEnd(inner)
  return inner.finish()
}

export function emitEnd(fs: FunctionState): void {
  fs.emit(pushConstant)
  fs.emit(returnTop)
}

function moveBehindParameters(fs: FunctionState, { name }: Binding): void {
  if (fs.scope.names.get(name)?.kind !== 'self') return
  const binding = fs.scope.declare(name, 'self')
  fs.emit(loadCallee)
  emitUse(fs, binding, 'initialise')
}

/** Declares them all; what the result does, once variables are declared too, fills in patterns and default values. */
function declareParameters(fs: FunctionState, params: readonly Pattern[]): () => void {
  const positional = params.filter(({ type }) => type !== 'RestElement')
  fs.code.parameterCount = positional.length
  const firstDefault = positional.findIndex(({ type }) => type === 'AssignmentPattern')
  fs.code.expectedArguments = firstDefault === -1 ? positional.length : firstDefault
  const places = positional.map(() => fs.temporary())
  const inPlace: Binding[] = []
  positional.forEach((param, index) => {
    const place = places[index]
    const plain = param.type === 'AssignmentPattern' ? param.left : param
    if (plain.type === 'Identifier' && place !== undefined) {
      inPlace.push(fs.scope.declareAt(plain.name, 'var', place))
    } else for (const name of namesIn(param)) fs.scope.declare(name, 'var')
  })
  for (const param of params)
    if (param.type === 'RestElement') for (const name of namesIn(param)) fs.scope.declare(name, 'var')
  return () => {
    for (const binding of inPlace) emitUse(fs, binding, 'parameter')
    positional.forEach((param, index) => {
      if (param.type === 'Identifier') return
      const place = places[index] ?? 0
      fs.emit(variableForms.load.local, place)
      if (param.type === 'AssignmentPattern') {
        const skip = fs.emitJump(jumpIfDefinedOrDrop)
        compileExpression(fs, param.right, param.left.type === 'Identifier' ? param.left.name : '')
        fs.land(skip)
        bindPattern(fs, param.left, 'initialise')
      } else bindPattern(fs, param, 'initialise')
    })
    const rest = params.at(-1)
    if (rest?.type === 'RestElement') {
      fs.code.keepsArguments = true
      fs.emit(loadRest, positional.length)
      bindPattern(fs, rest.argument, 'initialise')
    }
  }
}

/** Begins a block: its lexical names exist without a value, its functions with theirs. */
export function enterBlock(fs: FunctionState, body: Body): void {
  for (const { name, kind } of lexicalNames(body)) emitUse(fs, fs.scope.declare(name, kind), 'enter')
  const functions = functionsIn(body)
  for (const { id } of functions) {
    const known = fs.scope.names.get(id.name)
    if (known === undefined || known.kind === 'self') emitUse(fs, fs.scope.declare(id.name, 'function'), 'enterVar')
  }
  for (const node of functions) {
    emitClosure(fs, compileFunction(fs, node, node.id.name, 'function'))
    emitInitialise(fs, node.id.name)
  }
}
