/**
 * Questions that ask the same in nearly the same words. Shingles are five characters long, since stems are too short for
 * five words: in a stem of twelve words, one word changed would leave hardly a shingle in common. Questions whose numbers
 * differ are different questions, however alike their words.
 */
import { createHash } from 'node:crypto'
import type { QuestionType } from '../contract/level-and-type.ts'

const shingleLength = 5
const signatureLength = 64
/** Jaccard similarity from which on two stems are the same question. */
export const duplicateFrom = 0.8

/** Case, spacing, punctuation and typography say nothing; digits and operators do. */
export const normaliseStem = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\p{L}\p{N}+\-*/^=<>%]+/gu, ' ')
    .trim()

const digest = (text: string) => createHash('sha256').update(text)

/** Equal for stems that are the same but for case, spacing and punctuation. 32 hexadecimal digits. */
export const fingerprintOf = (text: string): string => digest(normaliseStem(text)).digest('hex').slice(0, 32)

const numbersIn = (normalised: string): string => (normalised.match(/\d+([.,]\d+)?/g) ?? []).join(' ')

function shinglesOf(normalised: string): Set<string> {
  const characters = [...normalised]
  const count = Math.max(1, characters.length - shingleLength + 1)
  return new Set(Array.from({ length: count }, (_, start) => characters.slice(start, start + shingleLength).join('')))
}

/** 32-bit FNV-1a (Fowler, Noll, Vo). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** One of a family of hash functions: MurmurHash3's finaliser (Appleby) over the value and the function's number. */
function mixed(value: number, number: number): number {
  let hash = (value ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * MinHash (Broder 1997, On the resemblance and containment of documents): of each of 64 hash functions the least value
 * over all shingles; then one value more, which tells the numbers in the stem.
 */
export function signatureOf(text: string): number[] {
  const normalised = normaliseStem(text)
  const hashes = [...shinglesOf(normalised)].map(hashOf)
  const least = Array.from({ length: signatureLength }, (_, number) =>
    hashes.reduce((lowest, hash) => Math.min(lowest, mixed(hash, number)), 0xffffffff),
  )
  return [...least, hashOf(numbersIn(normalised))]
}

/** Estimated Jaccard similarity of two stems, 0 to 1; standard error at most 1/16. 0 where their numbers differ. */
export function similarity(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length || one.at(-1) !== other.at(-1)) return 0
  const equal = one.slice(0, signatureLength).filter((value, index) => value === other[index]).length
  return equal / signatureLength
}

/** Exact Jaccard similarity, where both texts are at hand. */
export function exactSimilarity(one: string, other: string): number {
  const [first, second] = [normaliseStem(one), normaliseStem(other)]
  if (numbersIn(first) !== numbersIn(second)) return 0
  const [mine, theirs] = [shinglesOf(first), shinglesOf(second)]
  const common = [...mine].filter((shingle) => theirs.has(shingle)).length
  return common / (mine.size + theirs.size - common)
}

/** Below this estimate, the exact similarity is not worth computing: four standard errors under the threshold. */
const worthLooking = 0.55

/**
 * What is compared of a question: its stem; of multiple choice with its key, since "Which of these is true?" is asked of
 * many things.
 */
export const askedBy = ({ type, text, correctAnswer }: { type: QuestionType; text: string; correctAnswer: string }) =>
  type === 'multiple-choice' ? `${text} ${correctAnswer}` : text

export type KnownStem = { text: string; fingerprint: string; signature: number[] }

export const toKnownStem = (text: string): KnownStem => ({
  text,
  fingerprint: fingerprintOf(text),
  signature: signatureOf(text),
})

/** The known stem that asks the same, if there is one. */
export function findDuplicate(stem: KnownStem, known: readonly KnownStem[]): KnownStem | undefined {
  return known.find(
    (other) =>
      other.fingerprint === stem.fingerprint ||
      (similarity(other.signature, stem.signature) >= worthLooking &&
        exactSimilarity(other.text, stem.text) >= duplicateFrom),
  )
}
