/**
 * The obvious implementation of an adaptive quiz, as a tutorial would write it: Express, mongoose, @upstash/redis, each step
 * awaited before the next. The same requests and replies as the platform's own start, answer and look; one step up in
 * difficulty after a right answer, one down after a wrong one; every answer on record.
 *
 * PEER_READS=each asks for each remaining question by itself; PEER_READS=once is what a careful reviewer would ask for
 * instead: all of them in one query.
 */
import { Redis } from '@upstash/redis'
import express from 'express'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import mongoose from 'mongoose'

const { Schema } = mongoose
const { ObjectId } = Schema.Types

const Topic = mongoose.model('Topic', new Schema({ title: String, description: String }))

const Question = mongoose.model(
  'Question',
  new Schema({
    topicId: { type: ObjectId, index: true },
    level: Number,
    text: String,
    options: [String],
    correctAnswer: String,
    explanation: String,
  }),
)

const User = mongoose.model(
  'User',
  new Schema({ googleId: { type: String, unique: true }, email: String, name: String, topicsCompleted: [ObjectId] }),
)

const QuizSession = mongoose.model(
  'QuizSession',
  new Schema(
    {
      userId: { type: ObjectId, index: true },
      topicId: ObjectId,
      length: Number,
      status: { type: String, default: 'active' },
      totalAnswered: { type: Number, default: 0 },
      correctCount: { type: Number, default: 0 },
      score: Number,
      endTime: Date,
    },
    { timestamps: true },
  ),
)

const Attempt = mongoose.model(
  'Attempt',
  new Schema(
    {
      sessionId: { type: ObjectId, index: true },
      userId: ObjectId,
      questionId: ObjectId,
      answer: String,
      isCorrect: Boolean,
      difficulty: Number,
    },
    { timestamps: true },
  ),
)

const levels = { lowest: 1, middle: 3, highest: 5 }
const lifetimeSeconds = 24 * 60 * 60

/** @param env MONGODB_URI with the database's name, UPSTASH_REDIS_REST_*, TOKEN_ISSUER, TOKEN_JWKS_URI, GOOGLE_CLIENT_ID */
export async function createApp(env) {
  await mongoose.connect(env.MONGODB_URI)
  const redis = new Redis({ url: env.UPSTASH_REDIS_REST_URL, token: env.UPSTASH_REDIS_REST_TOKEN })
  const keys = createRemoteJWKSet(new URL(env.TOKEN_JWKS_URI))
  const readAtOnce = env.PEER_READS === 'once'

  const app = express()
  app.use(express.json())

  app.use(async (request, response, next) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    try {
      const claims = { issuer: env.TOKEN_ISSUER, audience: env.GOOGLE_CLIENT_ID }
      request.caller = (await jwtVerify(token, keys, claims)).payload
      next()
    } catch {
      response.status(401).json({ error: 'invalid token' })
    }
  })

  app.post('/api/quiz/start', async (request, response) => {
    const { topicId, length = 10 } = request.body
    const { sub, email, name } = request.caller
    const user = await User.findOneAndUpdate(
      { googleId: sub },
      { email, name },
      { upsert: true, returnDocument: 'after' },
    )
    const topic = await Topic.findById(topicId)
    if (!topic) return response.status(404).json({ error: 'unknown topic' })
    const active = await QuizSession.findOne({ userId: user._id, topicId, status: 'active' })
    if (active)
      return response.json({ sessionId: active.id, question: await currentQuestion(active.id, active.length) })

    const questions = await Question.find({ topicId })
    const shuffled = shuffle(questions)
    const first = nearest(shuffled, levels.middle)
    if (!first) return response.status(409).json({ error: 'no questions' })
    const rest = shuffled.filter((question) => question !== first)
    const session = await QuizSession.create({ userId: user._id, topicId, length })
    await redis.hset(`quiz:${session.id}`, {
      ...{ sub, userId: user.id, topicId, length },
      ...{ currentIndex: 0, currentDifficulty: first.level, totalAnswered: 0, correctCount: 0 },
    })
    await redis.rpush(`quiz:${session.id}:questions`, ...[first, ...rest].map(({ id }) => id))
    await redis.expire(`quiz:${session.id}`, lifetimeSeconds)
    await redis.expire(`quiz:${session.id}:questions`, lifetimeSeconds)
    response.status(201).json({ sessionId: session.id, question: viewOf(first, 1, length) })
  })

  app.post('/api/quiz/answer', async (request, response) => {
    const { sessionId, questionId, answer } = request.body
    const quiz = await redis.hgetall(`quiz:${sessionId}`)
    if (!quiz || String(quiz.sub) !== request.caller.sub) return response.status(401).json({ error: 'unknown session' })
    const index = Number(quiz.currentIndex)
    const length = Number(quiz.length)
    const currentId = String(await redis.lindex(`quiz:${sessionId}:questions`, index))
    if (currentId !== questionId) return response.status(400).json({ error: 'question not served' })

    const question = await Question.findById(currentId)
    const correct = answer === question.correctAnswer
    await Attempt.create({
      ...{ sessionId, userId: quiz.userId, questionId, answer },
      ...{ isCorrect: correct, difficulty: question.level },
    })
    const answered = await redis.hincrby(`quiz:${sessionId}`, 'totalAnswered', 1)
    const score = correct ? await redis.hincrby(`quiz:${sessionId}`, 'correctCount', 1) : Number(quiz.correctCount)
    const verdict = { correct, feedback: [], explanation: question.explanation }
    const counters = { totalAnswered: answered, correctCount: score }

    const remaining = answered < length ? await redis.lrange(`quiz:${sessionId}:questions`, index + 1, -1) : []
    const step = correct ? 1 : -1
    const wanted = Math.min(levels.highest, Math.max(levels.lowest, question.level + step))
    const next = nearest(await readQuestions(remaining.map(String)), wanted)
    if (!next) {
      const ended = { status: 'completed', score, endTime: new Date() }
      await QuizSession.updateOne({ _id: sessionId }, { ...counters, ...ended })
      await User.updateOne({ _id: quiz.userId }, { $addToSet: { topicsCompleted: quiz.topicId } })
      await redis.del(`quiz:${sessionId}`, `quiz:${sessionId}:questions`)
      return response.json({ ...verdict, completed: true, score, total: answered })
    }

    await redis.lrem(`quiz:${sessionId}:questions`, 1, next.id)
    await redis.linsert(`quiz:${sessionId}:questions`, 'after', currentId, next.id)
    await redis.hset(`quiz:${sessionId}`, { currentIndex: index + 1, currentDifficulty: next.level })
    await QuizSession.updateOne({ _id: sessionId }, counters)
    response.json({ ...verdict, nextQuestion: viewOf(next, answered + 1, length) })
  })

  app.get('/api/quiz/:sessionId', async (request, response) => {
    const session = await QuizSession.findById(request.params.sessionId)
    const user = session && (await User.findById(session.userId))
    if (user?.googleId !== request.caller.sub) return response.status(401).json({ error: 'unknown session' })
    const { id, topicId, status, length, totalAnswered, correctCount } = session
    const question = status === 'active' ? await currentQuestion(id, length) : null
    const answered = await Attempt.countDocuments({ sessionId: id })
    const counts = { answered, totalAnswered, totalQuestions: length, correctCount }
    response.json({ sessionId: id, topicId, status, question, ...counts })
  })

  async function currentQuestion(sessionId, length) {
    const quiz = await redis.hgetall(`quiz:${sessionId}`)
    const id = await redis.lindex(`quiz:${sessionId}:questions`, Number(quiz.currentIndex))
    return viewOf(await Question.findById(String(id)), Number(quiz.totalAnswered) + 1, length)
  }

  async function readQuestions(ids) {
    if (readAtOnce) return Question.find({ _id: { $in: ids } })
    const questions = []
    for (const id of ids) questions.push(await Question.findById(id))
    return questions
  }

  return app
}

const nearest = ([first, ...others], level) =>
  others.reduce((best, one) => (Math.abs(one.level - level) < Math.abs(best.level - level) ? one : best), first)

function shuffle(items) {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1))
    ;[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]]
  }
  return shuffled
}

const viewOf = ({ id, text, options }, number, total) => ({
  ...{ id, text, options, number, total },
  type: 'multiple-choice',
})
