/** Questions into the bank through the front door. */
import { describe, expect, inject, it } from 'vitest'
import * as z from 'zod'
import { httpStudent, tokenOf } from './student.ts'

const baseUrl = inject('baseUrl')

describe('an admin', () => {
  it('imports questions into a topic, looks one up, and takes it out of circulation', async () => {
    const admin = httpStudent(baseUrl, await tokenOf(baseUrl, 'bank-admin@school.example', { admin: true }))
    const topic = { title: 'Sets (imported)', description: 'Of imports.', difficultyRange: { min: 1, max: 3 } }
    const created = await admin.request('POST', '/api/admin/topics', topic)
    const { topicId } = z.object({ topicId: z.string() }).parse(created.body)
    const content = '// [id:subsets] [tag:level:2]\nHow many subsets has a set of 3? {=8 ~3 ~6 ~9}\n'
    const request = { topicId, format: 'gift', content }
    const dry = await admin.request('POST', '/api/admin/questions?dryRun=true', request)
    expect([dry.status, dry.body]).toMatchObject([200, { imported: 1 }])
    const imported = await admin.request('POST', '/api/admin/questions', request)
    expect([imported.status, imported.body]).toMatchObject([
      201,
      { imported: 1, updated: 0, skipped: [], problems: [] },
    ])
    const bad = await admin.request('POST', '/api/admin/questions', { ...request, content: `${content}\nWrite! {}` })
    expect([bad.status, bad.body]).toMatchObject([
      422,
      { issues: [{ path: '/content', message: 'line 4: is an essay' }] },
    ])

    const listed = await admin.request('GET', `/api/admin/questions?topicId=${topicId}`)
    const { questions } = z.object({ questions: z.array(z.object({ id: z.string() })).length(1) }).parse(listed.body)
    const path = `/api/admin/questions/${questions[0]!.id}`
    expect((await admin.request('GET', path)).body).toMatchObject({ key: 'subsets', status: 'active' })
    const quarantined = await admin.request('PATCH', path, { action: 'quarantine', reason: 'Just a try.' })
    expect(quarantined.body).toMatchObject({ status: 'quarantined', history: [{ reason: 'Just a try.' }] })
  })
})
