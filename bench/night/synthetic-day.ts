/**
 * A day that never was: topics with a bank, and finished quizzes on them, as the platform would have stored them. The
 * same for the same seed.
 */
import type { ObjectId } from 'mongodb'
import { estimateAbility, populationPrior } from '../../lib/adaptive/ability.ts'
import { probability } from '../../lib/adaptive/item-response.ts'
import { type SeededRandom, seededRandom } from '../../lib/adaptive/seeded-random.ts'
import type {
  AttemptDocument,
  BankItemDocument,
  QuestionDocument,
  SessionDocument,
  TopicDocument,
} from '../../lib/contract/documents.ts'
import type { Collections } from '../../lib/platform/collections.ts'
import { derivedId } from '../../lib/platform/ids.ts'

export type SyntheticDay = {
  /** UTC, YYYY-MM-DD. */
  date: string
  topics: number
  itemsPerTopic: number
  students: number
  quizzes: number
  /** Questions of a quiz. */
  length: number
  seed: string
}

type Quiz = { session: SessionDocument; questions: QuestionDocument[]; attempts: AttemptDocument[] }

const options = ['right', 'wrong', 'false', 'bad']
const explanation = 'Because it follows from the definition, as the second chapter shows with two examples.'
const dayMs = 24 * 60 * 60 * 1_000
/** Quizzes written at once. */
const batch = 200

export async function loadSyntheticDay(collections: Collections, day: SyntheticDay): Promise<void> {
  const banks = Array.from({ length: day.topics }, (_, index) => bankOf(day, index))
  await collections.topics.insertMany(banks.map(({ topic }) => topic))
  for (const { items } of banks) await collections.bankItems.insertMany(items)
  for (let start = 0; start < day.quizzes; start += batch) {
    const numbers = Array.from({ length: Math.min(batch, day.quizzes - start) }, (_, index) => start + index)
    const quizzes = numbers.flatMap((number) => {
      const bank = banks[number % banks.length]
      return bank ? [quizOf(day, number, bank)] : []
    })
    await Promise.all([
      collections.quizSessions.insertMany(quizzes.map(({ session }) => session)),
      collections.questions.insertMany(quizzes.flatMap(({ questions }) => questions)),
      collections.attempts.insertMany(quizzes.flatMap(({ attempts }) => attempts)),
    ])
  }
}

type Bank = { topic: TopicDocument; items: BankItemDocument[]; difficulties: Map<BankItemDocument, number> }

function bankOf({ seed, itemsPerTopic, date }: SyntheticDay, index: number): Bank {
  const random = seededRandom(`${seed}:bank:${index}`)
  const at = new Date(`${date}T00:00:00Z`)
  const _id = derivedId(seed, 'topic', String(index))
  const range = { min: 1, max: 5 }
  const items = Array.from({ length: itemsPerTopic }, (_, place): BankItemDocument => {
    const level = 1 + (place % 5)
    return {
      _id: derivedId(seed, 'item', String(index), String(place)),
      topicId: _id,
      key: `item-${place}`,
      level,
      ...{ a: 1, b: level - 3, c: 0.25 },
      served: 0,
      status: 'active',
      type: 'multiple-choice',
      text: `Which of these follows from statement ${place} of chapter ${index}?`,
      options,
      correctAnswer: 'right',
      explanation,
    }
  })
  return {
    topic: {
      _id,
      title: `Topic ${index}`,
      description: 'Synthetic.',
      difficultyRange: range,
      createdAt: at,
      updatedAt: at,
    },
    items,
    difficulties: new Map(items.map((item) => [item, item.b + 0.6 * random.normal()])),
  }
}

function quizOf(day: SyntheticDay, number: number, { topic, items, difficulties }: Bank): Quiz {
  const random = seededRandom(`${day.seed}:quiz:${number}`)
  const student = number % day.students
  const userId = derivedId(day.seed, 'user', String(student))
  const sessionId = derivedId(day.seed, 'session', String(number))
  const theta = seededRandom(`${day.seed}:student:${student}`).normal()
  const begin = Date.parse(`${day.date}T00:00:00Z`) + Math.floor(random.uniform() * (dayMs - day.length * 30_000))
  const chosen = chooseItems(items, day.length, theta, random)
  const ids = chosen.map((_, seq) => derivedId(day.seed, 'question', String(number), String(seq)))
  const answers = chosen.map((item) => ({
    ...{ a: item.a, b: item.b, c: item.c },
    correct: random.uniform() < probability({ a: 1, b: difficulties.get(item) ?? 0, c: item.c }, theta),
  }))
  const ability = { ...estimateAbility(answers), level: 3 }
  const estimate = { theta: ability.theta, standardError: ability.standardError }
  const score = answers.filter(({ correct }) => correct).length
  const result = {
    ...{ ability, policy: 'irt' as const, stopReason: 'length' as const },
    path: chosen.map(({ level }, seq) => ({ number: seq + 1, level, correct: answers[seq]?.correct ?? null })),
  }
  const timeOf = (seq: number) => new Date(begin + 30_000 * (seq + 1))
  const owner = { sessionId, userId, topicId: topic._id }
  return {
    session: {
      _id: sessionId,
      userId,
      sub: `student-${student}`,
      topicId: topic._id,
      ordinal: 1 + Math.floor(number / day.students / day.topics) + number,
      length: day.length,
      policy: 'irt',
      range: topic.difficultyRange,
      seed: String(number),
      prior: populationPrior,
      arm: null,
      pool: ids,
      questions: ids,
      ...{ currentIndex: day.length, totalAnswered: day.length, correctCount: score },
      ...{ startTime: new Date(begin), lastActivity: timeOf(day.length - 1), endTime: timeOf(day.length - 1) },
      ...{ status: 'completed', score, total: day.length, result, stopReason: 'length' },
      idempotencyKey: sessionId.toHexString(),
      idempotencyHash: '',
    },
    questions: chosen.map((item, seq) =>
      copyOf(item, { ...owner, _id: ids[seq] ?? sessionId, servedAt: timeOf(seq - 1) }),
    ),
    attempts: chosen.map((item, seq): AttemptDocument => {
      const correct = answers[seq]?.correct ?? false
      const next = chosen[seq + 1]
      const nextId = ids[seq + 1]
      const verdict = { correct, feedback: [], explanation }
      return {
        _id: derivedId(day.seed, 'attempt', String(number), String(seq)),
        ...owner,
        questionId: ids[seq] ?? sessionId,
        itemId: item._id,
        seq,
        answer: correct ? 'right' : (options[1 + Math.floor(3 * random.uniform())] ?? 'wrong'),
        isCorrect: correct,
        verdict: correct ? 'correct' : 'incorrect',
        feedback: [],
        timestamp: timeOf(seq),
        latencyMs: Math.round(8_000 * Math.exp(0.6 * random.normal())),
        difficulty: item.level,
        parameters: { a: item.a, b: item.b, c: item.c },
        ability: { before: estimate, after: estimate },
        ...(next && nextId
          ? {
              next: {
                kind: 'question' as const,
                questionId: nextId,
                level: next.level,
                reason: { rule: 'irt', theta },
              },
              reply: { ...verdict, nextQuestion: viewOf(next, nextId, seq + 2, day.length) },
            }
          : {
              next: { kind: 'stop' as const, stopReason: 'length' as const },
              reply: { ...verdict, completed: true as const, score, total: day.length, result },
            }),
      }
    }),
  }
}

/** Ever nearer to the student, as an adaptive quiz would. */
function chooseItems(items: readonly BankItemDocument[], length: number, theta: number, random: SeededRandom) {
  const level = Math.min(Math.max(Math.round(theta + 3), 1), 5)
  const left = items.map((item) => ({ item, distance: Math.abs(item.level - level) + 2 * random.uniform() }))
  return left
    .sort((one, other) => one.distance - other.distance)
    .slice(0, length)
    .map(({ item }) => item)
}

const viewOf = ({ text, type }: BankItemDocument, _id: ObjectId, number: number, total: number) => ({
  ...{ id: _id.toHexString(), text, options, type, number, total },
})

function copyOf(
  item: BankItemDocument,
  to: Pick<QuestionDocument, '_id' | 'sessionId' | 'userId' | 'topicId' | 'servedAt'>,
): QuestionDocument {
  const { _id: itemId, level, a, b, c, type, text, correctAnswer } = item
  return {
    ...to,
    ...{ itemId, difficulty: level, parameters: { a, b, c }, preference: 1_000, source: 'bank' },
    ...{ type, text, options, correctAnswer, explanation, optionOrder: [2, 0, 3, 1] },
    generatedAt: to.servedAt ?? new Date(0),
  }
}
