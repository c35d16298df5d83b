/** Statements: each leaves the stack as it was. */
import type { Program, Statement, SwitchStatement, VariableDeclaration } from 'acorn'
import { binaryOperations } from '../ops/arithmetic.ts'
import { drop, jump, jumpIfFalse, jumpIfTrue, pushConstant, throwTop, unsupported } from '../ops/stack.ts'
import { variableForms } from '../ops/variables.ts'
import { compileForEffect } from './assignments.ts'
import { Scope } from './binding.ts'
import { describeCallee } from './calls.ts'
import { compileClass } from './classes.ts'
import { compileExport } from './exports.ts'
import { compileExpression, operationFor } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { enterBlock } from './functions.ts'
import { namesIn } from './hoisting.ts'
import { type Breakable, emitExit, findTarget } from './jumps.ts'
import { compileDoWhile, compileFor, compileForIn, compileForOf, compileWhile } from './loops.ts'
import { bindPattern } from './patterns.ts'
import { compileTry } from './try.ts'
import { emitInitialise, emitLoad, emitStore } from './variables.ts'

export function compileStatements(fs: FunctionState, body: readonly (Statement | Program['body'][number])[]): void {
  for (const statement of body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        fs.offset = statement.start
        fs.emit(unsupported, 0, 0, 'import')
        break
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
        compileExport(fs, statement)
        break
      default:
        compileStatement(fs, statement)
    }
  }
}

export function compileBlock(fs: FunctionState, body: readonly Statement[], isFunctionLevel = false): void {
  const outer = fs.scope
  fs.scope = new Scope(outer, fs)
  enterBlock(fs, body)
  if (!isFunctionLevel) exposeFunctions(fs, body)
  compileStatements(fs, body)
  fs.scope = outer
}

/** In sloppy code a function in a block can also be called after the block. */
function exposeFunctions(fs: FunctionState, body: readonly Statement[]): void {
  if (fs.strict) return
  for (const statement of body) {
    if (statement.type !== 'FunctionDeclaration') continue
    const { name } = statement.id
    const outside = fs.scope.parent?.find(name)
    if (outside?.kind !== 'var' || outside.owner !== fs) continue
    emitLoad(fs, name)
    const block = fs.scope
    fs.scope = block.parent ?? block
    emitStore(fs, name)
    fs.scope = block
    fs.emit(drop)
  }
}

export function compileStatement(fs: FunctionState, node: Statement, labels: readonly string[] = []): void {
  fs.offset = node.start
  switch (node.type) {
    case 'ExpressionStatement':
      compileForEffect(fs, node.expression)
      return
    case 'VariableDeclaration':
      compileDeclaration(fs, node)
      return
    case 'ReturnStatement':
      if (node.argument) compileExpression(fs, node.argument)
      else fs.emit(pushConstant)
      emitExit(fs, { kind: 'return' })
      return
    case 'IfStatement': {
      compileExpression(fs, node.test)
      const toElse = fs.emitJump(jumpIfFalse)
      compileBranch(fs, node.consequent)
      if (!node.alternate) {
        fs.land(toElse)
        return
      }
      const toEnd = fs.emitJump(jump)
      fs.land(toElse)
      compileBranch(fs, node.alternate)
      fs.land(toEnd)
      return
    }
    case 'BlockStatement':
      if (labels.length === 0) compileBlock(fs, node.body)
      else labelled(fs, labels, () => compileBlock(fs, node.body))
      return
    case 'ForStatement':
      compileFor(fs, node, labels)
      return
    case 'ForOfStatement':
      if (node.await) fs.emit(unsupported, 0, 0, 'for await')
      compileForOf(fs, node, labels)
      return
    case 'ForInStatement':
      compileForIn(fs, node, labels)
      return
    case 'WhileStatement':
      compileWhile(fs, node, labels)
      return
    case 'DoWhileStatement':
      compileDoWhile(fs, node, labels)
      return
    case 'BreakStatement':
    case 'ContinueStatement': {
      const kind = node.type === 'BreakStatement' ? 'break' : 'continue'
      emitExit(fs, { kind, target: findTarget(fs, kind, node.label?.name) })
      return
    }
    case 'LabeledStatement':
      compileLabelled(fs, node.body, [...labels, node.label.name])
      return
    case 'SwitchStatement':
      compileSwitch(fs, node, labels)
      return
    case 'ThrowStatement':
      compileExpression(fs, node.argument)
      fs.offset = node.start
      fs.emit(throwTop)
      return
    case 'TryStatement':
      if (labels.length === 0) compileTry(fs, node)
      else labelled(fs, labels, () => compileTry(fs, node))
      return
    case 'ClassDeclaration':
      compileClass(fs, node, node.id.name)
      markDeclared(fs, node.id.name, node.end)
      emitInitialise(fs, node.id.name)
      return
    case 'WithStatement':
      fs.emit(unsupported, 0, 0, 'with')
      return
    // Functions have been declared at the start of their block; the others do nothing.
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
  }
}

/** Sloppy code may declare a function right in a branch. */
function compileBranch(fs: FunctionState, node: Statement): void {
  if (node.type === 'FunctionDeclaration') compileBlock(fs, [node])
  else compileStatement(fs, node)
}

function labelled(fs: FunctionState, labels: readonly string[], compile: () => void): void {
  const target: Breakable = { kind: 'block', labels, breaks: [], continues: [] }
  fs.targets.push(target)
  compile()
  fs.targets.pop()
  fs.land(...target.breaks)
}

function compileLabelled(fs: FunctionState, body: Statement, labels: readonly string[]): void {
  if (/^(?:For|While|DoWhile|Labeled|Switch|Block|Try)/.test(body.type)) compileStatement(fs, body, labels)
  else labelled(fs, labels, () => compileStatement(fs, body))
}

export function markDeclared(fs: FunctionState, name: string, offset: number): void {
  const binding = fs.scope.find(name)
  if (binding) binding.declaredAt = offset
}

export function compileDeclaration(fs: FunctionState, { kind, declarations }: VariableDeclaration): void {
  for (const { id, init, end, start } of declarations) {
    fs.offset = start
    if (!init) {
      if (kind === 'var') continue
      fs.emit(pushConstant)
    } else compileExpression(fs, init, id.type === 'Identifier' ? id.name : '')
    if (kind !== 'var') for (const name of namesIn(id)) markDeclared(fs, name, end)
    bindPattern(fs, id, kind === 'var' ? 'assign' : 'initialise', init ? describeCallee(init) : undefined)
  }
}

function compileSwitch(fs: FunctionState, node: SwitchStatement, labels: readonly string[]): void {
  const value = fs.temporary()
  compileExpression(fs, node.discriminant)
  fs.emit(variableForms.initialise.local, value)
  const outer = fs.scope
  fs.scope = new Scope(outer, fs, { isSwitch: true })
  const statements = node.cases.flatMap(({ consequent }) => consequent)
  enterBlock(fs, statements)
  exposeFunctions(fs, statements)
  const target: Breakable = { kind: 'switch', labels, breaks: [], continues: [] }
  const entries = node.cases.map(({ test }) => {
    if (!test) return null
    fs.emit(variableForms.load.local, value)
    compileExpression(fs, test)
    fs.emit(operationFor(binaryOperations, '==='))
    return fs.emitJump(jumpIfTrue)
  })
  const otherwise = fs.emitJump(jump)
  fs.targets.push(target)
  let hasDefault = false
  node.cases.forEach(({ test, consequent }, index) => {
    const entry = entries[index]
    if (entry) fs.land(entry)
    if (!test) {
      hasDefault = true
      fs.land(otherwise)
    }
    compileStatements(fs, consequent)
  })
  fs.targets.pop()
  fs.land(...target.breaks)
  if (!hasDefault) fs.land(otherwise)
  fs.scope = outer
}
