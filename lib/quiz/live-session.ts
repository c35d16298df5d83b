/**
 * The live session in Redis. Every function is one Lua call, and none fails when Redis is away: what is missing or behind
 * here is made anew from MongoDB.
 *
 * Keys of a session, all in one slot:
 *   session:{id}                hash    userId, sub, topicId, currentQuestion, currentDifficulty, correctStreak,
 *                                       totalAnswered, seq, servedAt, settings (JSON)
 *   session:{id}:recentAnswers  list    verdicts of the last five answers, latest first: 1, 0
 *   session:{id}:questions      zset    unserved question ids by difficulty
 *   session:{id}:order          zset    the same ids by difficulty, then by preference
 *   session:{id}:payloads       hash    question id -> LiveQuestion (JSON), current one included
 *   session:{id}:answers        list    LiveAnswer (JSON), oldest first
 */
import * as z from 'zod'
import { countMetric } from '../platform/metrics.ts'
import { runScript } from '../platform/redis.ts'
import {
  type LiveAnswer,
  type LiveQuestion,
  type LiveQuiz,
  liveAnswerSchema,
  liveQuestionSchema,
  quizSettingsSchema,
} from './live-quiz.ts'
import { advanceScript, fillScript, forgetScript, joinScript, readScript, seqScript } from './live-scripts.ts'

/** Slides with every answer. */
const lifetimeSeconds = 24 * 60 * 60
/** What is left after the last answer. */
const lifetimeAfterEndSeconds = 60 * 60

/** Levels are this far apart in the `order` set, preferences less than this. */
const levelStride = 1_000_000

function keysOf(sessionId: string) {
  const session = `session:{${sessionId}}`
  return {
    session,
    recentAnswers: `${session}:recentAnswers`,
    questions: `${session}:questions`,
    order: `${session}:order`,
    payloads: `${session}:payloads`,
    answers: `${session}:answers`,
  }
}

const allKeysOf = (sessionId: string) => Object.values(keysOf(sessionId))

export type LiveReading =
  | { kind: 'ready'; quiz: LiveQuiz }
  /** Redis does not hold this quiz, or another question is its current one: MongoDB knows. */
  | { kind: 'elsewhere' }
  | { kind: 'foreign' }
  | { kind: 'limited' }

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema)

const readReplySchema = z.union([
  z.tuple([z.literal('elsewhere')]),
  z.tuple([z.literal('foreign')]),
  z.tuple([z.literal('limited')]),
  z.tuple([
    z.literal('ready'),
    json(quizSettingsSchema),
    z.coerce.number(),
    json(liveQuestionSchema),
    z.array(json(liveAnswerSchema)),
    z.array(json(liveQuestionSchema)),
  ]),
])

/** A minute's distinct questions of one user, across quizzes. */
const answerRateKey = (sub: string, now: Date) => `rate:{${sub}}:answers:${Math.floor(now.getTime() / 60_000)}`

export type ReadRequest = { sessionId: string; sub: string; questionId: string; limit: number; now: Date }

/** R1: everything that answering the current question needs, and the rate limit. */
export async function readLiveQuiz(request: ReadRequest): Promise<LiveReading | undefined> {
  const keys = keysOf(request.sessionId)
  const reply = await runScript(
    readScript,
    [keys.session, keys.order, keys.payloads, keys.answers, answerRateKey(request.sub, request.now)],
    [request.sub, request.questionId, request.limit, levelStride],
  )
  if (reply === undefined) return undefined
  const parsed = readReplySchema.safeParse(reply)
  if (!parsed.success || parsed.data[0] === 'elsewhere') {
    countMetric('RedisMisses', 1)
    return { kind: 'elsewhere' }
  }
  if (parsed.data[0] !== 'ready') return { kind: parsed.data[0] }
  const [, settings, servedAt, current, answers, candidates] = parsed.data
  return { kind: 'ready', quiz: { settings, servedAt, current, answers, candidates } }
}

/** What an answer changes. */
export type Advance = {
  sessionId: string
  /** Answers after this one. */
  seq: number
  answer: LiveAnswer
  correctStreak: number
  recent: readonly boolean[]
  /** null when nothing follows (yet). */
  next: LiveQuestion | null
  /** Whether the answer ended the quiz. */
  ended: boolean
  now: Date
}

/** R2: takes the session one answer further, if it stands exactly before it; a session further behind is dropped. */
export async function advanceLiveQuiz({
  sessionId,
  seq,
  answer,
  correctStreak,
  recent,
  next,
  ended,
  now,
}: Advance): Promise<void> {
  const keys = keysOf(sessionId)
  await runScript(
    advanceScript,
    [keys.session, keys.recentAnswers, keys.questions, keys.order, keys.payloads, keys.answers],
    [
      seq,
      JSON.stringify(answer),
      correctStreak,
      next?.questionId ?? '',
      next?.level ?? '',
      now.getTime(),
      ended ? lifetimeAfterEndSeconds : lifetimeSeconds,
      ...recent.map(Number),
    ],
  )
}

/** A whole session: after the start, and whenever Redis lost or missed something. */
export type LiveSnapshot = Pick<LiveQuiz, 'settings' | 'answers' | 'servedAt'> & {
  /** null while nothing can be served. */
  current: LiveQuestion | null
  /** Every unserved question of the pool. */
  pool: readonly LiveQuestion[]
  correctStreak: number
  recent: readonly boolean[]
}

/** Writes a session as a whole, unless Redis holds a newer one. */
export async function fillLiveQuiz(snapshot: LiveSnapshot): Promise<void> {
  const { settings, answers, current, pool } = snapshot
  const keys = keysOf(settings.sessionId)
  await runScript(
    fillScript,
    [keys.session, keys.recentAnswers, keys.questions, keys.order, keys.payloads, keys.answers],
    [
      answers.length,
      JSON.stringify({
        fields: {
          userId: settings.userId,
          sub: settings.sub,
          topicId: settings.topicId,
          currentQuestion: current?.questionId ?? '',
          currentDifficulty: current?.level ?? '',
          correctStreak: snapshot.correctStreak,
          totalAnswered: answers.length,
          seq: answers.length,
          servedAt: String(snapshot.servedAt),
          settings: JSON.stringify(settings),
        },
        recent: snapshot.recent.map(Number),
        answers: answers.map((answer) => JSON.stringify(answer)),
        pool: pool.map(pooled),
        current: current && { id: current.questionId, payload: JSON.stringify(current) },
      }),
      lifetimeSeconds,
    ],
  )
}

const orderScore = ({ level, preference }: LiveQuestion) => level * levelStride + preference

/** How many answers the live session has behind it; undefined when Redis is away or does not hold it. */
export async function readLiveSeq(sessionId: string): Promise<number | undefined> {
  const reply = await runScript(seqScript, [keysOf(sessionId).session], [])
  const parsed = z.coerce.number().safeParse(reply ?? undefined)
  return parsed.success ? parsed.data : undefined
}

const pooled = (question: LiveQuestion) => ({
  id: question.questionId,
  level: question.level,
  order: orderScore(question),
  payload: JSON.stringify(question),
})

/** Adds fresh questions to the pool; those that were asked already stay asked. Without the session here, nothing is done. */
export async function joinLiveQuiz(sessionId: string, fresh: readonly LiveQuestion[]): Promise<void> {
  const keys = keysOf(sessionId)
  await runScript(
    joinScript,
    [keys.session, keys.questions, keys.order, keys.payloads, keys.answers],
    [JSON.stringify(fresh.map(pooled))],
  )
}

/** Drops a session that has ended, or must not be served from here; false when Redis is away. */
export async function forgetLiveQuiz(sessionId: string): Promise<boolean> {
  return (await runScript(forgetScript, allKeysOf(sessionId), [])) !== undefined
}
