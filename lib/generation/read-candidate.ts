/** One filled-in form, as a candidate question: small slips of form are put right, doubts about the key never are. */
import type * as z from 'zod'
import { type CandidateProblem, type CandidateQuestion, candidateQuestionSchema } from '../contract/generation.ts'
import type { QuestionType } from '../contract/level-and-type.ts'
import {
  codingFormSchema,
  type MultipleChoiceForm,
  multipleChoiceFormSchema,
  type TextForm,
  textFormSchema,
} from './output-schema.ts'
import { toSolutionPattern } from './to-solution-pattern.ts'
import { Unclear } from './unclear.ts'

type Read = { question: CandidateQuestion | null; problems: CandidateProblem[] }
type Fields = Record<string, unknown>

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @param value as parsed; anything */
export function readCandidate(value: unknown, type: QuestionType): Read {
  if (!isRecord(value)) return dropped('form', 'a question must be an object')
  try {
    return checked(candidateQuestionSchema, contentOf(value, type))
  } catch (error) {
    if (error instanceof Unclear) return dropped(error.rule, error.message)
    if (error instanceof Unfit) return { question: null, problems: error.problems }
    throw error
  }
}

const dropped = (rule: string, message: string): Read => ({ question: null, problems: [{ rule, message }] })

function checked(schema: typeof candidateQuestionSchema, content: unknown): Read {
  const parsed = schema.safeParse(content)
  return parsed.success
    ? { question: parsed.data, problems: [] }
    : { question: null, problems: problemsOf(parsed.error) }
}

/** A form that does not have what its schema asks for. */
class Unfit extends Error {
  readonly problems: CandidateProblem[]

  constructor(problems: CandidateProblem[]) {
    super('unfit')
    this.problems = problems
  }
}

/** The first few say enough. */
const mostProblems = 8

const problemsOf = ({ issues }: z.ZodError): CandidateProblem[] =>
  issues.slice(0, mostProblems).map(({ path, message }) => ({
    rule: 'form',
    message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  }))

function fill<S extends z.ZodType>(schema: S, value: Fields): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Unfit(problemsOf(parsed.error))
  return parsed.data
}

function contentOf(value: Fields, type: QuestionType): unknown {
  const common = { ...value, level: toNumber(value.level) }
  switch (type) {
    case 'multiple-choice':
      return multipleChoice(fill(multipleChoiceFormSchema, withOptions(common)))
    case 'text':
      return text(fill(textFormSchema, withAnswers(common)))
    case 'coding':
      return coding(common)
  }
}

/** Full-width digits are digits, and digits in quotes a number; anything else is left for the schema to refuse. */
function toNumber(value: unknown): unknown {
  const digits = typeof value === 'string' ? fold(value) : ''
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(digits) ? Number(digits) : value
}

/** Of a word or a finite number; null of anything else. */
const nameOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : null

const fold = (value: string) => value.normalize('NFKC').trim()

const letters = 'ABCDE'

/** Options as a list of texts, or as an object by letter, get their ids; a key given as a text or as a number finds its id. */
function withOptions(value: Fields): Fields {
  const options = optionsOf(value.options)
  return { ...value, options, correctOptionId: keyOf(value, options) }
}

function optionsOf(given: unknown): Fields[] {
  const list = isRecord(given)
    ? Object.entries(given).map(([id, option]) => (isRecord(option) ? { id, ...option } : { id, text: option }))
    : Array.isArray(given)
      ? given.map((option: unknown, index) => (isRecord(option) ? option : { id: letters[index], text: option }))
      : []
  return list.map((option: Fields) => ({
    ...option,
    id: fold(nameOf(option.id) ?? ''),
    text: nameOf(option.text) ?? option.text,
    misconception: option.misconception ?? null,
  }))
}

/** @throws Unclear when two are named, or none that there is */
function keyOf(value: Fields, options: readonly Fields[]): unknown {
  const given = [value.correctOptionId, value.correctAnswer].filter((each) => each !== undefined && each !== null)
  if (given.some((each) => Array.isArray(each) && each.length > 1)) throw new Unclear('key', twoKeys)
  const named = given.flat().map((each) => findOption(each, options))
  const [first] = named
  if (first === undefined) throw new Unclear('key', 'correctOptionId: is missing')
  if (named.some((each) => each !== first)) throw new Unclear('key', twoKeys)
  return first
}

const twoKeys = 'correctOptionId: more than one option is named'

/** By its id first, else by its text. */
function findOption(given: unknown, options: readonly Fields[]): unknown {
  const wanted = fold(nameOf(given) ?? '')
  const byId = options.filter(({ id }) => id === wanted)
  const matching = byId.length > 0 ? byId : options.filter(({ text }) => fold(nameOf(text) ?? '') === wanted)
  if (matching.length === 1) return matching[0]?.id
  throw new Unclear('key', `correctOptionId: ${matching.length} options are called ${wanted.slice(0, 100)}`)
}

function multipleChoice({ level, text, options, explanation, correctOptionId }: MultipleChoiceForm) {
  const right = options.filter(({ id }) => id === correctOptionId)
  if (right.length !== 1) throw new Unclear('key', `correctOptionId: ${right.length} options are called so`)
  return {
    type: 'multiple-choice',
    level,
    text,
    options: options.map((option) => option.text),
    correctAnswer: right[0]?.text,
    explanation,
    misconceptions: options.flatMap(({ id, text: option, misconception }) =>
      id !== correctOptionId && misconception?.trim() ? [{ option: option.trim(), misconception }] : [],
    ),
  }
}

const withAnswers = (value: Fields): Fields => ({
  ...value,
  correctAnswer: nameOf(value.correctAnswer) ?? value.correctAnswer,
  acceptedAnswers: value.acceptedAnswers ?? [],
  tolerance: toNumber(value.tolerance ?? null),
})

const text = ({ level, text: stem, correctAnswer, acceptedAnswers, tolerance, explanation }: TextForm) => ({
  type: 'text',
  level,
  text: stem,
  correctAnswer,
  ...(acceptedAnswers.length > 0 && { acceptedAnswers }),
  ...(tolerance !== null && { tolerance }),
  explanation,
})

function coding(value: Fields) {
  const { tests, require = [], forbid = [], forbidCalls = [], starterCode = null } = value
  const form = fill(codingFormSchema, {
    ...value,
    tests: Array.isArray(tests) ? tests.map(withTexts) : tests,
    require: require ?? [],
    forbid: forbid ?? [],
    forbidCalls: forbidCalls ?? [],
    starterCode,
  })
  const { level, text: stem, reference, alternatives, wrongPrograms, explanation } = form
  return {
    type: 'coding',
    level,
    text: stem,
    ...(form.starterCode && { starterCode: form.starterCode }),
    solutionPattern: toSolutionPattern(form),
    reference,
    alternatives,
    wrongPrograms,
    explanation,
  }
}

/** Arguments written as the list that they are, rather than as its text, are understood as well. */
function withTexts(test: unknown): unknown {
  if (!isRecord(test)) return test
  const { args, expect, hidden = false } = test
  if (typeof args === 'string' || args === undefined) return { args, expect: asText(expect), hidden }
  return { args: JSON.stringify(args), expect: isJson(expect) ? expect : JSON.stringify(expect), hidden }
}

const asText = (value: unknown) => (typeof value === 'string' || value === undefined ? value : JSON.stringify(value))

function isJson(value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
