/** Multiple choice: options that differ, one of them the key, none of which stands out. */
import { forMultipleChoice, type MultipleChoice, plain, type Rule } from './rule.ts'
import { isSameQuantity, quantityOf } from './value-of.ts'

const key = ({ options, correctAnswer }: MultipleChoice) =>
  options.filter((option) => option === correctAnswer).length === 1
    ? []
    : ['correctAnswer: is not exactly one of the options']

/**
 * What a reader takes for the same. Plain words are, however they are capitalised; 'AA' and 'Aa' (genotypes), 'mW' and 'MW'
 * (units), `getItem` and `getitem` (code) are not, and quotes make a string of a number.
 */
export const foldOption = (option: string): string =>
  plain(option)
    .replace(/[.,;:!?]+$/, '')
    .replace(/`[^`]*`|(?<!\p{L})(?:\p{Lu}?\p{Ll}{3,}|\p{Lu}{4,})(?!\p{L})/gu, (word) =>
      word.startsWith('`') ? word : word.toLowerCase(),
    )

const unique = ({ options }: MultipleChoice) => {
  const folded = options.map(foldOption)
  return options
    .filter((_, place) => folded.indexOf(folded[place] ?? '') < place)
    .map((option) => `options: '${option}' is there twice`)
}

/** Of questions about the way a number is written. */
const asksForForm =
  /scientific notation|standard form|lowest terms|simpl|significant|decimal (?:place|form|number)|rounded|written|writ(?:e|ing)\b|express|notation|as a (?:fraction|percentage|decimal)/i

const equalValues = ({ text, options }: MultipleChoice) => {
  if (asksForForm.test(text)) return []
  const quantities = options.map(quantityOf)
  return options.flatMap((option, place) => {
    const own = quantities[place]
    const twin = quantities.findIndex((other, at) => at < place && own && other && isSameQuantity(own, other))
    return twin === -1 ? [] : [`options: '${options[twin]}' and '${option}' are the same value`]
  })
}

/** The others are shuffled for every student, and what sums them up tells who knows two of them the answer. */
const summary =
  /\b(?:all|none|both|neither|any|some|each|two|three|more than one|only one) of (?:the (?:above|below|others?|options|answers|choices|statements|following|listed)|these|those|them\b(?! \w))|^(?:all|none|both|neither)(?: of them)?(?: (?:are|is) (?:correct|right|true|wrong|false))?[.!]?$|^(?:the )?(?:above|options?|answers?|statements?) .*\b[A-E]\b.*\b(?:and|or|nor|&)\b|^(?:only |both |either |neither )?\(?[A-E]\)?(?: ?[,&+] ?| (?:and|or|nor) )\(?[A-E]\)?(?: only| are \w+)?[.!]?$|\bnone (?:is|are) (?:correct|right|true)\b|^(?:another|some other|no(?: other)?) (?:answer|option)s?[.!]?$/i

/** Where the question is about letters ('A and B are events'), an option may name two; and none may be how many. */
const summaryOption = ({ text, options }: MultipleChoice) => {
  const speaksOfLetters = /(?<![\p{L}\p{N}])[A-EO]{1,3}(?![\p{L}\p{N}])/u.test(text.replace(/(?:^|[.?!]\s+)A\s/g, ' '))
  const isMeant = (option: string) =>
    (speaksOfLetters && /^\W*(?:\w+ )?[A-E]\b/.test(option)) ||
    (/\bhow many\b/i.test(text) && /^none\W*$/i.test(option))
  return options
    .filter((option) => summary.test(plain(option)) && !isMeant(plain(option)))
    .map((option) => `options: '${option}' speaks of other options, which every student sees in another order`)
}

const labels = ({ options }: MultipleChoice) =>
  options.every((option, place) => new RegExp(`^\\(?${'ABCDE'.charAt(place)}[).:]`, 'i').test(option.trim()))
    ? ['options: letters before the options are not theirs to give']
    : []

/** Haladyna, Downing & Rodriguez (2002), guideline 24: the right option is not to be known by its length. */
const timesTheMedian = 1.5
const timesTheLongest = 1.25
const leastSurplus = 15

const keyLength = ({ options, correctAnswer }: MultipleChoice) => {
  const others = options.filter((option) => option !== correctAnswer).map((option) => plain(option).length)
  const length = plain(correctAnswer).length
  const longest = Math.max(...others)
  const isConspicuous =
    length > timesTheMedian * medianOf(others) && length > timesTheLongest * longest && length >= longest + leastSurplus
  return isConspicuous ? [`options: the right one has ${length} signs, the others at most ${longest}`] : []
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

export const optionRules: readonly Rule[] = [
  { rule: 'key', check: forMultipleChoice(key) },
  { rule: 'unique-options', check: forMultipleChoice(unique) },
  { rule: 'equal-options', check: forMultipleChoice(equalValues) },
  { rule: 'summary-option', check: forMultipleChoice(summaryOption) },
  { rule: 'option-labels', check: forMultipleChoice(labels) },
  { rule: 'key-length', check: forMultipleChoice(keyLength) },
]
