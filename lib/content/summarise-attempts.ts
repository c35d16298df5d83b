/** How students have answered a question of the stock, from the answers themselves. */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument } from '../contract/documents.ts'
import type { AttemptSummary } from '../contract/questions.ts'
import type { Collections } from '../platform/collections.ts'
import { persistently } from '../platform/mongo.ts'

type AttemptDeps = { collections: Pick<Collections, 'questions' | 'attempts'> }

/** Servings whose answers are looked at; the night's statistics are of all. */
const mostServings = 2_000

/** @param options of the item, where it has any */
export async function summariseAttempts(
  { collections }: AttemptDeps,
  itemId: ObjectId,
  options: readonly string[] | null,
): Promise<AttemptSummary> {
  // A null is below every date.
  const served = { itemId, servedAt: { $gt: new Date(0) } }
  const [count, copies] = await persistently(() =>
    Promise.all([
      collections.questions.countDocuments(served),
      collections.questions
        .find(served, { projection: { sessionId: 1 }, sort: { servedAt: -1 }, limit: mostServings })
        .toArray(),
    ]),
  )
  // Attempts are found by session and question: their shard key, and a unique index.
  const asked = {
    sessionId: { $in: copies.map((copy) => copy.sessionId) },
    questionId: { $in: copies.map((copy) => copy._id) },
  }
  const answers = await persistently(() =>
    collections.attempts.find(asked).project<Answer>({ _id: 0, answer: 1, verdict: 1, latencyMs: 1 }).toArray(),
  )
  return { served: count, ...summarise(answers, options) }
}

type Answer = Pick<AttemptDocument, 'answer' | 'verdict' | 'latencyMs'>

function summarise(answers: readonly Answer[], options: readonly string[] | null): Omit<AttemptSummary, 'served'> {
  const countOf = (verdict: Answer['verdict']) => answers.filter((answer) => answer.verdict === verdict).length
  const [correct, incorrect] = [countOf('correct'), countOf('incorrect')]
  return {
    answered: answers.length,
    verdicts: { correct, incorrect, unknown: countOf('unknown'), checking: countOf('checking') },
    successRate: correct + incorrect === 0 ? null : correct / (correct + incorrect),
    meanLatencyMs:
      answers.length === 0 ? null : answers.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / answers.length,
    options:
      options?.map((option) => ({ option, chosen: answers.filter(({ answer }) => answer === option).length })) ?? null,
  }
}
