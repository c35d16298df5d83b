/** What the scripted model says when it is good: questions of the type, level and number asked for, or answers to questions. */
import type { QuestionType } from '../../../lib/contract/level-and-type.ts'
import type { CodingForm, MultipleChoiceForm, TextForm } from '../../../lib/generation/output-schema.ts'
import { makeProblem, solveProblem } from './arithmetic.ts'
import { makeCodingForm, solveCoding } from './coding.ts'
import type { Random } from './random.ts'

export type Ask =
  | { kind: 'questions'; type: QuestionType; level: number; count: number }
  | { kind: 'verification'; questions: AskedQuestion[] }
  | { kind: 'unknown' }

export type AskedQuestion = { id: string; text: string; options?: { id: string; text: string }[] | null }

/** What the last message asks for, in the words of lib/generation/seed-prompts.ts. */
export function readAsk(prompt: string): Ask {
  const wanted = /Write (\d+) (multiple-choice|text|coding) questions? of level (\d)/.exec(prompt)
  if (wanted) {
    const [, count, type, level] = wanted
    return { kind: 'questions', type: type as QuestionType, level: Number(level), count: Number(count) }
  }
  const block = /<data name="questions">\n([\s\S]*?)\n<\/data>/.exec(prompt)
  return block ? { kind: 'verification', questions: JSON.parse(block[1]!) } : { kind: 'unknown' }
}

export type Plan = {
  random: Random
  /** Share of questions whose key is wrong, explanation and all. */
  wrongKeys: number
  /** Learns of each of those, by its text. */
  planted: Set<string>
}

export const writeQuestions = (ask: Extract<Ask, { kind: 'questions' }>, plan: Plan): { questions: unknown[] } => ({
  questions: Array.from({ length: ask.count }, () => writeQuestion(ask, plan)),
})

function writeQuestion(
  { type, level }: { type: QuestionType; level: number },
  plan: Plan,
): MultipleChoiceForm | TextForm | CodingForm {
  const { random, wrongKeys, planted } = plan
  if (type === 'coding') return makeCodingForm(level, random)
  const { text, answer, working, mistakes } = makeProblem(level, random)
  const isWrong = random.next() < wrongKeys
  if (isWrong) planted.add(text)
  const key = isWrong ? mistakes[0]!.value : answer
  const explanation = `${working}. That makes ${key}.`
  if (type === 'text') {
    return { level, text, explanation, correctAnswer: String(key), acceptedAnswers: [], tolerance: 0 }
  }
  const values = [{ value: answer, belief: null }, ...mistakes]
    .map((each) => ({ ...each, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
  const options = values.map(({ value, belief }, index) => ({
    id: 'ABCD'[index]!,
    text: String(value),
    misconception: value === key ? null : belief,
  }))
  const correctOptionId = options.find((option) => option.text === String(key))!.id
  return { level, text, options, explanation, correctOptionId }
}

/** Solves each question from its text alone. `none` where it cannot, or where no option is right. */
export const answerQuestions = (questions: readonly AskedQuestion[]) => ({
  answers: questions.map(({ id, text, options }) => ({ id, answer: answerTo(text, options ?? null) })),
})

function answerTo(text: string, options: AskedQuestion['options']): string {
  const answer = solveProblem(text)
  if (answer === null) return solveCoding(text) ?? 'none'
  if (!options) return String(answer)
  const right = options.filter((option) => option.text === String(answer))
  return right.length === 1 ? right[0]!.id : right.length === 0 ? 'none' : 'ambiguous'
}
