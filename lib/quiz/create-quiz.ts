/** A new quiz: prior from the last one, a pool from the stock, the first question chosen, everything written. */
import type { ObjectId } from 'mongodb'
import { populationPrior } from '../adaptive/ability.ts'
import { chooseNext } from '../adaptive/choose-next.ts'
import { carryPrior } from '../adaptive/prior.ts'
import { jobsFor, type LevelCount, sendJobs, spreadEvenly } from '../content/generation-jobs.ts'
import { countExposure, type StockItem, takeStock } from '../content/stock.ts'
import type { Prior, SessionDocument } from '../contract/documents.ts'
import { defaultQuizLength } from '../contract/quiz.ts'
import { defaultPolicy } from '../contract/topic.ts'
import { newId } from '../platform/ids.ts'
import { faultOf, log } from '../platform/log.ts'
import { insertEach, isDuplicateKey, persistently } from '../platform/mongo.ts'
import { copyItems, lotsOf } from './copy-questions.ts'
import type { QuizDeps } from './deps.ts'
import { toCandidate } from './engine-input.ts'
import { tell } from './interactions.ts'
import { fillLiveQuiz } from './live-session.ts'
import { type QuizRecord, settingsOf, snapshotOf, toLiveQuestion } from './record.ts'
import type { Starting } from './start-quiz.ts'

/** Per question asked: from the shelf, and made for this student. More than the quiz is long, so that there is a choice. */
const shelfPerQuestion = 2.5
const ownPerQuestion = 1.5

/** Gives undefined when the user has a quiz of this ordinal on the topic, or one by this idempotency key, already. */
export async function createQuiz(
  deps: QuizDeps,
  {
    user,
    topic,
    request,
    ordinal,
    idempotencyKey,
    idempotencyHash,
  }: Starting & { ordinal: number; idempotencyHash: string },
): Promise<QuizRecord | undefined> {
  const now = deps.clock()
  const [sessionId, seed] = [newId(), deps.newSeed()]
  const length = request.length ?? defaultQuizLength
  const range = topic.difficultyRange
  const owner = { userId: user._id, topicId: topic._id }
  const [prior, items] = await persistently(() =>
    Promise.all([
      priorFor(deps, owner, now),
      takeStock(deps, {
        ...owner,
        range,
        count: { shelf: Math.ceil(length * shelfPerQuestion), own: Math.ceil(length * ownPerQuestion) },
        lot: lotsOf(seed),
      }),
    ]),
  )
  const copies = copyItems(items, { ...owner, sessionId, seed, now })
  const policy = request.policy ?? topic.policy ?? defaultPolicy
  const candidates = copies.map(toLiveQuestion).map(toCandidate)
  const step = chooseNext({ policy, range, length, seed, seq: 0, prior, answers: [], candidates, moreComing: true })
  const first = step.kind === 'question' ? copies.find(({ _id }) => _id.toHexString() === step.questionId) : undefined
  const questions = copies.map((copy) => (copy === first ? { ...copy, servedAt: now } : copy))
  const session: SessionDocument = {
    _id: sessionId,
    ...owner,
    ordinal,
    sub: user.googleId,
    length,
    policy,
    range,
    seed,
    prior,
    arm: null,
    pool: copies.map(({ _id }) => _id),
    questions: first ? [first._id] : [],
    currentIndex: 0,
    totalAnswered: 0,
    correctCount: 0,
    startTime: now,
    lastActivity: now,
    endTime: null,
    status: first ? 'active' : 'preparing',
    idempotencyKey: idempotencyKey ?? sessionId.toHexString(),
    idempotencyHash,
  }
  const record: QuizRecord = { session, attempts: [], questions }
  const jobs = jobsFor(
    {
      parentId: sessionId.toHexString(),
      audience: 'student',
      sessionId,
      ...owner,
      levels: stillWanted(spreadEvenly(range, length * ownPerQuestion), items),
    },
    now,
  )
  if (!(await store(deps, record, jobs))) return undefined
  await Promise.all([
    ...(first ? [fillLiveQuiz(snapshotOf(record))] : []),
    sendJobs(deps, jobs),
    countExposure(deps, items, first?.itemId).catch((error: unknown) => {
      // The quiz has started; a count of exposure is not worth its failure.
      log.error('exposure is not counted', { sessionId: sessionId.toHexString(), error: faultOf(error) })
    }),
    tell(settingsOf(session), [
      { type: 'quiz.started', at: now, data: { length, policy, pool: copies.length } },
      ...(first
        ? [
            {
              type: 'question.served' as const,
              at: now,
              questionId: first._id.toHexString(),
              data: { number: 1, level: first.difficulty },
            },
          ]
        : []),
    ]),
  ])
  return record
}

/** What is there for this student already need not be made again. */
const stillWanted = (levels: readonly LevelCount[], items: readonly StockItem[]): LevelCount[] =>
  levels
    .map(({ level, count }) => ({
      level,
      count: count - items.filter((item) => item.source === 'pool' && item.forUser && item.level === level).length,
    }))
    .filter(({ count }) => count > 0)

/** The session last: it is the commit point, and its unique indexes decide races. */
async function store(
  { collections }: QuizDeps,
  { session, questions }: QuizRecord,
  jobs: ReturnType<typeof jobsFor>,
): Promise<boolean> {
  await Promise.all([insertEach(collections.questions, questions), insertEach(collections.jobs, jobs)])
  try {
    await persistently(() => collections.quizSessions.insertOne(session))
    return true
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const mine = await collections.quizSessions.findOne({ _id: session._id }, { projection: { _id: 1 } })
    if (mine) return true
    await Promise.all([
      collections.questions.deleteMany({ sessionId: session._id }),
      collections.jobs.deleteMany({ sessionId: session._id }),
    ])
    return false
  }
}

const dayMs = 24 * 60 * 60 * 1_000

/** What the last finished quiz on this topic says, widened by the days since. */
async function priorFor(
  { collections }: QuizDeps,
  owner: { userId: ObjectId; topicId: ObjectId },
  now: Date,
): Promise<Prior> {
  const last = await collections.quizSessions.findOne(
    { ...owner, status: 'completed' },
    { sort: { endTime: -1 }, projection: { result: 1, endTime: 1 } },
  )
  if (!last?.result || !last.endTime) return { ...populationPrior }
  const { theta, standardError } = last.result.ability
  return carryPrior({ theta, standardError, days: (now.getTime() - last.endTime.getTime()) / dayMs })
}
