/**
 * Erasure: the person goes, what the platform learns from stays without them (docs/adr/0006-identity.md). Each step may
 * be repeated, and the user document goes last: after a crash in the middle, the same call finishes.
 */
import { randomBytes } from 'node:crypto'
import { ObjectId } from 'mongodb'
import type { UserDocument } from '../contract/documents.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { database, persistently } from '../platform/mongo.ts'
import { forgetLiveQuiz } from '../quiz/live-session.ts'
import { forgetUser } from './current-user.ts'

export type ErasureDeps = { collections: Collections; clock: Clock }

export const erasureDeps = async (): Promise<ErasureDeps> => ({
  collections: collections(await database()),
  clock: systemClock,
})

/** Answers that were on their way when the quizzes were closed arrive at once or never. */
const mostRounds = 3

/** Gone already is erased. */
export async function eraseUser(deps: ErasureDeps, { _id, googleId }: UserDocument): Promise<void> {
  const pseudonym = await pseudonymFor(deps, _id)
  if (!pseudonym) return
  for (let round = 0; round < mostRounds && (await hasTraces(deps, _id)); round += 1) {
    await closeQuizzes(deps, _id)
    await removeWords(deps, _id, pseudonym)
    await pseudonymise(deps, _id, pseudonym)
  }
  await persistently(() => deps.collections.users.deleteOne({ _id }))
  forgetUser(googleId)
}

/** One for all that somebody did, however often the erasure is resumed. Random: an ObjectId of its own would tell when. */
async function pseudonymFor({ collections: { users } }: ErasureDeps, _id: ObjectId): Promise<ObjectId | undefined> {
  await persistently(() =>
    users.updateOne({ _id, erasedAs: { $exists: false } }, { $set: { erasedAs: new ObjectId(randomBytes(12)) } }),
  )
  return (await persistently(() => users.findOne({ _id })))?.erasedAs
}

async function hasTraces({ collections }: ErasureDeps, userId: ObjectId): Promise<boolean> {
  const projection = { _id: 1 }
  const found = await persistently(() =>
    Promise.all([
      ...personal(collections).map((collection) => collection.findOne({ userId }, { projection })),
      collections.generatedQuestions.findOne({ forUser: userId }, { projection }),
    ]),
  )
  return found.some((document) => document !== null)
}

const personal = ({
  quizSessions,
  attempts,
  regrades,
  questions,
  reports,
  interactions,
  jobs,
  generationLogs,
}: Collections) => [quizSessions, attempts, regrades, questions, reports, interactions, jobs, generationLogs]

/** As long as Redis keeps a quiz. */
const liveMs = 24 * 60 * 60 * 1_000

async function closeQuizzes({ collections: { quizSessions }, clock }: ErasureDeps, userId: ObjectId): Promise<void> {
  const endTime = clock()
  await persistently(() =>
    quizSessions.updateMany(
      { userId, status: { $in: ['active', 'preparing'] } },
      { $set: { status: 'abandoned', endTime } },
    ),
  )
  const perhapsLive = { userId, endTime: { $gt: new Date(endTime.getTime() - liveMs) } }
  const quizzes = await persistently(() => quizSessions.find(perhapsLive, { projection: { _id: 1 } }).toArray())
  await Promise.all(quizzes.map(({ _id }) => forgetLiveQuiz(_id.toHexString())))
}

/** What somebody wrote in their own words, and what was said to it; a chosen option is nobody's words. */
async function removeWords({ collections }: ErasureDeps, userId: ObjectId, pseudonym: ObjectId): Promise<void> {
  // Of an answer that came late, the question has been renamed already.
  const owner = { $in: [userId, pseudonym] }
  const written = await persistently(() =>
    collections.questions
      .find({ userId: owner, servedAt: { $ne: null }, type: { $in: ['text', 'coding'] } }, { projection: { _id: 1 } })
      .toArray(),
  )
  const questionId = { $in: written.map(({ _id }) => _id) }
  await persistently(() =>
    collections.attempts.updateMany(
      { userId, questionId },
      // While the verdict is under way, there is no reply; the verdict of an answer that is gone is never written.
      [
        {
          $set: { answer: '', feedback: [], reply: { $cond: ['$reply', { $mergeObjects: ['$reply', unsaid] }, null] } },
        },
      ],
    ),
  )
  await persistently(() => collections.reports.updateMany({ userId }, { $unset: { comment: '' } }))
}

const unsaid = { feedback: [] }

/** The sessions last: from them the rest can be found. */
async function pseudonymise({ collections }: ErasureDeps, userId: ObjectId, pseudonym: ObjectId): Promise<void> {
  const {
    attempts,
    regrades,
    questions,
    reports,
    interactions,
    jobs,
    generatedQuestions,
    generationLogs,
    quizSessions,
  } = collections
  const rename = { $set: { userId: pseudonym } }
  await persistently(() =>
    Promise.all([
      attempts.updateMany({ userId }, rename),
      // What was said here was said to words of theirs.
      regrades.updateMany({ userId }, { $set: { userId: pseudonym, feedback: [] } }),
      reports.updateMany({ userId }, rename),
      interactions.deleteMany({ userId }),
      jobs.deleteMany({ userId }),
      generatedQuestions.updateMany({ forUser: userId }, { $set: { forUser: pseudonym } }),
      generationLogs.updateMany({ userId }, rename),
    ]),
  )
  await persistently(() => questions.updateMany({ userId }, rename))
  await persistently(() =>
    quizSessions.updateMany({ userId }, [
      {
        $set: {
          userId: pseudonym,
          sub: pseudonym.toHexString(),
          // The client's words may be anything; a session's own id is what stands there when it had none.
          idempotencyKey: { $toString: '$_id' },
          idempotencyHash: '',
        },
      },
    ]),
  )
}
