/** Questions as JSON: a whole file of the bank (lib/contract/bank-file.ts), or the list of its questions alone. */
import * as z from 'zod'
import type { BankFile } from '../../contract/bank-file.ts'
import { Malformed, type Reading, readingOf, type Written } from './reading.ts'

const draftSchema = z.record(z.string(), z.unknown())

/** `slug` and `topic` of a whole file are not looked at: an import says itself which topic it is for. */
const fileSchema = z.union([
  z.array(z.unknown()),
  z.strictObject({ slug: z.unknown().optional(), topic: z.unknown().optional(), questions: z.array(z.unknown()) }),
])

export function readJson(text: string): Reading[] {
  const content = text.replace(/^\uFEFF/, '')
  const file = parse(content)
  if ('kind' in file) return [file]
  const lines = linesOfQuestions(content, !Array.isArray(file.value))
  const questions = Array.isArray(file.value) ? file.value : file.value.questions
  return readQuestions(questions).map((reading, index) => ({ ...reading, line: lines[index] ?? null }))
}

/** Questions that are there already, in no file. */
export const readQuestions = (questions: readonly unknown[]): Reading[] =>
  questions.map((question, index) =>
    readingOf({ number: index + 1, line: null }, () => {
      const draft = draftSchema.safeParse(question)
      if (!draft.success) throw new Malformed('is not an object')
      return draft.data
    }),
  )

export const writeJson = (file: BankFile): Written => ({ text: `${JSON.stringify(file, null, 2)}\n`, leftOut: [] })

type Parsed = { value: z.output<typeof fileSchema> } | Reading

function parse(text: string): Parsed {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text))
    if (parsed.success) return { value: parsed.data }
    return problem(1, 'is neither a bank file {slug, topic, questions} nor a list of questions')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [, line] = /\(line (\d+) column \d+\)/.exec(error.message) ?? []
    return problem(line === undefined ? text.trimEnd().split('\n').length : Number(line), error.message)
  }
}

const problem = (line: number, message: string): Reading => ({ kind: 'problem', number: 1, line, message })

/**
 * The line on which each question begins. JSON.parse tells no positions, so the brackets are counted.
 * @param text valid JSON
 * @param inFile whether the list is the file's `questions`, or the whole text
 */
function linesOfQuestions(text: string, inFile: boolean): number[] {
  const depthOfList = inFile ? 2 : 1
  let starts: number[] = []
  let depth = 0
  let key = ''
  let expectsQuestion = false
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s{}[\],":]+/g)) {
    const inList = depth === depthOfList && (!inFile || key === '"questions"')
    if (expectsQuestion && inList && token !== ']') starts.push(index)
    expectsQuestion = inList && token === ','
    if (token === '{' || token === '[') {
      depth += 1
      if (depth === depthOfList && token === '[' && (!inFile || key === '"questions"')) {
        expectsQuestion = true
        starts = []
      }
    } else if (token === '}' || token === ']') depth -= 1
    else if (depth === 1 && token.startsWith('"') && /^\s*:/.test(text.slice(index + token.length))) key = token
  }
  return lineNumbers(text, starts)
}

/** @param offsets in ascending order */
function lineNumbers(text: string, offsets: readonly number[]): number[] {
  let [line, from] = [1, 0]
  return offsets.map((offset) => {
    line += text.slice(from, offset).split('\n').length - 1
    from = offset
    return line
  })
}
