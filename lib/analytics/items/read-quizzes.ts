/** Quizzes that have ended, with their answers: as a stream that holds a few hundred of them at a time. */
import type { ObjectId } from 'mongodb'
import type { AttemptDocument, SessionDocument } from '../../contract/documents.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Period } from '../utc-day.ts'

type Answer = Pick<AttemptDocument, 'itemId' | 'answer' | 'isCorrect' | 'difficulty' | 'parameters'>

export type EndedQuiz = { prior: SessionDocument['prior']; answers: Answer[] }

export type Selection = {
  topicId: ObjectId
  /** Ends of the quizzes; without a beginning, all up to the end. */
  period: Omit<Period, 'from'> & Partial<Period>
  /** The latest so many; default: all. */
  most?: number
}

type Deps = { collections: Pick<Collections, 'quizSessions' | 'attempts'> }

const batchSize = 50
/** More than any quiz has answers, times the quizzes of a batch: one round trip. */
const answersAtOnce = 60 * batchSize

/** Always in the same order: by end, latest first. */
export async function* readQuizzes({ collections }: Deps, selection: Selection): AsyncGenerator<EndedQuiz> {
  const { topicId, period, most = 0 } = selection
  const endTime = { ...(period.from && { $gte: period.from }), $lt: period.to }
  const sessions = collections.quizSessions
    .find({ topicId, endTime })
    .project<Pick<SessionDocument, '_id' | 'prior'>>({ prior: 1 })
    .sort({ endTime: -1, _id: -1 })
    .limit(most)
    .batchSize(1_000)
  let batch: Pick<SessionDocument, '_id' | 'prior'>[] = []
  for await (const session of sessions) {
    batch.push(session)
    if (batch.length < batchSize) continue
    yield* withAnswers(collections, batch)
    batch = []
  }
  yield* withAnswers(collections, batch)
}

async function* withAnswers(
  { attempts }: Deps['collections'],
  sessions: readonly Pick<SessionDocument, '_id' | 'prior'>[],
): AsyncGenerator<EndedQuiz> {
  const found = await attempts
    .find({ sessionId: { $in: sessions.map(({ _id }) => _id) } }, { batchSize: answersAtOnce })
    .project<Answer & Pick<AttemptDocument, 'sessionId' | 'seq'>>({
      ...{ _id: 0, sessionId: 1, seq: 1, itemId: 1, answer: 1, isCorrect: 1, difficulty: 1, parameters: 1 },
    })
    .toArray()
  const bySession = Map.groupBy(found, ({ sessionId }) => sessionId.toHexString())
  for (const { _id, prior } of sessions) {
    const answers = (bySession.get(_id.toHexString()) ?? []).sort((one, other) => one.seq - other.seq)
    if (answers.length > 0) yield { prior, answers }
  }
}
