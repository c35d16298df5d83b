/** The rule that wakes the night by the clock: as it was deployed, but for the hour, which nobody can wait for. */
import { DescribeRuleCommand, ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge'
import { expect, onTestFinished, test, vi } from 'vitest'
import { scheduledWorkers } from '../../lib/contract/workers.ts'
import { connectStores, eventBridge } from './stage.ts'

const dayMs = 24 * 60 * 60 * 1_000

test('the rule starts the night of the day before, which comes to its end', async () => {
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
})
