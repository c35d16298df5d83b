/**
 * Aiken, the plainest of Moodle's formats (https://docs.moodle.org/en/Aiken_format): the question on one line, its
 * options on a line each, lettered from A, and `ANSWER: B`. It knows neither levels, nor keys, nor explanations.
 */
import type { BankQuestion } from '../../contract/bank-file.ts'
import {
  type Draft,
  explainByKey,
  linesOf,
  Malformed,
  type Reading,
  readingOf,
  requireServableOptions,
  type Written,
} from './reading.ts'

type Line = { line: number; text: string }

const optionForm = /^([A-Z])[.)]\s*(.*)$/
const answerForm = /^ANSWER:\s*(.*)$/

export function readAiken(text: string): Reading[] {
  const lines = linesOf(text).map((each, index) => ({ line: index + 1, text: each.trim() }))
  return groupLines(lines.filter((each) => each.text !== '')).map((group, index) =>
    readingOf({ number: index + 1, line: group[0]?.line ?? null }, () => readQuestion(group)),
  )
}

/** A question ends with its ANSWER line, or where a plain line follows an option. */
function groupLines(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = []
  let open: Line[] = []
  let hasOptions = false
  const close = () => {
    if (open.length > 0) groups.push(open)
    open = []
    hasOptions = false
  }
  for (const line of lines) {
    const [isOption, isAnswer] = [optionForm.test(line.text), answerForm.test(line.text)]
    if (!isOption && !isAnswer && hasOptions) close()
    open.push(line)
    hasOptions ||= isOption
    if (isAnswer) close()
  }
  close()
  return groups
}

/** @throws Malformed, Unsupported */
function readQuestion(lines: readonly Line[]): Draft {
  const stem = lines.filter(({ text }) => !optionForm.test(text) && !answerForm.test(text))
  const [first, second] = stem
  if (!first) throw new Malformed('has no question before its options')
  if (second) throw new Malformed('continues the question: Aiken wants it on one line', second.line)
  const options = readOptions(lines)
  const [, letter] = answerForm.exec(lines.at(-1)?.text ?? '') ?? []
  if (letter === undefined) throw new Malformed('has no ANSWER line')
  const correctAnswer = /^[A-Z]$/.test(letter) ? options[letter.charCodeAt(0) - 65] : undefined
  if (correctAnswer === undefined)
    throw new Malformed(`ANSWER: ${letter} names none of the options`, lines.at(-1)?.line)
  requireServableOptions(options)
  return { type: 'multiple-choice', text: first.text, options, correctAnswer, explanation: explainByKey(correctAnswer) }
}

/** @throws Malformed when they are not lettered A, B, C, ...: the answer's letter could mean another one */
function readOptions(lines: readonly Line[]): string[] {
  return lines
    .flatMap(({ line, text }) => {
      const [, letter, option] = optionForm.exec(text) ?? []
      return letter !== undefined && option !== undefined ? [{ line, letter, option }] : []
    })
    .map(({ line, letter, option }, index) => {
      const wanted = String.fromCharCode(65 + index)
      if (letter !== wanted) throw new Malformed(`option ${letter} stands where ${wanted} should`, line)
      if (option === '') throw new Malformed(`option ${letter} is empty`, line)
      return option
    })
}

/** Levels, keys and explanations are lost; what else would come back otherwise is left out. */
export function writeAiken(questions: readonly BankQuestion[]): Written {
  const written = questions.map((question) => {
    if (question.type !== 'multiple-choice') return { question, reason: 'Aiken knows only multiple choice' }
    const text = writeQuestion(question)
    return isReadBack(question, text) ? { question, text } : { question, reason: 'Aiken wants every text on one line' }
  })
  return {
    text: written.flatMap(({ text }) => text ?? []).join('\n'),
    leftOut: written.flatMap(({ question: { key }, reason }) => (reason === undefined ? [] : [{ key, reason }])),
  }
}

type Choice = Extract<BankQuestion, { type: 'multiple-choice' }>

const letterOf = (index: number) => String.fromCharCode(65 + index)

const writeQuestion = ({ text, options, correctAnswer }: Choice) =>
  [
    text,
    ...options.map((option, index) => `${letterOf(index)}. ${option}`),
    `ANSWER: ${letterOf(options.indexOf(correctAnswer))}`,
    '',
  ].join('\n')

function isReadBack({ text, options, correctAnswer }: Choice, written: string): boolean {
  const [reading, ...others] = readAiken(written)
  if (reading?.kind !== 'question' || others.length > 0) return false
  const { question } = reading
  return (
    JSON.stringify([question.text, question.options, question.correctAnswer]) ===
    JSON.stringify([text, options, correctAnswer])
  )
}
