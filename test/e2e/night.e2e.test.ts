/** A night of the whole platform: quizzes are played, the night is asked for, and its figures and files are there. */
import { randomUUID } from 'node:crypto'
import { describe, expect, inject, it, vi } from 'vitest'
import * as z from 'zod'
import { dayFiguresSchema, nightRunsSchema } from '../../lib/contract/analytics.ts'
import { type HttpStudent, httpStudent, tokenOf } from './student.ts'

const baseUrl = inject('baseUrl')
const run = randomUUID().slice(0, 8)
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

async function play(taker: HttpStudent, topicId: string) {
  const { sessionId, question } = await taker.start({ topicId, length: 5 })
  for (let asked: typeof question | null = question; asked; ) {
    const reply = await taker.answer(sessionId, asked)
    asked = 'nextQuestion' in reply ? reply.nextQuestion : null
  }
}

describe.runIf(local)('a night', () => {
  it('that was asked for leaves the day’s figures, its report, and files to download', async () => {
    const admin = httpStudent(baseUrl, await tokenOf(baseUrl, `night.${run}@school.example`, { admin: true }))
    // Of the seeded ones: other tests make topics that are not for everybody, or not for long.
    const { topicId } = (await admin.topics()).find(({ title }) => title === 'Algebra')!
    for (const name of ['one', 'two', 'three']) {
      await play(httpStudent(baseUrl, await tokenOf(baseUrl, `${name}.${run}@school.example`)), topicId)
    }
    const date = new Date().toISOString().slice(0, 10)
    const before = z
      .looseObject(dayFiguresSchema.shape)
      .parse((await admin.request('GET', '/api/admin/analytics')).body)
    expect(before.totalQuizzesTaken).toBeGreaterThanOrEqual(3)

    const asked = await fetch(`${baseUrl}/local/schedule/nightly`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ date }),
    })
    expect(asked.status).toBe(202)
    await vi.waitFor(
      async () => {
        const { runs } = nightRunsSchema.parse((await admin.request('GET', '/api/admin/analytics/runs')).body)
        const night = runs.find((each) => each.date === date)
        expect(night).toMatchObject({ status: 'completed', report: { complete: true } })
      },
      { timeout: 50_000, interval: 500 },
    )

    const day = z
      .looseObject({ ...dayFiguresSchema.shape, downloads: z.record(z.string(), z.url()) })
      .parse((await admin.request('GET', `/api/admin/analytics?date=${date}`)).body)
    expect(day.topics.find((each) => each.topicId === topicId)?.quizzesTaken).toBeGreaterThanOrEqual(3)
    const csv = await (await fetch(day.downloads['attempts.csv']!)).text()
    expect(csv).toMatch(/^question_text,was_answered_correctly,difficulty,type,topic,latency_ms,item,/)
    expect(csv.split('\r\n').length).toBeGreaterThan(15)
    const manifest = await (await fetch(day.downloads['manifest.json']!)).json()
    expect(manifest).toMatchObject({
      date,
      files: expect.arrayContaining([expect.objectContaining({ name: 'dpo.jsonl' })]),
    })
  }, 90_000)

  it('is for admins', async () => {
    const student = httpStudent(baseUrl, await tokenOf(baseUrl, `curious.${run}@school.example`))
    expect(await student.request('GET', '/api/admin/analytics')).toMatchObject({ status: 403 })
    expect(await student.request('POST', '/api/admin/analytics/run', { date: '2026-01-05' })).toMatchObject({
      status: 403,
    })
  })
})
