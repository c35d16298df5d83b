/**
 * From what a model said to candidate questions. Whatever can be understood beyond doubt is; the rest becomes a problem with
 * its path, for the log and for the model's second try.
 */
import type { CandidateProblem, CandidateQuestion } from '../contract/generation.ts'
import type { QuestionType } from '../contract/level-and-type.ts'
import { duplicateKeys } from './duplicate-keys.ts'
import { type FoundJson, findJson } from './find-json.ts'
import { isRecord, readCandidate } from './read-candidate.ts'

export type ReadCandidate = { question: CandidateQuestion | null; problems: CandidateProblem[] }

export type ReadOutput = {
  candidates: ReadCandidate[]
  /** More was meant to be said: of what is here, the last one has been left out. */
  truncated: boolean
}

/** More than are ever asked for at once. */
const mostCandidates = 60

/** One question within a reply, and where it stands in its JSON. */
type Piece = { value: unknown; path: string; duplicates: readonly string[] }

/**
 * Never throws.
 * @param cutOff the provider says that the reply was cut off
 */
export function readOutput(text: string, type: QuestionType, { cutOff = false } = {}): ReadOutput {
  const { values, isBroken } = findJson(text)
  const lists = values.flatMap((found) => listIn(found) ?? [])
  // A model that thinks in drafts says the final one last.
  const list = lists.at(-1)
  const pieces = list ?? values.filter((found) => isWhole(found, isBroken)).map(pieceOf)
  const truncated = cutOff || (list === undefined && isBroken)
  const kept = cutOff ? pieces.slice(0, -1) : pieces
  return { candidates: kept.slice(0, mostCandidates).map((piece) => judgePiece(piece, type)), truncated }
}

/** The questions of `{"questions": [...]}`, or of a bare list. */
function listIn({ value, json }: FoundJson): [Piece[]] | null {
  const inside = isRecord(value) ? value.questions : value
  if (!Array.isArray(inside) || !inside.some(isRecord(value) ? isRecord : looksLikeQuestion)) return null
  const prefix = isRecord(value) ? 'questions/' : ''
  const duplicates = duplicateKeys(json)
  return [inside.map((each: unknown, index) => ({ value: each, path: `${prefix}${index}`, duplicates }))]
}

/**
 * A question by itself: said so, or what is left of a list that breaks off. There the last one is left out, for all that
 * shows that an element is complete is that another was to follow.
 */
const isWhole = ({ value, isFollowed }: FoundJson, isBroken: boolean) =>
  looksLikeQuestion(value) && (isFollowed || !isBroken)

/** Rather than like a part of one. */
const looksLikeQuestion = (value: unknown) => isRecord(value) && 'text' in value && 'explanation' in value

const pieceOf = ({ value, json }: FoundJson): Piece => ({ value, path: '', duplicates: duplicateKeys(json) })

function judgePiece({ value, path, duplicates }: Piece, type: QuestionType): ReadCandidate {
  // Above it (a second list of questions), or within it (a second key).
  const repeated = duplicates.find((each) => path.startsWith(`${each}/`) || path === '' || each.startsWith(`${path}/`))
  if (repeated !== undefined) {
    const message = `${repeated.replaceAll('/', '.')}: is there twice`
    return { question: null, problems: [{ rule: 'duplicate-key', message }] }
  }
  return readCandidate(value, type)
}
