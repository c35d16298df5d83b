/** From a parsed GIFT question to one of the bank. What cannot be served as it is meant is refused, never bent. */
import type { GIFTQuestion, MultipleChoice, Numerical, NumericalFormat, ShortAnswer, TextFormat } from 'gift-pegjs'
import { plainText } from './gift-text.ts'
import { type Draft, explainByKey, Malformed, requireServableOptions, Unsupported } from './reading.ts'

/** @throws Malformed, Unsupported */
export function draftOf(question: GIFTQuestion): Draft {
  switch (question.type) {
    case 'MC':
      return readChoice(question)
    case 'Short':
      return readShort(question)
    case 'Numerical':
      return readNumerical(question)
    case 'TF':
      throw new Unsupported('is true or false; a quiz shows three to five options')
    case 'Matching':
      throw new Unsupported('is a matching question')
    case 'Essay':
      throw new Unsupported('is an essay')
    case 'Description':
      throw new Unsupported('is a description: it asks nothing')
    case 'Category':
      throw new Malformed('is a category')
  }
}

/** @throws Malformed, Unsupported */
function readChoice({ stem, choices, globalFeedback }: MultipleChoice): Draft {
  const options = choices.map(({ text }) => plainText(text))
  const right = options.filter((_, index) => isRight(choices[index]))
  const [correctAnswer, another] = right
  if (correctAnswer === undefined) throw new Malformed('has no right answer')
  if (another !== undefined) throw new Unsupported('has several right answers')
  requireServableOptions(options)
  const notes = choices.map((choice, index) => note(choice, isRight(choice) ? '' : options[index]))
  return {
    type: 'multiple-choice',
    text: plainText(stem),
    options,
    correctAnswer,
    explanation: explain(globalFeedback, notes, correctAnswer),
  }
}

/** @throws Unsupported */
function readShort({ stem, choices, globalFeedback }: ShortAnswer): Draft {
  const [correctAnswer = '', ...acceptedAnswers] = choices.filter(isRight).map(({ text }) => literal(text.text.trim()))
  return {
    type: 'text',
    text: plainText(stem),
    correctAnswer,
    ...(acceptedAnswers.length > 0 && { acceptedAnswers }),
    explanation: explain(
      globalFeedback,
      choices.map((choice) => note(choice)),
      correctAnswer,
    ),
  }
}

/** `*` stands for any text in a short answer, and for itself after a backslash. @throws Unsupported */
function literal(answer: string): string {
  if (/(?<!\\)\*/.test(answer)) throw new Unsupported('has a wildcard (*) in its answer')
  return answer.replaceAll('\\*', '*')
}

/** @throws Malformed, Unsupported */
function readNumerical({ stem, choices, globalFeedback }: Numerical): Draft {
  const given = Array.isArray(choices) ? choices : [{ isCorrect: true, weight: null, text: choices, feedback: null }]
  const ranges = given.filter(isRight).map(({ text }) => readRange(text))
  const [first, ...others] = ranges
  if (!first) throw new Malformed('has no right answer')
  if (others.some(({ tolerance }) => tolerance !== first.tolerance)) {
    throw new Unsupported('has right answers of different tolerances')
  }
  const [correctAnswer = '', ...acceptedAnswers] = ranges.map(({ value }) => String(value))
  return {
    type: 'text',
    text: plainText(stem),
    correctAnswer,
    ...(acceptedAnswers.length > 0 && { acceptedAnswers }),
    ...(first.tolerance !== undefined && { tolerance: first.tolerance }),
    explanation: explain(
      globalFeedback,
      given.map((choice) => note(choice)),
      correctAnswer,
    ),
  }
}

/** A range is its middle and half its width. @throws Malformed, Unsupported */
function readRange(answer: NumericalFormat | TextFormat): { value: number; tolerance?: number } {
  if ('format' in answer) throw new Unsupported('takes any number (*) for right')
  const { type, number, range, numberLow, numberHigh } = answer
  if (type === 'high-low' && numberLow !== undefined && numberHigh !== undefined) {
    if (numberLow > numberHigh) throw new Malformed(`${numberLow}..${numberHigh} is no range`)
    return { value: decimal((numberLow + numberHigh) / 2), tolerance: decimal((numberHigh - numberLow) / 2) }
  }
  if (number === undefined) throw new Malformed('has no number')
  return range === undefined ? { value: number } : { value: number, tolerance: range }
}

/** Without the noise of binary fractions. */
const decimal = (value: number) => Number(value.toPrecision(12))

type Graded = { isCorrect: boolean; weight: number | null }

/** @throws Unsupported for partial credit */
function isRight(choice: Graded | undefined): boolean {
  if (!choice) return false
  const { isCorrect, weight } = choice
  if (weight === null) return isCorrect
  if (weight === 100 || weight === 0) return weight === 100
  throw new Unsupported(`gives partial credit (${weight} %)`)
}

/** What the author says of one answer, and of which. @throws Unsupported */
function note({ feedback }: { feedback: TextFormat | null }, option = ''): string {
  const said = feedback ? plainText(feedback) : ''
  return said !== '' && option !== '' ? `${option}: ${said}` : said
}

/** The general feedback, then what is said of each answer. */
function explain(general: TextFormat | null, notes: readonly string[], correctAnswer: string): string {
  const said = [general ? plainText(general) : '', ...notes].filter((part) => part !== '')
  return said.length > 0 ? said.join('\n') : explainByKey(correctAnswer)
}
