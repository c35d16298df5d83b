/** What administrators read of days, nights, exports and reports. */
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { nightRequestedType } from '../../lib/contract/events.ts'
import { problemUrn } from '../../lib/contract/problem.ts'
import {
  getAnalyticsRoute,
  listExportsRoute,
  listNightsRoute,
  listReportsRoute,
  requestNightRoute,
} from '../../lib/contract/routes/analytics.ts'
import { reportQuestionRoute } from '../../lib/contract/routes/quiz.ts'
import { fillSmallDay, nightDepsOf } from '../analytics/small-night.ts'
import { testAws } from '../support/aws.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const { call, refused, adminToken, tokenFor } = platform
const aws = testAws()
const bucket = testBucket()
const date = '2026-01-05'

const get = (query: Record<string, string>) => call(getAnalyticsRoute, { token: adminToken(), query })

describe('GET /api/admin/analytics', () => {
  it('gives a past day as the night stored it, or computed and not stored when no night has', async () => {
    await fillSmallDay(platform)
    const computed = (await get({ date })).body
    expect(computed).toMatchObject({ date, totalQuizzesTaken: 120, downloads: {} })
    expect(await platform.collections.analytics.countDocuments()).toBe(0)
    await drainNight(nightDepsOf(platform, bucket), stages, date)
    const stored = (await get({ date })).body
    expect(stored).toEqual({ ...computed, downloads: expect.objectContaining({ 'attempts.csv': expect.any(String) }) })
    await platform.collections.analytics.updateOne({ _id: date }, { $set: { totalQuizzesTaken: 7 } })
    expect((await get({ date })).body).toMatchObject({ totalQuizzesTaken: 7 })
  })

  it('counts today as far as it has come', async () => {
    const taker = student(platform, 'today@school.example')
    const topicId = await stockTopic(platform)
    await taker.finish(await taker.start({ topicId, length: 3 }))
    const { body } = await get({})
    expect(body).toMatchObject({ date: new Date().toISOString().slice(0, 10), totalQuizzesTaken: 1 })
  })

  it('gives several days at once', async () => {
    const { body } = await get({ from: '2026-01-04', to: '2026-01-06' })
    expect('days' in body && body.days.map((day) => day.date)).toEqual(['2026-01-04', '2026-01-05', '2026-01-06'])
  })

  it('pages through the raw answers of a range, each once, in any size of page', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = { date, type: 'attempts', limit: '97', ...(cursor && { cursor }) }
      const { body } = await get(query)
      if (!('attempts' in body)) throw new Error('no page of answers')
      seen.push(...body.attempts.map(({ attemptId }) => attemptId))
      cursor = body.cursor
    }
    expect(seen).toHaveLength(600)
    expect(new Set(seen).size).toBe(600)
  })

  it('gives answers as CSV by format or by Accept', async () => {
    const query = { date, type: 'attempts', limit: '5' }
    for (const request of [{ query: { ...query, format: 'csv' } }, { query, headers: { accept: 'text/csv' } }]) {
      const { headers, body } = await call<typeof getAnalyticsRoute, string>(getAnalyticsRoute, {
        token: adminToken(),
        ...request,
      })
      expect(headers['content-type']).toMatch(/^text\/csv/)
      expect(headers['x-next-cursor']).toMatch(/-/)
      expect(body.split('\r\n')[0]).toBe(
        'attemptId,topicId,sessionId,userId,questionId,itemId,seq,difficulty,correct,latencyMs,timestamp',
      )
    }
  })

  it.each([
    [{ date: '2026-02-30' }],
    [{ from: '2026-01-01' }],
    [{ from: '2026-01-02', to: '2026-01-01' }],
    [{ from: '2024-01-01', to: '2026-01-01' }],
    [{ date, from: date, to: date }],
    [{ type: 'attempts', cursor: '$ne' }],
    [{ day: date }],
  ])('refuses %j', async (query: Record<string, string | undefined>) => {
    const { status } = await refused(getAnalyticsRoute, { token: adminToken(), query: query as Record<string, string> })
    expect(status).toBe(422)
  })
})

describe('nights', () => {
  it('are asked for by an event on the bus', async () => {
    const { status } = await call(requestNightRoute, { token: adminToken(), body: { date } })
    expect(status).toBe(202)
    // Behind all that the quizzes and nights before have told.
    const told: unknown[] = []
    while (!told.some((event) => isDeepStrictEqual(event, { type: nightRequestedType, detail: { date } }))) {
      told.push(...(await aws.events(1)).map(({ 'detail-type': type, detail }) => ({ type, detail })))
    }
  })

  it('of days to come are refused', async () => {
    const { status, body } = await refused(requestNightRoute, { token: adminToken(), body: { date: '2999-01-01' } })
    expect([status, body.type]).toEqual([422, problemUrn('invalid-request')])
  })

  it('are listed with their reports', async () => {
    const { body } = await call(listNightsRoute, { token: adminToken() })
    expect(body.runs[0]).toMatchObject({ date, run: 1, status: 'completed', open: 0, report: { complete: true } })
  })
})

it('exports are listed with links that work', async () => {
  const { body } = await call(listExportsRoute, { token: adminToken() })
  const [latest] = body.exports
  expect(latest?.files.map(({ name }) => name)).toEqual([
    ...['attempts.csv', 'dpo.jsonl', 'manifest.json', 'provenance.jsonl', 'sft.train.jsonl', 'sft.valid.jsonl'],
    'wrong-answers.csv',
  ])
  const attempts = latest?.files[0]
  expect((await (await fetch(attempts!.url)).text()).length).toBe(attempts!.bytes)
})

it('reports are listed latest first, with their question, in pages', async () => {
  const taker = student(platform, 'reporter@school.example')
  const topicId = await stockTopic(platform)
  const { question } = await taker.start({ topicId })
  for (const reason of ['ambiguous', 'technical', 'other']) {
    await call(reportQuestionRoute, { token: taker.token, body: { questionId: question.id, reason } })
  }
  const first = await call(listReportsRoute, { token: adminToken(), query: { limit: '2' } })
  expect(first.body.reports.map(({ reason }) => reason)).toEqual(['other', 'technical'])
  expect(first.body.reports[0]?.question).toEqual({ text: question.text, type: 'multiple-choice', status: 'active' })
  const cursor = first.body.cursor ?? ''
  const second = await call(listReportsRoute, { token: adminToken(), query: { limit: '2', cursor } })
  expect(second.body).toMatchObject({ reports: [{ reason: 'ambiguous' }], cursor: null })
})

it.each([getAnalyticsRoute, requestNightRoute, listNightsRoute, listExportsRoute, listReportsRoute])(
  '$method $path is for admins',
  async (route) => {
    const { status } = await refused(route, { token: tokenFor('somebody@school.example') })
    expect(status).toBe(403)
  },
)
