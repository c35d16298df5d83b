/** A student's text to a syntax tree within limits, or the reason why not in words that a student understands. */
import * as acorn from 'acorn'
import { BoundedParser, TokenWatch } from './bounded-parser.ts'
import { explainSyntaxError } from './explain-syntax-error.ts'
import { limits, TooComplex } from './limits.ts'
import { surveyTree } from './survey-tree.ts'

export type ParsedProgram = {
  readonly kind: 'parsed'
  readonly program: acorn.Program
  readonly source: string
  /** `module` when it imports or exports: such code is strict throughout. */
  readonly sourceType: 'script' | 'module'
}

export type ParseResult =
  | ParsedProgram
  | {
      readonly kind: 'syntax-error'
      readonly message: string
      /** From 1. */
      readonly line: number
      /** From 0. */
      readonly column: number
      readonly hint?: string
    }
  /** `what` completes the sentence 'The program has ...'. */
  | { readonly kind: 'too-complex'; readonly what: string }

/** Where an offset stands in the source: line from 1, column from 0. */
export function locate(source: string, offset: number): { line: number; column: number } {
  const { line, column } = acorn.getLineInfo(source, offset)
  return { line, column }
}

/** Reads a script, or a module when it has imports or exports. ES2025 syntax, whatever the interpreter supports. */
export function parseProgram(source: string): ParseResult {
  if (source.length > limits.sourceBytes || new TextEncoder().encode(source).length > limits.sourceBytes) {
    return { kind: 'too-complex', what: `more than ${limits.sourceBytes} bytes` }
  }
  const first = mayBeModule.test(source) ? parseAs(source, 'module') : parseAs(source, 'script')
  if (first.kind !== 'parsed' || first.sourceType === 'script' || isModule(first.program)) return first
  return parseAs(source, 'script')
}

const mayBeModule = /\b(?:import|export)\b/

const isModule = ({ body }: acorn.Program) =>
  body.some(({ type }) => type.startsWith('Import') || type.startsWith('Export'))

function parseAs(source: string, sourceType: 'script' | 'module'): ParseResult {
  const watch = new TokenWatch()
  try {
    const program = BoundedParser.parse(source, {
      ecmaVersion: 2025,
      // What Node gives a script: its own scope, and `module.exports`.
      sourceType: sourceType === 'script' ? 'commonjs' : 'module',
      onToken: watch.see,
    })
    const { badPattern } = surveyTree(program)
    if (badPattern) return { kind: 'syntax-error', message: badPattern.message, ...locate(source, badPattern.offset) }
    return { kind: 'parsed', program, source, sourceType }
  } catch (error) {
    if (error instanceof TooComplex) return { kind: 'too-complex', what: error.what }
    const explained = explainSyntaxError(error, source, watch.open)
    // acorn reports an exhausted stack as a RangeError or as some SyntaxError, which says nothing about the student.
    if (!explained && (error instanceof RangeError || error instanceof SyntaxError)) {
      return { kind: 'too-complex', what: `code nested over ${limits.treeDepth} deep` }
    }
    if (!explained) throw error
    return { kind: 'syntax-error', ...explained }
  }
}
