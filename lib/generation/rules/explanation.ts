/** The explanation must come to the key, and must make sense with the options in any order. */
import { readNumber } from '../../grading/text.ts'
import { foldOption } from './options.ts'
import {
  forMultipleChoice,
  forWrittenAnswers,
  type MultipleChoice,
  plain,
  type Rule,
  type WrittenAnswer,
} from './rule.ts'
import { isSameNumber, quantityOf, withoutLatex } from './value-of.ts'

/** Where an explanation says what it takes to be right; what follows is the answer. */
const conclusion =
  /\b(?:the |so |thus |therefore,? )?(?:(?:correct|right|final) (?:answer|option|choice)|answer) ?(?:is|=|:|would be|must be)[: ]*(?:option )?(?:"|'|“|‘)?/gi

const fold = (text: string) => foldOption(withoutLatex(text)).toLowerCase()

/** No explanation concludes more often. */
const mostConclusions = 10
/** A contract's option and a little more. */
const longestOption = 520

/** What stands behind every such place, as far as it may matter. */
function conclusionsOf(explanation: string): string[] {
  const text = plain(explanation)
  return [...text.matchAll(conclusion)]
    .slice(0, mostConclusions)
    .map(({ index, 0: { length } }) =>
      text.slice(index + length, index + length + longestOption).replace(/^(?:the|an?|about|approximately) /i, ''),
    )
}

const startsWith = (text: string, start: string) =>
  start !== '' && text.startsWith(start) && !/^[\p{L}\p{N}]|^[.,/^]\d/u.test(text.slice(start.length))

const namesAnother = ({ options, correctAnswer, explanation }: MultipleChoice): string[] =>
  conclusionsOf(explanation).flatMap((said) => {
    const text = fold(said)
    // Of '5' and '5 hours' the longer is meant.
    const [named] = options
      .filter(
        (option) =>
          startsWith(text, fold(option).replace(/^(?:the|an?|about|approximately) /, '')) ||
          startsWith(text, fold(option)),
      )
      .toSorted((one, other) => other.length - one.length)
    return named === undefined || named === correctAnswer
      ? []
      : [`explanation: calls '${named}' right, the key is '${correctAnswer}'`]
  })

/** Numbers of an explanation that works something out; '12 %' is also 0.12. */
const numbersIn = (text: string): number[] =>
  (withoutLatexWithin(text).match(/(?<![\p{L}\d.,^])-?\d+(?:[.,]\d+)*(?:\/\d+)?(?:\s?%)?/gu) ?? []).flatMap(readNumber)

const withoutLatexWithin = (text: string) =>
  withoutLatex(plain(text).replaceAll('−', '-')).replaceAll('\\', '').replaceAll('$', ' ')

const lastResult = /[=≈]\s*(-?\d+(?:[.,]\d+)*(?:\/\d+)?)(?![\d^/*·×]|\s*[-+*/^=·×<>(])[^=≈]*$/u

/** A calculation that ends in another option's number and never comes to the key's. */
const calculatesAnother = ({ options, correctAnswer, explanation }: MultipleChoice): string[] => {
  const key = quantityOf(correctAnswer)
  const [, result] = lastResult.exec(withoutLatexWithin(explanation)) ?? []
  const values = readNumber(result ?? '')
  if (!key || values.length !== 1 || numbersIn(explanation).some((value) => isClose(value, key.value))) return []
  const named = options.find((option) => {
    const quantity = quantityOf(option)
    return option !== correctAnswer && quantity && values.some((value) => isSameNumber(value, quantity.value))
  })
  return named === undefined ? [] : [`explanation: arrives at '${named}', the key is '${correctAnswer}'`]
}

/** Rounded, or written in a larger or smaller unit. */
const isClose = (value: number, key: number) =>
  [1, 1e3, 1e-3, 1e2, 1e-2, 1e6, 1e-6].some(
    (scale) => Math.abs(value * scale - key) <= 0.01 * Math.abs(key) || isSameNumber(value * scale, key),
  )

/** Letters and places are a student's own: options are shuffled for each. */
const reference =
  /\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer)s?\s*(?:is\s*)?:?\s*\(?(?<letter>[A-E])\)?(?![\p{L}\p{N}'’])|\b(?:[Oo]ption|[Cc]hoice)\s*#?\d\b|\b(?:first|second|third|fourth|fifth|last) (?:answer )?option\b/gu

const refersToPlaces = ({ text, options, explanation }: MultipleChoice): string[] => {
  const isOwnName = (letter: string) =>
    [text, ...options].some((each) => new RegExp(`(?<![\\p{L}\\p{N}])${letter}(?![\\p{L}\\p{N}'’])`, 'u').test(each))
  const found = [...explanation.matchAll(reference)].find(
    ({ groups }) => groups?.letter === undefined || !isOwnName(groups.letter),
  )
  return found
    ? [`explanation: '${found[0]}' points at an option by its place, which every student sees elsewhere`]
    : []
}

/** Of a number: 'the answer is 12' where 14 is accepted. */
const namesAnotherNumber = ({
  correctAnswer,
  acceptedAnswers = [],
  tolerance = 0,
  explanation,
}: WrittenAnswer): string[] => {
  const keys = [correctAnswer, ...acceptedAnswers].flatMap((answer) => readNumber(answer))
  if (keys.length === 0) return []
  return conclusionsOf(explanation).flatMap((said) => {
    const [number = ''] =
      /^-?\d+(?:[.,]\d+)*(?:\/\d+)?(?:\s?%)?(?![\p{L}\d^])/u.exec(withoutLatexWithin(said).trim()) ?? []
    const values = readNumber(number)
    const agrees = values.some((value) =>
      keys.some((each) => Math.abs(value - each) <= tolerance || isClose(value, each)),
    )
    return values.length === 0 || agrees ? [] : [`explanation: comes to ${number}, the key is '${correctAnswer}'`]
  })
}

export const explanationRules: readonly Rule[] = [
  {
    rule: 'explanation-agrees',
    check: forMultipleChoice((question) => [...namesAnother(question), ...calculatesAnother(question)]),
  },
  { rule: 'explanation-agrees', check: forWrittenAnswers(namesAnotherNumber) },
  { rule: 'explanation-places', check: forMultipleChoice(refersToPlaces) },
]
