/** Attempts that nobody made, in bulk: as large as real ones, and under every index that real ones are under. */
import { type Db, ObjectId } from 'mongodb'
import { collections } from '../../lib/platform/collections.ts'

const batch = 5_000
const perQuiz = 20

/** @param topicId half of them are of the topic that is asked about */
export async function storeAttempts(db: Db, topicId: string, count: number): Promise<void> {
  const { attempts } = collections(db)
  const topics = [new ObjectId(topicId), new ObjectId()]
  const [parameters, estimate] = [
    { a: 1, b: 0, c: 0.25 },
    { theta: 0.1, standardError: 0.6 },
  ]
  const explanation = 'Because it follows from the definition, as the second chapter shows with two examples.'
  const reply = { correct: true, feedback: [], explanation, nextQuestion: null, status: 'preparing' as const }
  for (let start = 0; start < count; start += batch) {
    const quizzes = Math.ceil(Math.min(batch, count - start) / perQuiz)
    const owners = Array.from({ length: quizzes }, () => ({ sessionId: new ObjectId(), userId: new ObjectId() }))
    const documents = Array.from({ length: Math.min(batch, count - start) }, (_, index) => {
      const owner = owners[Math.floor(index / perQuiz)] ?? { sessionId: new ObjectId(), userId: new ObjectId() }
      const topic = topics[Math.floor(index / perQuiz) % topics.length] ?? new ObjectId()
      const timestamp = new Date(Date.UTC(2025, 0, 1) + 1_000 * (start + index))
      return {
        ...{ _id: new ObjectId(), ...owner, topicId: topic, questionId: new ObjectId(), itemId: new ObjectId() },
        ...{ seq: index % perQuiz, answer: 'right', isCorrect: true, verdict: 'correct' as const, feedback: [] },
        ...{ timestamp, latencyMs: 8_000, difficulty: 3, parameters },
        ability: { before: estimate, after: estimate },
        next: { kind: 'waiting' as const },
        reply,
      }
    })
    await attempts.insertMany(documents, { ordered: false })
  }
}
