/** Rules for text questions: an answer that can be typed, and that the grader can tell from a wrong one. */
import { isAcceptedText, normaliseText, readNumber } from '../../grading/text.ts'
import type { Check, Written } from './rule.ts'

type Rule = Check<Written>

const longestAnswer = 60
const mostWords = 6

export const answerIsShort: Rule = ({ correctAnswer }) =>
  correctAnswer.length > longestAnswer || correctAnswer.split(/\s+/).length > mostWords
    ? 'the answer must be a number, a word or a short term'
    : null

/** Typed as it is shown, it must count as right; white space or punctuation alone never does. */
export const answerIsGradable: Rule = (question) =>
  [question.correctAnswer, ...(question.acceptedAnswers ?? [])].every((answer) => isAcceptedText(question, answer))
    ? null
    : 'an accepted answer has neither a letter nor a digit'

export const oneBlank: Rule = ({ text }) =>
  (text.match(/_{2,}/g) ?? []).length > 1 ? 'a question has one blank at most' : null

export const toleranceFits: Rule = ({ correctAnswer, tolerance }) => {
  if (!tolerance) return null
  const values = readNumber(correctAnswer)
  if (values.length === 0) return 'a tolerance belongs to a number'
  const size = Math.max(...values.map(Math.abs))
  return size > 0 && tolerance > size / 2 ? 'the tolerance takes nearly any number' : null
}

/** Accepted spellings of a number must be that number. */
export const alternativesAgree: Rule = ({ correctAnswer, acceptedAnswers = [], tolerance }) => {
  if (readNumber(correctAnswer).length === 0) return null
  const other = acceptedAnswers.find(
    (accepted) => readNumber(accepted).length > 0 && !isAcceptedText({ correctAnswer, tolerance }, accepted),
  )
  return other === undefined ? null : `the accepted answers are different numbers: ${correctAnswer} and ${other}`
}

/** The answer as a whole word in the stem, where nothing is said to be chosen from. */
export const stemHidesAnswer: Rule = ({ text, correctAnswer }) => {
  const answer = normaliseText(correctAnswer)
  if (!/^\p{L}[\p{L} '-]{4,}$/u.test(answer)) return null
  const stem = ` ${normaliseText(text).replace(/[^\p{L}\p{N}'-]+/gu, ' ')} `
  const offersAChoice = /\bor\b|[,:;(]|`|"|'/i.test(text)
  return stem.includes(` ${answer} `) && !offersAChoice ? 'the question gives the answer away' : null
}

export const explanationNamesAnswer: Rule = (question) => {
  const named = /\banswer is\s*:?\s*([-+]?[\d.,/]+)(?=[\s.;,!?]|$)/i.exec(question.explanation)?.[1]
  if (named === undefined || readNumber(named).length === 0 || readNumber(question.correctAnswer).length === 0)
    return null
  return isAcceptedText(question, named) ? null : `the explanation comes to another answer: ${named}`
}
