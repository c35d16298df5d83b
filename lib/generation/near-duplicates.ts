/**
 * Questions that ask the same again. First by a hash of the normalised stem, then by how many shingles two stems share
 * (Jaccard), which MinHash estimates from 64 numbers: what is stored with every generated question.
 *
 * Broder (1997): On the resemblance and containment of documents. Shingles are five characters: a stem of ten words has
 * only six shingles of five words, and one inflected word would take five of them away. What changes the question without
 * changing many characters, every shingle carries with it: the numbers, formulas, code,
 * quotations and negations in their order. So
 * 'What is 3 + 4?' and 'What is 5 + 6?' share nothing at all.
 */
import { createHash } from 'node:crypto'

/** From here on, two stems are the same question. */
export const duplicateSimilarity = 0.8

const shingleLength = 5
const signatureLength = 64

export type KnownStem = {
  fingerprint: string
  signature: readonly number[]
  /** Where it is at hand, the similarity is counted instead of estimated. */
  text?: string | undefined
}

const exactParts =
  /\$[^$]*\$|`[^`]*`|(?<!\p{L})'[^']+'(?!\p{L})|["“][^"”]+["”]|\d+(?:[.,]\d+)*|[+*^=<>%\u2212\u00d7\u00f7\u221a]|(?<!\p{L})[-/]|[-/](?!\p{L})|\b(?:not|never|no|except|without|least|false|incorrect)\b/gu

/** Which of them is used changes no question. */
const fillers = /(?<![\p{L}\p{N}])(?:a|an|the|what|which)(?![\p{L}\p{N}])/gu

/** Words in lower case, one blank between; and, apart from them, a hash of what has to agree to the sign. */
function partsOf(text: string): { words: string; exact: string } {
  const folded = text.normalize('NFKC').toLowerCase()
  const exact = (folded.match(exactParts) ?? []).map((part) => part.replace(/(?<=\d),(?=\d{3})|\s/g, ''))
  const words = folded
    .replace(fillers, ' ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return { words, exact: sha256(exact.join(' ')).toString('hex', 0, 8) }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** The same for stems that differ in case, white space, punctuation or articles only. */
export function fingerprintOf(text: string): string {
  const { words, exact } = partsOf(text)
  return sha256(`${words} ${exact}`).toString('hex', 0, 16)
}

function shinglesOf(text: string): Set<string> {
  const { words, exact } = partsOf(text)
  const characters = [...words]
  const count = Math.max(1, characters.length - shingleLength + 1)
  return new Set(
    Array.from({ length: count }, (_, at) => `${characters.slice(at, at + shingleLength).join('')} ${exact}`),
  )
}

/** For each of 64 hash functions the least value over all shingles; unsigned integers of 32 bits. */
export function signatureOf(text: string): number[] {
  const hashes = [...shinglesOf(text)].map((shingle) => sha256(shingle).readUInt32BE(0))
  return Array.from({ length: signatureLength }, (_, place) =>
    hashes.reduce((least, hash) => Math.min(least, mix(hash ^ mix(place + 1))), 2 ** 32),
  )
}

/** MurmurHash3's finaliser (Appleby, public domain): a bijection on 32 bits, so that each seed is a permutation. */
function mix(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}

/** Estimated Jaccard similarity of two signatures, 0 to 1; standard error sqrt(J (1 - J) / 64), 0.05 at 0.8. */
export function similarity(one: readonly number[], other: readonly number[]): number {
  if (one.length !== signatureLength || other.length !== signatureLength) return 0
  return one.filter((value, place) => value === other[place]).length / signatureLength
}

/** |A and B| / |A or B| of two stems' shingles. */
export function countedSimilarity(one: string, other: string): number {
  const [first, second] = [shinglesOf(one), shinglesOf(other)]
  const shared = [...first].filter((shingle) => second.has(shingle)).length
  return shared / (first.size + second.size - shared)
}

/** Three standard errors at 0.8: an estimate further below the limit is not worth counting. */
const margin = 0.15

/** Whether a stem and a known one are alike to this degree; counted where the known text is at hand. */
export function isAlike(text: string, signature: readonly number[], known: KnownStem, limit: number): boolean {
  const estimate = similarity(signature, known.signature)
  if (known.text === undefined) return estimate >= limit
  return estimate >= limit - margin && countedSimilarity(text, known.text) >= limit
}

/** The first known stem that asks the same, or null. */
export function findDuplicate<Known extends KnownStem>(text: string, known: readonly Known[]): Known | null {
  const fingerprint = fingerprintOf(text)
  const signature = signatureOf(text)
  return (
    known.find((each) => each.fingerprint === fingerprint || isAlike(text, signature, each, duplicateSimilarity)) ??
    null
  )
}
