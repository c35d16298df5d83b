import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toId } from '../../lib/platform/ids.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform({ LIMIT_STARTS_PER_MINUTE: '1000', LIMIT_ANSWERS_PER_MINUTE: '100000' })

// After testPlatform(): these read the configuration when they are imported.
const { runScript } = await import('../../lib/platform/redis.ts')
const { advanceLiveQuiz, fillLiveQuiz, forgetLiveQuiz, readLiveQuiz } = await import('../../lib/quiz/live-session.ts')
const { liveQuizOf, loadRecord, snapshotOf, standingOf } = await import('../../lib/quiz/record.ts')

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
})

const record = async (sessionId: string) => {
  const loaded = await loadRecord(platform, toId(sessionId))
  if (!loaded) throw new Error('no such session')
  return loaded
}

const read = async (sessionId: string) => {
  const held = await record(sessionId)
  const standing = standingOf(held)
  if (standing.kind !== 'asking') throw new Error('the quiz is not asking')
  const questionId = standing.current._id.toHexString()
  const { sub } = held.session
  const reading = await readLiveQuiz({ sessionId, sub, questionId, limit: 1_000_000, now: new Date() })
  return { reading, fromRecord: liveQuizOf(held, standing.current), questionId, sub }
}

const bestPerLevel = <T extends { level: number; preference: number }>(candidates: readonly T[]) =>
  [1, 2, 3, 4, 5].flatMap((level) =>
    candidates
      .filter((each) => each.level === level)
      .toSorted((one, other) => one.preference - other.preference)
      .slice(0, 1),
  )

describe('the live session', () => {
  it('is, after any answers, what MongoDB gives', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 0, maxLength: 12 }),
        fc.constantFrom('irt' as const, 'practice' as const, 'rolling' as const),
        async (answers, policy) => {
          run += 1
          const taker = student(platform, `taker-${run}@school.example`)
          const { sessionId, question } = await taker.start({ topicId, policy, length: 20 })
          let current = question
          for (const right of answers) {
            const reply = await taker.answer(sessionId, current.id, right ? 'right' : 'wrong')
            if (!('nextQuestion' in reply) || !reply.nextQuestion) throw new Error('the quiz ended early')
            current = reply.nextQuestion
          }
          const { reading, fromRecord } = await read(sessionId)
          if (reading?.kind !== 'ready') throw new Error(`Redis says ${reading?.kind}`)
          expect(reading.quiz).toEqual({ ...fromRecord, candidates: bestPerLevel(fromRecord.candidates) })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('has the fields, the window and the sorted set that the design names', async () => {
    const anna = student(platform, 'anna@school.example')
    const { sessionId, question } = await anna.start({ topicId })
    await anna.answer(sessionId, question.id, 'right')
    const key = `session:{${sessionId}}`
    const hash = await runScript(`return redis.call('HGETALL', KEYS[1])`, [key], [])
    if (!Array.isArray(hash)) throw new Error('no hash')
    const fields = Object.fromEntries(Array.from({ length: hash.length / 2 }, (_, i) => [hash[2 * i], hash[2 * i + 1]]))
    expect(fields).toMatchObject({ topicId, totalAnswered: '1', seq: '1', correctStreak: '1' })
    expect(Object.keys(fields)).toEqual(
      expect.arrayContaining(['userId', 'sub', 'currentQuestion', 'currentDifficulty']),
    )
    expect(await runScript(`return redis.call('LRANGE', KEYS[1], 0, -1)`, [`${key}:recentAnswers`], [])).toEqual(['1'])
    const scores = await runScript(
      `return redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')`,
      [`${key}:questions`],
      [],
    )
    if (!Array.isArray(scores)) throw new Error('no sorted set')
    expect(scores.length / 2).toBe(23)
    expect(scores.filter((_, index) => index % 2 === 1).every((score) => /^[1-5]$/.test(score))).toBe(true)
    const lives = await runScript(`return redis.call('TTL', KEYS[1])`, [key], [])
    expect(Number(lives)).toBeGreaterThan(86_000)
  })

  it('belongs to its owner alone', async () => {
    const ben = student(platform, 'ben@school.example')
    const { sessionId, question } = await ben.start({ topicId })
    const request = { sessionId, questionId: question.id, limit: 60, now: new Date() }
    expect(await readLiveQuiz({ ...request, sub: 'somebody else' })).toEqual({ kind: 'foreign' })
  })

  it('moves one answer further however often that is said, and never back', async () => {
    const cleo = student(platform, 'cleo@school.example')
    const { sessionId, question } = await cleo.start({ topicId })
    const before = snapshotOf(await record(sessionId))
    await cleo.answer(sessionId, question.id, 'right')
    const after = await read(sessionId)
    const answer = { ...before.current!, correct: false }
    const stale = {
      sessionId,
      seq: 1,
      answer: { questionId: answer.questionId, level: answer.level, parameters: answer.parameters, correct: false },
      correctStreak: 0,
      recent: [false],
      next: null,
      ended: false,
      now: new Date(),
    }
    await advanceLiveQuiz(stale)
    await fillLiveQuiz(before)
    expect((await read(sessionId)).reading).toEqual(after.reading)
  })

  it('is dropped when it has missed an answer, and made anew by the next', async () => {
    const dora = student(platform, 'dora@school.example')
    const { sessionId, question } = await dora.start({ topicId })
    const start = snapshotOf(await record(sessionId))
    const first = await dora.answer(sessionId, question.id, 'right')
    if (!('nextQuestion' in first) || !first.nextQuestion) throw new Error('the quiz ended early')
    // Redis as it would stand had the first answer never reached it.
    await forgetLiveQuiz(sessionId)
    await fillLiveQuiz(start)
    expect((await read(sessionId)).reading).toEqual({ kind: 'elsewhere' })
    await dora.answer(sessionId, first.nextQuestion.id, 'right')
    const { reading, fromRecord } = await read(sessionId)
    if (reading?.kind !== 'ready') throw new Error(`Redis says ${reading?.kind}`)
    expect(reading.quiz.answers).toEqual(fromRecord.answers)
  })

  it('serves nothing when the quiz has ended, and is gone within the hour', async () => {
    const emil = student(platform, 'emil@school.example')
    const started = await emil.start({ topicId, length: 1 })
    await emil.finish(started)
    const key = `session:{${started.sessionId}}`
    expect(await runScript(`return redis.call('HGET', KEYS[1], 'currentQuestion')`, [key], [])).toBe('')
    const lives = Number(await runScript(`return redis.call('TTL', KEYS[1])`, [key], []))
    expect(lives).toBeGreaterThan(3_500)
    expect(lives).toBeLessThanOrEqual(3_600)
  })
})
