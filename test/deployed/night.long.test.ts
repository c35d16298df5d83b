/** The rule that wakes the night by the clock: as it was deployed, but for the hour, which nobody can wait for. */
import { DescribeRuleCommand, ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { scheduledWorkers } from '../../lib/contract/workers.ts'
import { httpStudent, tokenOf } from '../e2e/student.ts'
import { takeGrant } from './grants.ts'
import { baseUrl, connectStores, eventBridge } from './stage.ts'

const dayMs = 24 * 60 * 60 * 1_000

test('the rule starts the night of the day before, which comes to its end and leaves files to who may read them', async () => {
  const { schedule } = scheduledWorkers.find(({ name }) => name === 'run-night')!
  const { Rules = [] } = await eventBridge.send(new ListRulesCommand({}))
  const [rule, ...others] = Rules.filter(({ ScheduleExpression }) => ScheduleExpression === schedule)
  expect(others).toEqual([])
  expect(await eventBridge.send(new DescribeRuleCommand({ Name: rule!.Name }))).toMatchObject({ State: 'ENABLED' })

  const { stores, close } = await connectStores()
  onTestFinished(close)
  const began = new Date()
  const date = new Date(began.getTime() - dayMs).toISOString().slice(0, 10)
  await stores.nightRuns.deleteOne({ _id: date })
  const wake = (ScheduleExpression: string) =>
    eventBridge.send(new PutRuleCommand({ Name: rule!.Name, ScheduleExpression, State: 'ENABLED' }))
  const soon = new Date(began.getTime() + 90_000)
  await wake(`cron(${soon.getUTCMinutes()} ${soon.getUTCHours()} * * ? *)`)
  onTestFinished(async () => {
    await wake(schedule)
  })

  await vi.waitFor(
    async () => {
      const night = await stores.nightRuns.findOne({ _id: date })
      expect(night).toMatchObject({ status: 'completed', report: { complete: true } })
      expect(night!.requestedAt.getTime()).toBeGreaterThan(began.getTime())
    },
    { timeout: 280_000, interval: 1_000 },
  )

  const admin = httpStudent(baseUrl, await tokenOf(baseUrl, 'night-admin@school.example', { admin: true }))
  const { body } = await admin.request('GET', `/api/admin/analytics?date=${date}`)
  const { downloads } = z.object({ downloads: z.record(z.string(), z.url()) }).parse(body)
  const download = async () => (await fetch(downloads['manifest.json']!)).status
  expect(await download()).toBe(200)
  // A link is worth what the role of who signed it may read.
  const giveBack = await takeGrant('prod-get-analytics', 's3:GetObject')
  try {
    expect(await download()).toBe(403)
  } finally {
    await giveBack()
  }
  expect(await download()).toBe(200)
})
