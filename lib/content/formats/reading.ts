/** What a file of questions comes to, question by question, whatever its format. */

export type Reading = {
  /** 1 for the first question of the file. */
  number: number
  /** That it begins on, or that is wrong; null where there are no lines. */
  line: number | null
} & (
  | { kind: 'question'; question: Draft }
  /** The format can say it, a quiz cannot serve it. */
  | { kind: 'unsupported'; message: string }
  /** It is not what the format asks for. */
  | { kind: 'problem'; message: string }
)

/** A question of the bank as far as the file tells; the key and the level may be missing. Not checked yet. */
export type Draft = { [field: string]: unknown }

/** A file in some format, and the questions that the format cannot express, or not without a loss. */
export type Written = { text: string; leftOut: { key: string; reason: string }[] }

/** A well-formed question that no quiz can serve. */
export class Unsupported extends Error {}

/** Text that is not in its format. @param line of the file, where another than the question's own */
export class Malformed extends Error {
  readonly line: number | null

  constructor(message: string, line: number | null = null) {
    super(message)
    this.line = line
  }
}

/** Reads one question, and keeps what is wrong with it. */
export function readingOf(place: Pick<Reading, 'number' | 'line'>, read: () => Draft): Reading {
  try {
    return { ...place, kind: 'question', question: read() }
  } catch (error) {
    if (error instanceof Unsupported) return { ...place, kind: 'unsupported', message: error.message }
    if (error instanceof Malformed) {
      return { ...place, line: error.line ?? place.line, kind: 'problem', message: error.message }
    }
    throw error
  }
}

/** Lines as they are counted in an editor; a byte order mark is no part of the text. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)

/** @throws Unsupported */
export function requireServableOptions(options: readonly string[]): void {
  if (options.length < 3 || options.length > 5) {
    throw new Unsupported(`has ${options.length} options; a quiz shows three to five`)
  }
}

/** Where a format has no room for an explanation, or its author gave none. */
export const explainByKey = (correctAnswer: string) => `The right answer is: ${correctAnswer}`
