/** acorn's messages in plain words, with a hint where one can be had. */
import type { AnyNode } from 'acorn'
import { getLineInfo } from 'acorn'
import { isDummy, LooseParser } from 'acorn-loose'
import { BoundedParser, type OpenBracket } from './bounded-parser.ts'
import { childrenOf } from './children.ts'

export type SyntaxExplanation = { message: string; line: number; column: number; hint?: string }

/** Null when the error is not acorn's report of a mistake in the source. */
export function explainSyntaxError(
  error: unknown,
  source: string,
  open: readonly OpenBracket[],
): SyntaxExplanation | null {
  if (!(error instanceof SyntaxError) || !('pos' in error) || typeof error.pos !== 'number') return null
  const { line, column } = getLineInfo(source, error.pos)
  const raw = error.message.replace(/ \(\d+:\d+\)$/, '')
  if (raw.startsWith('Not enough stack space')) return null
  const hint = raw.startsWith('Unexpected') ? hintFor(source, error.pos, open) : null
  return { message: inPlainWords(raw, source, error.pos), line, column, ...(hint && { hint }) }
}

function inPlainWords(raw: string, source: string, pos: number): string {
  if (raw === 'Unexpected token') {
    const token = /^(?:[\w$]+|=>|[=!]==?|\S)/.exec(source.slice(pos))?.[0]
    return token === undefined ? 'The program ends too early.' : `This was not expected here: ${token}`
  }
  const redeclared = /^Identifier '(.+)' has already been declared$/.exec(raw)
  if (redeclared) return `The name ${redeclared[1]} is declared twice.`
  return plainMessages.get(raw) ?? `${raw}.`
}

const plainMessages = new Map([
  ['Unterminated string constant', 'This string is never closed: its closing quotation mark is missing.'],
  ['Unterminated template', 'This template string is never closed: its closing backquote is missing.'],
  ['Unterminated comment', 'This comment is never closed: its */ is missing.'],
  ['Unterminated regular expression', 'This regular expression is never closed: its closing / is missing.'],
  ["'return' outside of function", 'A return can only stand inside a function.'],
  ['Assigning to rvalue', 'Only a variable or a property can stand left of an assignment.'],
  ['Unsyntactic break', 'A break can only stand inside a loop or a switch.'],
  ['Unsyntactic continue', 'A continue can only stand inside a loop.'],
])

const closerOf = new Map([
  ['{', '}'],
  ['${', '}'],
  ['(', ')'],
  ['[', ']'],
])

function hintFor(source: string, pos: number, open: readonly OpenBracket[]): string | null {
  const found = source.charAt(pos)
  const last = open.at(-1)
  const atEnd = source.slice(pos).trim() === ''
  if (last && (atEnd || (')]}'.includes(found) && closerOf.get(last.character) !== found))) {
    const { line } = getLineInfo(source, last.offset)
    return `The ${last.character} of line ${line} has no closing ${closerOf.get(last.character)}.`
  }
  if (!last && found !== '' && ')]}'.includes(found)) return `No open bracket belongs to this ${found}.`
  const missing = findMissingPart(source)
  return missing === null ? null : `Something is missing in line ${getLineInfo(source, missing).line}.`
}

class TolerantParser extends LooseParser {
  static readonly BaseParser = BoundedParser
}

/** Where acorn's error-tolerant parser had to invent a part of the program. */
function findMissingPart(source: string): number | null {
  try {
    let level: AnyNode[] = [TolerantParser.parse(source, { ecmaVersion: 2025, sourceType: 'script' })]
    while (level.length > 0) {
      const dummy = level.find(isDummy)
      if (dummy) return dummy.start
      level = level.flatMap(childrenOf)
    }
  } catch (error) {
    // The tolerant parser may nest too deep where the strict one stopped in time: then there is no hint.
    if (!(error instanceof Error)) throw error
  }
  return null
}
