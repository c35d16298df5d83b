/** Whether questions may enter a topic's bank: each by itself, with each other, and with those that are there. */
import { createHash } from 'node:crypto'
import { type BankQuestion, bankQuestionSchema, slugSchema } from '../contract/bank-file.ts'
import type { Remark } from '../contract/questions.ts'
import type { DifficultyRange } from '../contract/topic.ts'
import { admitCodingQuestion } from '../grading/code/admission-gate.ts'
import { normaliseText } from '../grading/text.ts'
import type { Draft, Reading } from './formats/reading.ts'

export type CheckOptions = {
  range: DifficultyRange
  /** The topic's items. */
  known: readonly { key: string; text: string }[]
  /** Of questions that name none. */
  level?: number | undefined
  /** Leaves out what no quiz can serve; without it, that is a problem. */
  skipUnsupported: boolean
}

export type Checked = { questions: BankQuestion[]; skipped: Remark[]; problems: Remark[] }

export function checkQuestions(readings: readonly Reading[], options: CheckOptions): Checked {
  const checked: Checked = { questions: [], skipped: [], problems: [] }
  const repeatsOf = findRepeats(options.known, readings)
  for (const reading of readings) {
    const remark = (message: string): Remark => ({ number: reading.number, line: reading.line, message })
    if (reading.kind === 'question') {
      const draft = complete(reading.question, options.level)
      const { question, problems } = checkQuestion(draft, options.range)
      if (question) checked.questions.push(question)
      checked.problems.push(...[...problems, ...repeatsOf(draft, reading)].map(remark))
    } else if (reading.kind === 'unsupported' && options.skipUnsupported) {
      checked.skipped.push(remark(reading.message))
    } else checked.problems.push(remark(reading.message))
  }
  if (readings.length === 0) checked.problems.push({ number: 1, line: 1, message: 'there are no questions' })
  return checked
}

/** A key made of the text, and the level that holds for all, where the file names none. */
function complete(draft: Draft, level: number | undefined): Draft {
  const key = draft.key ?? draft.text
  return { ...(level !== undefined && { level }), ...draft, key: typeof key === 'string' ? toKey(key) : key }
}

/** A name that is no key (Moodle's may be anything) stands for one: the same name, the same key. */
const toKey = (name: string): string =>
  slugSchema.safeParse(name).success
    ? name
    : `q-${createHash('sha256').update(normaliseText(name)).digest('hex').slice(0, 16)}`

type Outcome = { question?: BankQuestion; problems: string[] }

function checkQuestion(draft: Draft, range: DifficultyRange): Outcome {
  if (draft.level === undefined) return { problems: ['has no level, and the import names none'] }
  const parsed = bankQuestionSchema.safeParse(draft)
  if (!parsed.success) return { problems: parsed.error.issues.map(explainIssue) }
  const question = parsed.data
  const { level } = question
  const isWithin = level >= range.min && level <= range.max
  return {
    question,
    problems: [
      ...(isWithin ? [] : [`level ${level} is outside the topic's range, ${range.min} to ${range.max}`]),
      ...problemsOfType(question),
    ],
  }
}

const explainIssue = ({ path, message }: { path: PropertyKey[]; message: string }) =>
  [path.map(String).join('.'), message.slice(0, 300)].filter((part) => part !== '').join(': ')

function problemsOfType(question: BankQuestion): string[] {
  if (question.type === 'coding') return admitCodingQuestion(question).problems
  if (question.type === 'text') return []
  const options = question.options.map((option) => option.normalize('NFKC').replace(/\s+/g, ' '))
  const twice = options.filter((option, index) => options.indexOf(option) !== index)
  return twice.map((option) => `has the option '${option}' twice`)
}

/** Keys and texts that stand for one question each: tells what a question, in the order of the file, has taken from whom. */
function findRepeats(known: CheckOptions['known'], readings: readonly Reading[]) {
  const keysOfFile = new Set(
    readings.flatMap((reading) => (reading.kind === 'question' ? keyOf(reading.question) : [])),
  )
  // What the file names anew has the text that it gives.
  const staying = known.filter(({ key }) => !keysOfFile.has(key))
  const keys = new Map<unknown, string>()
  const texts = new Map(staying.map(({ key, text }) => [normaliseText(text), `${key}, which is in the bank`]))
  return ({ key, text }: Draft, { number, line }: Reading): string[] => {
    const place = line === null ? `question ${number}` : `the question on line ${line}`
    const stem = typeof text === 'string' ? normaliseText(text) : undefined
    const [ofKey, ofText] = [keys.get(key), stem === undefined ? undefined : texts.get(stem)]
    keys.set(key, ofKey ?? place)
    if (stem !== undefined) texts.set(stem, ofText ?? place)
    return [
      ...(ofText === undefined ? [] : [`asks the same as ${ofText}`]),
      ...(ofKey === undefined || ofText !== undefined ? [] : [`has the key ${String(key)}, as has ${ofKey}`]),
    ]
  }
}

const keyOf = (draft: Draft): unknown[] => [complete(draft, undefined).key]
