/**
 * acorn within limits. Tokens, brackets and regular expressions are counted as they are read, before the parser acts on
 * them: every shape on which acorn is slow (quadratic scope checks, nesting) needs many of them.
 * Regular expressions are neither validated nor built by the host here: see `findBadPattern`.
 */
import * as acorn from 'acorn'
import { limits, TooComplex } from './limits.ts'

declare module 'acorn' {
  // What acorn's plugins build on, but its types leave out.
  interface Parser {
    keywords: { test(word: string): boolean }
    pos: number
    raise(pos: number, message: string): never
    finishToken(type: TokenType, value: unknown): void
    readRegexp(): void
  }
}

const { tokTypes } = acorn
const lineBreak = /[\n\r\u2028\u2029]/
const flagCharacter = /[\w$\u0080-\uffff\\]/

/** acorn asks this of every word, by a regular expression of forty alternatives. */
const keywordNames = new Set(Object.values(tokTypes).flatMap(({ keyword }) => keyword ?? []))
const keywords = { test: (word: string) => keywordNames.has(word) }

export class BoundedParser extends acorn.Parser {
  override keywords = keywords

  override readRegexp(): void {
    const start = this.pos
    const end = findPatternEnd(this.input, start)
    if (end === -1) this.raise(start, 'Unterminated regular expression')
    if (end - start > limits.regexLength)
      throw new TooComplex(`a regular expression over ${limits.regexLength} characters`)
    let flagsEnd = end + 1
    while (flagCharacter.test(this.input.charAt(flagsEnd))) flagsEnd++
    this.pos = flagsEnd
    const pattern = this.input.slice(start, end)
    this.finishToken(tokTypes.regexp, { pattern, flags: this.input.slice(end + 1, flagsEnd), value: null })
  }
}

/** The position of the slash that ends the regular expression, or -1. */
function findPatternEnd(input: string, start: number): number {
  let inClass = false
  for (let at = start; at < input.length; at++) {
    const character = input.charAt(at)
    if (lineBreak.test(character)) return -1
    if (character === '\\') at++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return at
  }
  return -1
}

/** A bracket that is open where the parser stopped: what it is and where it stands. */
export type OpenBracket = { readonly character: string; readonly offset: number }

/** Watches the tokens go by: counts them, and keeps the brackets that are open. */
export class TokenWatch {
  readonly open: OpenBracket[] = []
  private count = 0

  readonly see = ({ type, start }: acorn.Token): void => {
    if (++this.count > limits.tokens) throw new TooComplex(`more than ${limits.tokens} tokens`)
    switch (type) {
      case tokTypes.braceL:
      case tokTypes.parenL:
      case tokTypes.bracketL:
      case tokTypes.dollarBraceL:
        this.open.push({ character: type.label, offset: start })
        if (this.open.length > limits.bracketDepth) {
          throw new TooComplex(`brackets nested over ${limits.bracketDepth} deep`)
        }
        return
      case tokTypes.braceR:
      case tokTypes.parenR:
      case tokTypes.bracketR:
        this.open.pop()
    }
  }
}
