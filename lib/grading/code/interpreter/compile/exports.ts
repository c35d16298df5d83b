/** Exports declare names; who wants one finds it by `exportedNames`. */
import type { ExportAllDeclaration, ExportDefaultDeclaration, ExportNamedDeclaration } from 'acorn'
import { unsupported } from '../ops/stack.ts'
import { compileClass } from './classes.ts'
import { compileExpression } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { compileFunction, emitClosure } from './functions.ts'
import { compileStatement } from './statements.ts'
import { emitInitialise } from './variables.ts'

/** The hidden variable of an anonymous default export. */
export const defaultExportName = ' default'

export function compileExport(
  fs: FunctionState,
  node: ExportNamedDeclaration | ExportDefaultDeclaration | ExportAllDeclaration,
): void {
  fs.offset = node.start
  if (node.type === 'ExportAllDeclaration') fs.emit(unsupported, 0, 0, 'export from')
  else if (node.type === 'ExportDefaultDeclaration') compileDefault(fs, node)
  else if (node.source) fs.emit(unsupported, 0, 0, 'export from')
  else if (node.declaration) compileStatement(fs, node.declaration)
}

function compileDefault(fs: FunctionState, { declaration }: ExportDefaultDeclaration): void {
  if (declaration.type === 'FunctionDeclaration') {
    if (declaration.id) return
    emitClosure(fs, compileFunction(fs, declaration, 'default', 'function'))
  } else if (declaration.type === 'ClassDeclaration') {
    if (declaration.id) {
      compileStatement(fs, declaration)
      return
    }
    compileClass(fs, declaration, 'default')
  } else compileExpression(fs, declaration, 'default')
  emitInitialise(fs, defaultExportName)
}
