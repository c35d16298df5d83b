/** Rules for multiple choice: one key, among options that are told apart by what they say and by nothing else. */
import { normaliseText, readNumber } from '../../grading/text.ts'
import type { Check, MultipleChoice } from './rule.ts'

type Rule = Check<MultipleChoice>

const wrongOptions = ({ options, correctAnswer }: MultipleChoice) =>
  options.filter((option) => option !== correctAnswer)

const normalOption = (option: string) => option.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** As words, or as numbers: '0.5' and '1/2' are the same answer. In quotes stands what is no number. */
function areEqual(one: string, other: string): boolean {
  if (normalOption(one) === normalOption(other)) return true
  if (/["'`]/.test(one + other)) return false
  // Of one reading only: a percentage has two.
  const [mine, theirs] = [readNumber(one), readNumber(other)]
  return mine.length === 1 && theirs.length === 1 && mine[0] === theirs[0]
}

export const optionsDiffer: Rule = ({ options }) => {
  const same = options.find((option, place) => options.slice(0, place).some((earlier) => areEqual(earlier, option)))
  return same === undefined ? null : `two options say the same: ${same}`
}

export const keyIsOption: Rule = ({ options, correctAnswer }) =>
  options.filter((option) => option === correctAnswer).length === 1
    ? null
    : 'the right answer must be one of the options'

const catchAll =
  /\b(?:all|none|neither|both|any|some|two|each) of (?:the (?:above|other|others|options|answers|choices|following)\b|these\b|those\b|them\b)|\b(?:all|none|both|neither) (?:options?|answers?|choices?|above)\b/i
/** Letters as they name options; AND and OR in capitals are Boolean algebra. */
const severalLetters = /^(?:both |neither |only )?[A-E](?:, ?[A-E])*,? (?:and|&|nor) [A-E]$/

export const noCatchAll: Rule = ({ options }) =>
  options.some((option) => catchAll.test(option) || severalLetters.test(option.trim()))
    ? 'no option may speak of the others (all of the above, none of these, both A and B)'
    : null

/** Options are shuffled: a letter names nothing. */
export const noLetters: Rule = ({ text, explanation, options }) =>
  [text, explanation, ...options].some((part) =>
    /\b(?:option|answer|choice|alternative)s?\s*\(?["']?[A-E]["']?\)?(?=[\s.,;:)]|$)(?!\s*(?:and|or)\s+[a-z]{2})/.test(
      part,
    ),
  )
    ? 'options are shuffled: name them by what they say, not by a letter'
    : null

/** A key that is much longer than every other option is found by its length. */
export const keyIsNoLonger: Rule = (question) => {
  const longest = Math.max(...wrongOptions(question).map((option) => option.length))
  const { length } = question.correctAnswer
  return length > 40 && length > 2 * longest ? 'the right option stands out by its length' : null
}

const claims = /\b(?:answer|option|choice) (?:is|must be|should be)\s*:?\s*["'“‘$`]?/gi

/** Wherever the explanation says what the answer is, it is the key. */
export const explanationAgrees: Rule = ({ explanation, options, correctAnswer }) => {
  for (const { index, 0: words } of explanation.matchAll(claims)) {
    const said = normaliseText(explanation.slice(index + words.length))
    const named = options.filter((option) => beginsWith(said, normaliseText(option)))
    const longest = named.toSorted((one, other) => other.length - one.length)[0]
    if (longest !== undefined && longest !== correctAnswer) {
      return `the explanation calls another option the answer: ${longest}`
    }
  }
  return null
}

const beginsWith = (text: string, words: string) =>
  text.startsWith(words) && !/^[\p{L}\p{N}]/u.test(text.slice(words.length))

/** The key stands in the stem, and no other option does. */
export const stemHidesKey: Rule = (question) => {
  const stem = ` ${normaliseText(question.text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const isInStem = (option: string) => {
    const words = normaliseText(option)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    return words.length >= 6 && /\p{L}{4}/u.test(words) && stem.includes(` ${words} `)
  }
  return isInStem(question.correctAnswer) && !wrongOptions(question).some(isInStem)
    ? 'the question gives the right option away'
    : null
}

/** "... is an" with one option that begins with a vowel, and that one is the key. */
export const articleFitsAll: Rule = (question) => {
  const article = /\b(an?)\s*(?:_+|\.{3}|…|:)?\s*\??$/i.exec(question.text.trim())?.[1]?.toLowerCase()
  if (!article) return null
  const fits = (option: string) => /^[aeiou]/i.test(option.trim()) === (article === 'an')
  return fits(question.correctAnswer) && !wrongOptions(question).some(fits)
    ? 'the article before the gap fits the right option alone: write a/an'
    : null
}
