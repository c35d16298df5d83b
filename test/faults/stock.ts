/** What the student is asked, and the key to it: all that the checker knows of right and wrong. */
import { ObjectId } from 'mongodb'
import type { BankItemDocument, TopicDocument } from '../../lib/contract/documents.ts'
import type { QuestionView } from '../../lib/contract/quiz.ts'
import type { SolutionPattern } from '../../lib/contract/solution-pattern.ts'
import { solveProblem } from '../support/model-server/arithmetic.ts'
import type { Plan } from './plan.ts'

type QuestionType = BankItemDocument['type']

const twice: SolutionPattern = {
  v: 1,
  entry: 'twice',
  tests: [
    { args: [3], expect: 6 },
    { args: [1234567], expect: 2469134, hidden: true },
  ],
  policy: { fuel: 2_000_000 },
}

const typeOf: Record<Plan['subject'], (level: number) => QuestionType> = {
  choice: () => 'multiple-choice',
  generated: () => 'multiple-choice',
  text: () => 'text',
  coding: () => 'coding',
  mixed: (level) => (['coding', 'text', 'multiple-choice'] as const)[level % 3] ?? 'text',
}

const itemsPerLevel = 5

export function stockFor({ subject, draw }: Pick<Plan, 'subject' | 'draw'>): {
  topic: TopicDocument
  items: BankItemDocument[]
} {
  const topicId = new ObjectId()
  const now = new Date()
  const topic: TopicDocument = {
    _id: topicId,
    title: `A topic of ${subject} ${topicId}`,
    description: 'For a schedule of faults.',
    difficultyRange: { min: 1, max: 5 },
    createdAt: now,
    updatedAt: now,
  }
  const items = [1, 2, 3, 4, 5].flatMap((level) =>
    Array.from({ length: itemsPerLevel }, (_, index) => itemOf(topicId, level, typeOf[subject](level), index)),
  )
  if (subject !== 'generated') return { topic, items }
  // One to begin with, or none at all.
  return { topic, items: draw.chance(0.6, 'a first question') ? items.slice(0, 1) : [] }
}

const itemOf = (topicId: ObjectId, level: number, type: QuestionType, index: number): BankItemDocument => ({
  _id: new ObjectId(),
  topicId,
  key: `${level}-${index}`,
  level,
  a: 1,
  b: level - 3,
  c: type === 'multiple-choice' ? 0.25 : 0,
  served: 0,
  status: 'active',
  type,
  text: `Question ${level}-${index}`,
  options: type === 'multiple-choice' ? ['right', 'wrong', 'false', 'bad'] : null,
  correctAnswer: type === 'coding' ? 'const twice = (n) => 2 * n' : 'right',
  ...(type === 'coding' && { solutionPattern: twice }),
  explanation: `Why ${level}-${index} is so.`,
})

/** Too long for the request to judge. */
const lengthened = (source: string) => `${source}\n// ${'x'.repeat(5 * 1024)}`

const rightProgram = 'function twice(n) { return n + n }'
const wrongPrograms = ['function twice(n) { return n * n }', 'function twice(n) { return n }']

type Asked = Pick<QuestionView, 'type' | 'text' | 'options'>

/** A model's questions say what they want; those of the stock are all alike. */
function keyTo({ text }: Asked): string {
  const solved = solveProblem(text)
  return solved === null ? 'right' : String(solved)
}

const notNear = (key: string) => (key === 'right' ? ['wrong', 'false'] : [`${key}1`, `${key}2`])

/** Each differs from the others; the first is right. */
export function answersTo(question: Asked, long: boolean): readonly [right: string, ...wrong: string[]] {
  if (question.type === 'coding') {
    const [right, ...wrong] = [rightProgram, ...wrongPrograms].map((program) => (long ? lengthened(program) : program))
    return [right ?? rightProgram, ...wrong]
  }
  const key = keyTo(question)
  const wrong = question.options?.filter((option) => option !== key) ?? []
  return [key, ...(wrong.length > 0 ? wrong : notNear(key))]
}

/** The verdict that an answer deserves, whatever the platform says. */
export const isRight = (question: Asked, answer: string) =>
  question.type === 'coding' ? answer.startsWith(rightProgram) : answer === keyTo(question)

/** Whether the queue's worker judges it, so that its verdict may come too late. */
export const isJudgedLater = ({ type }: Asked, answer: string) => type === 'coding' && answer.length > 4 * 1024
