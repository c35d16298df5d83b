/** What a request leaves behind for whoever looks after the platform: lines with its ids, and its metrics. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type MetricName, metricCatalogue } from '../../lib/contract/metrics.ts'
import { runScript } from '../../lib/platform/redis.ts'
import { testAws } from '../support/aws.ts'
import { logsOf, testPlatform } from '../support/platform.ts'
import { type Student, stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform({ POWERTOOLS_METRICS_DISABLED: 'false' })
testAws()

type Line = Record<string, unknown> & {
  message?: string
  _aws?: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] }
}
let lines: Line[] = []
let text = ''
let sessionId = ''
let anna: Student

beforeAll(async () => {
  const topicId = await stockTopic(platform)
  anna = student(platform, 'observed@school.example')
  text = await logsOf(async () => {
    const started = await anna.start({ topicId, length: 5 })
    sessionId = started.sessionId
    const reply = await anna.answer(sessionId, started.question.id, 'right')
    // Redis forgets the quiz: the next answer comes from MongoDB, and Redis is filled anew.
    await runScript("return redis.call('DEL', KEYS[1])", [`session:{${sessionId}}`], [])
    if (!('nextQuestion' in reply) || !reply.nextQuestion) throw new Error('a quiz of five has a second question')
    await anna.answer(sessionId, reply.nextQuestion.id, 'right')
  })
  lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
})

const metricsOf = (line: Line) => line._aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name))
const emitted = (name: MetricName) => lines.filter((line) => metricsOf(line)?.includes(name))

describe('a quiz leaves', () => {
  test('a line for each request, with the ids of request, session and user', () => {
    const replied = lines.filter(({ message }) => message === 'replied')
    expect(replied.map(({ route }) => route)).toEqual([
      'POST /api/quiz/start',
      'POST /api/quiz/answer',
      'POST /api/quiz/answer',
    ])
    const [{ sub } = {}] = replied
    expect(sub).toMatch(/^\d+$/)
    for (const line of replied) expect(line).toMatchObject({ sessionId, sub, requestId: expect.any(String) })
  })

  test('nothing of the token, the address or the questions', () => {
    for (const secret of [anna.token, anna.email, 'observed@', 'right', 'Explanation', 'Question k-']) {
      expect(text).not.toContain(secret)
    }
  })

  test('how long start, answers and stores took', () => {
    expect(emitted('StartLatency')).toHaveLength(1)
    expect(emitted('AnswerLatency')).toHaveLength(2)
    for (const line of emitted('AnswerLatency')) {
      expect(metricsOf(line)).toEqual(expect.arrayContaining(['MongoDbLatency', 'RedisLatency']))
      expect(line.service).toBe('adaptive-quiz')
    }
  })

  test('that Redis did not hold the quiz once, and was filled again', () => {
    expect(emitted('RedisMisses')).toMatchObject([{ RedisMisses: 1 }])
    expect(emitted('RedisRebuilds')).toMatchObject([{ RedisRebuilds: 1 }])
    expect(emitted('RedisFailures')).toEqual([])
  })

  test('no metric that the catalogue does not know', () => {
    for (const name of lines.flatMap((line) => metricsOf(line) ?? [])) expect(metricCatalogue).toHaveProperty(name)
  })
})
