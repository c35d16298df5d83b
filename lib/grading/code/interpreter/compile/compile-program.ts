/** A whole program to code that runs it and returns what may be the function asked for. */
import type { Program } from 'acorn'
import type { ParsedProgram } from '../../program/parse-program.ts'
import type { FunctionCode } from '../machine/function-code.ts'
import { returnTop } from '../ops/calls.ts'
import { newArray } from '../ops/literals.ts'
import { pushConstant } from '../ops/stack.ts'
import { defaultExportName } from './exports.ts'
import { FunctionState } from './function-state.ts'
import { enterBlock } from './functions.ts'
import { collectVarNames, declarationOf } from './hoisting.ts'
import { compileStatements } from './statements.ts'
import { emitLoad, emitUse } from './variables.ts'

/** @param names of the function asked for: the code returns an array of what each stands for, and the default export */
export function compileProgram({ program, sourceType }: ParsedProgram, names: readonly string[]): FunctionCode {
  const { body } = program
  const isStrict =
    sourceType === 'module' ||
    body.some((item) => item.type === 'ExpressionStatement' && item.directive === 'use strict')
  const fs = new FunctionState(null, '', 'method', isStrict)
  for (const name of [defaultExportName, ...collectVarNames(body, isStrict)]) {
    emitUse(fs, fs.scope.declare(name, 'var'), 'enterVar')
  }
  enterBlock(fs, body)
  compileStatements(fs, body)
  const exported = exportedNames(program)
  for (const name of [...names, 'default']) {
    const local = exported.get(name) ?? name
    if (fs.scope.find(local)) emitLoad(fs, local)
    else fs.emit(pushConstant)
  }
  fs.emit(newArray, names.length + 1)
  fs.emit(returnTop)
  return fs.finish()
}

/** Exported name to the name inside. */
function exportedNames({ body }: Program): Map<string, string> {
  const names = new Map([['default', defaultExportName]])
  for (const item of body) {
    if (item.type === 'ExportDefaultDeclaration') {
      const declaration = declarationOf(item)
      if (declaration && 'id' in declaration && declaration.id) names.set('default', declaration.id.name)
      else if (item.declaration.type === 'Identifier') names.set('default', item.declaration.name)
    }
    if (item.type !== 'ExportNamedDeclaration') continue
    for (const { exported, local } of item.specifiers) {
      if (exported.type === 'Identifier' && local.type === 'Identifier') names.set(exported.name, local.name)
    }
  }
  return names
}
