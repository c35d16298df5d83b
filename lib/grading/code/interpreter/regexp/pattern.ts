/** A regular expression taken apart. */

export type CharTest = (code: number) => boolean

export type PatternNode =
  | { readonly kind: 'empty' }
  /** One character. `invert` matters only to sets that ignore case. */
  | { readonly kind: 'char'; readonly test: CharTest; readonly invert: boolean }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'word' | 'notWord' }
  /** `index` 0 captures nothing. */
  | { readonly kind: 'group'; readonly index: number; readonly body: PatternNode }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: PatternNode }
  | { readonly kind: 'backreference'; readonly group: number | string }
  | {
      readonly kind: 'repeat'
      readonly body: PatternNode
      readonly min: number
      readonly max: number
      readonly greedy: boolean
      /** Groups inside: each turn forgets what they caught, from the first up to but not including the last. */
      readonly groups: readonly [number, number]
    }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }

export type Flags = {
  readonly text: string
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly unicode: boolean
  readonly global: boolean
  readonly sticky: boolean
  readonly indices: boolean
}

export type Pattern = {
  readonly body: PatternNode
  readonly flags: Flags
  /** Captures, group 0 included. */
  readonly groupCount: number
  readonly names: ReadonlyMap<string, number>
}

/** The pattern is no regular expression. */
export class PatternError extends Error {
  override name = 'PatternError'
}

/** The pattern is a regular expression, but of a kind that is not supported. */
export class UnsupportedPattern extends Error {
  override name = 'UnsupportedPattern'
}
