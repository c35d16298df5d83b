/** The question must not give its key away: by containing it, by its rare words, or by an article. */
import {
  forMultipleChoice,
  type MultipleChoice,
  type Rule,
  type WrittenAnswer,
  withoutSymbols,
  wordsOf,
} from './rule.ts'

/** As whole words, so that 'iron' is not found in 'environment'. */
const containsWords = (text: readonly string[], wanted: readonly string[]) =>
  wanted.length > 0 && text.some((_, start) => wanted.every((word, offset) => text[start + offset] === word))

/** Numbers and short words ('high', 'true') stand in many questions without telling anything. */
const isTelling = (words: readonly string[]) => words.some((word) => /^\p{L}{5,}$/u.test(word))

const verbatim: Rule['check'] = (question) => {
  switch (question.type) {
    case 'multiple-choice':
      return verbatimOption(question)
    case 'text':
      return verbatimAnswer(question)
    case 'coding':
      return []
  }
}

/** Where the text has a wrong option's words as well, or asks whether, it lists what to choose from. */
function verbatimOption({ text, options, correctAnswer }: MultipleChoice): string[] {
  const stem = wordsOf(withoutSymbols(text))
  const key = wordsOf(withoutSymbols(correctAnswer))
  if (!isTelling(key) || !containsWords(stem, key) || stem.includes('whether')) return []
  const others = options.filter((option) => option !== correctAnswer)
  const gives = !others.some((option) => wordsOf(withoutSymbols(option)).every((word) => stem.includes(word)))
  return gives ? [`text: contains the answer, '${correctAnswer}'`] : []
}

/** A text question may name what to choose from: in quotes, or as 'x or y'. */
function verbatimAnswer({ text, correctAnswer }: WrittenAnswer): string[] {
  const answer = wordsOf(withoutSymbols(correctAnswer))
  if (!isTelling(answer) || /[:"“‘]|\bor\b/i.test(text)) return []
  return containsWords(wordsOf(withoutSymbols(text)), answer) ? [`text: contains the answer, '${correctAnswer}'`] : []
}

/** Long enough to be no word of everyday grammar; the first letters stand for the inflected forms. */
const leastLetters = 6
const stemLength = 7
const rareStems = (text: string): Set<string> =>
  new Set(
    wordsOf(withoutSymbols(text))
      .filter((word) => word.length >= leastLetters && /^\p{L}+$/u.test(word))
      .map((word) => word.slice(0, stemLength)),
  )

/** Two rare words or more: one alone is the subject of the question more often than its answer. */
const leastShared = 2

const rareWords = ({ text, options, correctAnswer }: MultipleChoice): string[] => {
  const stem = rareStems(text)
  const ofOthers = new Set(
    options.filter((option) => option !== correctAnswer).flatMap((option) => [...rareStems(option)]),
  )
  const own = [...rareStems(correctAnswer)]
  const shared = own.filter((word) => stem.has(word) && !ofOthers.has(word))
  const othersShare = [...ofOthers].some((word) => stem.has(word))
  const gives = shared.length >= leastShared && shared.length >= own.length / 2 && !othersShare
  return gives ? [`text: only the right option repeats its words (${shared.join(', ')})`] : []
}

const endsWithArticle = /(?<![\p{L}/])(?<article>an?)(?:\s*(?:_{2,}|\.{3}|…))?\s*[:.?]?\s*$/u
const beginsLikeVowel =
  /^(?:hour|honest|heir|honou?r|[aeiou](?!ni(?:t|v|form|que|son)|s(?:e|u|ag)|ne\b|u(?:r|k|ph)|nce))/i

/** Haladyna, Downing & Rodriguez (2002), guideline 28b: grammar must fit all options. */
const articleCue = ({ text, options, correctAnswer }: MultipleChoice): string[] => {
  const article = endsWithArticle.exec(text)?.groups?.article
  if (article === undefined || !options.every((option) => /^[\p{L}]{3,}/u.test(option) && !/^an?\s/i.test(option)))
    return []
  const fits = (option: string) => beginsLikeVowel.test(option) === (article === 'an')
  return fits(correctAnswer) && !options.every(fits) ? [`text: '${article}' fits the right option, but not all`] : []
}

export const giveawayRules: readonly Rule[] = [
  { rule: 'giveaway-verbatim', check: verbatim },
  { rule: 'giveaway-words', check: forMultipleChoice(rareWords) },
  { rule: 'giveaway-article', check: forMultipleChoice(articleCue) },
]
