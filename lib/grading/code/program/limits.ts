/** How large and how deep a program may be. Counted on the text and its tree, so the same on every machine. */
export const limits = Object.freeze({
  /** Bytes of UTF-8. */
  sourceBytes: 16 * 1024,
  tokens: 8_000,
  bracketDepth: 100,
  /** Characters between the slashes of a regular expression. */
  regexLength: 256,
  treeDepth: 200,
})

/** Thrown inside the parser, and caught by `parseProgram`, when a program is over a limit. */
export class TooComplex extends Error {
  override name = 'TooComplex'
  readonly what: string
  constructor(what: string) {
    super(`too complex: ${what}`)
    this.what = what
  }
}
