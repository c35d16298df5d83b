import { Redis } from '@upstash/redis'
import { describe, expect, it } from 'vitest'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'
import { temporaryRedis } from '../support/temporary-redis.ts'

const own = await temporaryRedis()
const platform = testPlatform({ UPSTASH_REDIS_REST_URL: own.restUrl, UPSTASH_REDIS_REST_TOKEN: own.restToken })
const redis = new Redis({ url: own.restUrl, token: own.restToken, enableTelemetry: false })

/** What a student sees, but for ids that are drawn anew in each quiz. */
const seen = ({ questions, replies }: Awaited<ReturnType<ReturnType<typeof student>['finish']>>) => ({
  questions: questions.map(({ id: _, ...question }) => question),
  verdicts: replies.map(({ correct, feedback, explanation }) => ({ correct, feedback, explanation })),
  result: replies.map((reply) => ('completed' in reply ? reply.result : null)),
})

describe('a quiz that loses Redis', () => {
  it('between any two answers goes on as if nothing had been lost', async () => {
    const { quizDeps } = await import('../../lib/quiz/deps.ts')
    const { startQuiz } = await import('../../lib/quiz/start-quiz.ts')
    const deps = { ...(await quizDeps()), newSeed: () => 'the same for all' }
    const topicId = await stockTopic(platform)
    const topic = await platform.collections.topics.findOne({ title: `Topic ${topicId}` })
    const take = async (email: string, policy: 'irt' | 'practice' | 'rolling', between: () => Promise<unknown>) => {
      const taker = student(platform, email)
      await platform.collections.bankItems.updateMany({}, { $set: { served: 0 } })
      await platform.call(getMeRoute, { token: taker.token })
      const user = await platform.collections.users.findOne({ email: taker.email })
      const request = { topicId, policy, restart: true }
      const result = await startQuiz(deps, { user: user!, topic: topic!, request })
      if (result.kind !== 'created') throw new Error('no quiz was started')
      return seen(await taker.finish(result.started, (number) => number % 3 !== 0, between))
    }
    for (const policy of ['irt', 'practice', 'rolling'] as const) {
      const undisturbed = await take(`${policy}-a@school.example`, policy, async () => undefined)
      const flushed = await take(`${policy}-b@school.example`, policy, () => redis.flushall())
      expect(flushed).toEqual(undisturbed)
    }
  })

  it('for good finishes all the same, and a new one can be started', async () => {
    const topicId = await stockTopic(platform)
    const anna = student(platform, 'anna@school.example')
    const started = await anna.start({ topicId })
    await own.stop()
    const { replies } = await anna.finish(started)
    expect(replies.at(-1)).toMatchObject({ completed: true, total: 10 })
    const again = await anna.finish(await anna.start({ topicId }))
    expect(again.replies.at(-1)).toMatchObject({ completed: true, total: 10 })
  })
})
