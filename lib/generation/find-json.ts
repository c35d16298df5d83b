/**
 * Finds the JSON values in what a model says: fenced, amid prose, after its thoughts, with commas too many or quotes of the
 * wrong kind. Only text whose brackets all close is repaired, for a repair of cut-off text closes it silently, and nobody
 * would know what was missing.
 */
import { jsonrepair } from 'jsonrepair'

export type FoundJson = {
  value: unknown
  /** The JSON text that the value was read from. */
  json: string
  /** A comma or a closing bracket follows, as it does an element of a list that is not the last thing said. */
  isFollowed: boolean
}

export type JsonFinding = {
  /** Outermost readable values, in order. */
  values: FoundJson[]
  /** Somewhere a bracket opened that does not close. */
  isBroken: boolean
}

/** More than the largest reply that is asked for; what is beyond it is taken for cut off. */
const longestText = 400_000
const deepestNesting = 64
/** Brackets that open and lead to nothing, before the rest is given up: prose may have some. */
const mostFailures = 100

/** Never throws. */
export function findJson(said: string): JsonFinding {
  const text = withoutThoughts(said.replace(/^\uFEFF/, '')).slice(0, longestText)
  const values: FoundJson[] = []
  let failures = 0
  const opening = /[{[]/g
  for (let found = opening.exec(text); found && failures < mostFailures; found = opening.exec(text)) {
    const end = closingBracket(text, found.index)
    const read = end === null ? null : readValue(text.slice(found.index, end))
    if (end === null || read === null) failures += 1
    else {
      values.push({ ...read, isFollowed: /^\s*[,\]]/.test(text.slice(end, end + 100)) })
      opening.lastIndex = end
    }
  }
  return { values, isBroken: failures > 0 }
}

/** Reasoning models think aloud first; of a thought that never ends, only what stands before it is an answer. */
function withoutThoughts(text: string): string {
  // Within good JSON the words are part of a question.
  if (tryParse(text) !== undefined) return text
  const end = text.lastIndexOf('</think>')
  const answer = end === -1 ? text : text.slice(end + '</think>'.length)
  const begin = answer.indexOf('<think>')
  return begin === -1 ? answer : answer.slice(0, begin)
}

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' }
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '\u201c': '\u201d' }

/** Index behind the bracket that closes the one at `start`; null when none does, or another kind does. */
function closingBracket(text: string, start: number): number | null {
  const open: string[] = []
  let quote: string | null = null
  for (let i = start; i < text.length; i += 1) {
    const character = text.charAt(i)
    if (quote !== null) {
      if (character === '\\') i += 1
      else if (character === quote) quote = null
    } else if (character in closers) {
      open.push(closers[character] ?? '')
      if (open.length > deepestNesting) return null
    } else if (character === '}' || character === ']') {
      if (open.pop() !== character) return null
      if (open.length === 0) return i + 1
    } else quote = quotes[character] ?? null
  }
  return null
}

function readValue(text: string): Pick<FoundJson, 'value' | 'json'> | null {
  const value = tryParse(text)
  if (value !== undefined) return { value, json: text }
  const repaired = tryRepair(text)
  const second = repaired === null ? undefined : tryParse(repaired)
  return repaired === null || second === undefined ? null : { value: second, json: repaired }
}

/** undefined, which no JSON text means, when it is none. */
function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A string, or a word that Python and JavaScript write for no number: the repairer would make an answer of its name. */
const stringOrNoNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|-?\b(?:NaN|nan|Infinity|inf|undefined)\b/gs

function tryRepair(text: string): string | null {
  try {
    return jsonrepair(text.replace(stringOrNoNumber, (found) => (/^["']/.test(found) ? found : 'null')))
  } catch {
    return null
  }
}
