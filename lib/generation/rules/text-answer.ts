/** Text questions: one short answer that the grader can tell from a wrong one. */
import { isAcceptedText, readNumber } from '../../grading/text.ts'
import { forWrittenAnswers, type Rule, type WrittenAnswer, wordsOf } from './rule.ts'
import { withoutLatex } from './value-of.ts'

const mostSigns = 60
const mostWords = 6

const answersOf = ({ correctAnswer, acceptedAnswers = [] }: WrittenAnswer) => [correctAnswer, ...acceptedAnswers]

const short = (question: WrittenAnswer) =>
  answersOf(question)
    .filter((answer) => answer.length > mostSigns || wordsOf(answer).length > mostWords)
    .map((answer) => `acceptedAnswers: '${answer.slice(0, mostSigns)}' is too long to be typed the same by everybody`)

/** An answer of signs alone is nothing once the grader has taken the punctuation away. */
const gradable = (question: WrittenAnswer) =>
  answersOf(question)
    .filter((answer) => !isAcceptedText(question, answer))
    .map((answer) => `acceptedAnswers: the grader does not accept '${answer}'`)

/** Another number than the key would make a wrong answer right. */
const sameNumber = (question: WrittenAnswer) =>
  readNumber(question.correctAnswer).length === 0
    ? []
    : (question.acceptedAnswers ?? [])
        .filter((answer) => readNumber(withoutLatex(answer)).length > 0)
        .filter((answer) => !isAcceptedText({ ...question, acceptedAnswers: [] }, withoutLatex(answer)))
        .map((answer) => `acceptedAnswers: ${answer} is another number than ${question.correctAnswer}`)

/** Of the key's size; near zero, in absolute terms. */
const largestTolerance = 0.1
const leastDenominator = 0.1

const rounded = /\b(?:round|approximat|nearest|decimal places?|decimals\b|significant|about\b)|≈/i

const tolerance = ({ text, correctAnswer, tolerance }: WrittenAnswer) => {
  const [value] = readNumber(correctAnswer)
  if (value === undefined)
    return tolerance === undefined || tolerance === 0 ? [] : [`tolerance: '${correctAnswer}' is no number`]
  if ((tolerance ?? 0) > largestTolerance * Math.max(leastDenominator, Math.abs(value)))
    return [`tolerance: ${tolerance} is too much for ${correctAnswer}`]
  return tolerance === undefined && !Number.isInteger(value) && !correctAnswer.includes('/') && rounded.test(text)
    ? ['tolerance: is missing for a rounded number']
    : []
}

const blank = /_{2,}|\[(?:blank|\s+)\]/gi
const wantsSeveral =
  /^(?:name|list|give|state|write down|identify) (?:the )?(?:two|three|four|five|all|any two|both)\b|\bseparated by (?:a )?commas?\b/i
const wantsEssay =
  /^(?:explain|describe|discuss|justify|prove|show that|summari[sz]e|outline|comment|argue|compare|contrast|elaborate)\b|\bin your own words\b|\b(?:explain|justify|describe) (?:why|how|your|what)\b|^why\b|^how (?:do|does|did|can|could|would|is|are|was|were)\b(?!.*\b(?:called|named|written|abbreviated)\b)/i

const oneAnswer = ({ text, correctAnswer }: WrittenAnswer) => {
  if ((text.match(blank) ?? []).length > 1) return ['text: has more than one blank']
  if (wantsSeveral.test(text.trim()) || /;|\n/.test(correctAnswer)) return ['text: asks for more than one answer']
  return wantsEssay.test(text.trim()) ? ['text: asks for an explanation, which cannot be graded'] : []
}

/** Text questions have no options: 'Which of the following' leads nowhere, unless the text itself lists them. */
const optionsMissing = ({ text }: WrittenAnswer) =>
  /\b(?:which|what|who) of (?:the following|the options|these|those)\b|\b(?:options?|choices) (?:above|below)\b|\b(?:choose|select) (?:the|an?|one) (?:correct|right|best|option)/i.test(
    text,
  ) && !/[:\n]|\bor\b/.test(text)
    ? ['text: speaks of options that there are not']
    : []

export const textAnswerRules: readonly Rule[] = [
  { rule: 'answer-short', check: forWrittenAnswers(short) },
  { rule: 'answer-gradable', check: forWrittenAnswers(gradable) },
  { rule: 'answer-numbers', check: forWrittenAnswers(sameNumber) },
  { rule: 'answer-tolerance', check: forWrittenAnswers(tolerance) },
  { rule: 'one-answer', check: forWrittenAnswers(oneAnswer) },
  { rule: 'options-missing', check: forWrittenAnswers(optionsMissing) },
]
