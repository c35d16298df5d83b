/**
 * What calibration reads again for each of its iterations, held in memory: equal answers are one object, and a quiz is a
 * list of numbers that name them, so that 20,000 quizzes are a few megabytes.
 */
import type { ObjectId } from 'mongodb'
import type { Collections } from '../../platform/collections.ts'
import type { CalibrationAnswer, StudentSource } from '../calibration.ts'
import { type EndedQuiz, readQuizzes } from './read-quizzes.ts'
import type { SharedItem } from './shared-items.ts'

/** The latest quizzes of a topic tell what its questions are like now; older ones have been heard. */
const mostQuizzes = 20_000

type Deps = { collections: Pick<Collections, 'quizSessions' | 'attempts' | 'generatedQuestions'> }

type Gathering = { topicId: ObjectId; before: Date; items: ReadonlyMap<string, SharedItem> }

export async function gatherStudents(
  deps: Deps,
  { topicId, before, items }: Gathering,
): Promise<{ quizzes: number; source: StudentSource }> {
  const kinds = new Map<string, number>()
  const answers: CalibrationAnswer[] = []
  const quizzes: { prior: EndedQuiz['prior']; answers: Uint32Array }[] = []
  const intern = (answer: CalibrationAnswer): number => {
    const { item, level, promptVersion, c, correct } = answer
    const kind = `${item}|${level}|${promptVersion}|${c}|${correct}`
    const number = kinds.get(kind) ?? answers.push(answer) - 1
    kinds.set(kind, number)
    return number
  }
  const latest = readQuizzes(deps, { topicId, period: { to: before }, most: mostQuizzes })
  for await (const chunk of inChunks(latest, 50)) {
    const versions = await promptVersions(deps, chunk, items)
    for (const { prior, answers: given } of chunk) {
      const counted = given.flatMap((answer) => toCalibrationAnswer(answer, items, versions))
      if (counted.length > 0) quizzes.push({ prior, answers: Uint32Array.from(counted, intern) })
    }
  }
  function* source() {
    for (const quiz of quizzes) {
      yield { prior: quiz.prior, answers: Array.from(quiz.answers, (number) => answers[number]).filter(isThere) }
    }
  }
  return { quizzes: quizzes.length, source }
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined

function toCalibrationAnswer(
  { itemId, isCorrect, difficulty, parameters }: EndedQuiz['answers'][number],
  items: ReadonlyMap<string, SharedItem>,
  versions: ReadonlyMap<string, string>,
): CalibrationAnswer[] {
  if (isCorrect === null) return []
  const item = itemId.toHexString()
  const shared = items.get(item)
  const answered = { c: parameters.c, correct: isCorrect }
  if (shared) return [{ item, level: shared.level, promptVersion: shared.promptVersion, ...answered }]
  return [{ item: null, level: difficulty, promptVersion: versions.get(item) ?? null, ...answered }]
}

/** Of questions that were made for one student. */
async function promptVersions({ collections }: Deps, quizzes: readonly EndedQuiz[], items: Gathering['items']) {
  const ids = quizzes.flatMap(({ answers }) =>
    answers.flatMap(({ itemId }) => (items.has(itemId.toHexString()) ? [] : [itemId])),
  )
  if (ids.length === 0) return new Map<string, string>()
  const found = await collections.generatedQuestions
    .find({ _id: { $in: ids } })
    .project<{ _id: ObjectId; promptVersion: string }>({ promptVersion: 1 })
    .toArray()
  return new Map(found.map(({ _id, promptVersion }) => [_id.toHexString(), promptVersion]))
}

async function* inChunks<T>(values: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = []
  for await (const value of values) {
    chunk.push(value)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
