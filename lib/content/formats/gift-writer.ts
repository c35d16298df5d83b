/** Questions of the bank as GIFT. Whatever would not come back as it was is left out, and named. */
import { isDeepStrictEqual } from 'node:util'
import type { BankQuestion } from '../../contract/bank-file.ts'
import { readGift } from './gift.ts'
import { escapeGift } from './gift-text.ts'
import type { Written } from './reading.ts'

export function writeGift(questions: readonly BankQuestion[]): Written {
  const written = questions.map((question) => {
    if (question.type === 'coding') return { question, reason: 'GIFT knows no coding questions' }
    const text = writeQuestion(question)
    return isReadBack(question, text) ? { question, text } : { question, reason: 'GIFT cannot express its texts' }
  })
  return {
    text: written.flatMap(({ text }) => text ?? []).join('\n'),
    leftOut: written.flatMap(({ question: { key }, reason }) => (reason === undefined ? [] : [{ key, reason }])),
  }
}

type Expressible = Exclude<BankQuestion, { type: 'coding' }>

const writeQuestion = (question: Expressible) =>
  [
    `// [id:${question.key}] [tag:level:${question.level}]`,
    `::${question.key}::[markdown]${escapeGift(question.text)} {${opening(question)}`,
    ...writeAnswers(question).map((answer) => `  ${answer}`),
    `  ####${guardStart(question.explanation)}`,
    '}',
    '',
  ].join('\n')

const isNumerical = (question: Expressible) => question.type === 'text' && question.tolerance !== undefined
const opening = (question: Expressible) => (isNumerical(question) ? '#' : '')

function writeAnswers(question: Expressible): string[] {
  if (question.type === 'multiple-choice') {
    const { options, correctAnswer } = question
    return options.map((option) => `${option === correctAnswer ? '=' : '~'}${guardStart(option)}`)
  }
  const { correctAnswer, acceptedAnswers = [], tolerance } = question
  const answers = [correctAnswer, ...acceptedAnswers]
  if (tolerance !== undefined) return answers.map((answer) => `=${answer}:${tolerance}`)
  return answers.map((answer) => `=${escapeGift(answer.replaceAll('*', '\\*'))}`)
}

/** What begins like a weight or a format is one, unless a format stands before it. */
const guardStart = (text: string) => (/^[%[]/.test(text) ? '[markdown]' : '') + escapeGift(text)

function isReadBack(question: Expressible, written: string): boolean {
  const [reading, ...others] = readGift(written)
  return (
    reading?.kind === 'question' && others.length === 0 && isDeepStrictEqual(reading.question, withoutEmpty(question))
  )
}

/** No other spelling is as good as none. */
function withoutEmpty(question: Expressible): object {
  if (question.type !== 'text' || question.acceptedAnswers?.length !== 0) return { ...question }
  const { acceptedAnswers: _none, ...more } = question
  return more
}
