/** How prompt versions did in a day. */
import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { measurePrompts } from '../../lib/analytics/prompts/prompt-figures.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { generationLog } from './generation-log.ts'
import { date, nightDepsOf } from './small-night.ts'

const platform = testPlatform()
const deps = nightDepsOf(platform, testBucket())
const work = { date, dates: [date], partition: 'all' }

it('counts what each version asked for on each model, kept, refused and paid, and nothing of other days', async () => {
  const topicId = new ObjectId()
  const { calls } = generationLog(topicId, 0)
  await platform.collections.generationLogs.insertMany([
    ...[1, 2, 3].map((index) => generationLog(topicId, index)),
    generationLog(topicId, 4, { model: 'model-2', calls: [{ ...calls[0]!, outcome: 'timed-out', cost: null }] }),
    generationLog(topicId, 5, { timestamp: new Date('2026-01-06T00:00:00Z') }),
  ])
  expect(await measurePrompts(deps, work)).toEqual({ prompts: 2, requested: 8, accepted: 4 })
  const [first, second] = await platform.collections.promptFigures.find().sort({ _id: 1 }).toArray()
  expect(first).toMatchObject({
    ...{ promptVersion: 'text@1', model: 'model-1', logs: 3, requested: 6, accepted: 3 },
    calls: { n: 3, failed: 0, latencyMs: { p50: 500, p95: 500 } },
    refusals: [{ rule: 'key-in-text', candidates: 3 }],
  })
  expect(first!.calls.cost).toBeCloseTo(0.003)
  expect(second).toMatchObject({ model: 'model-2', calls: { n: 1, failed: 1, cost: null } })
})

it('forgets what is no longer in the logs', async () => {
  await platform.collections.generationLogs.deleteMany({ model: 'model-2' })
  await measurePrompts(deps, work)
  expect(await platform.collections.promptFigures.countDocuments()).toBe(1)
})

it('counts a job that was put off and came back as one that asked once', async () => {
  const topicId = new ObjectId()
  const job = { jobId: 'put-off:3', userId: new ObjectId(), model: 'model-3' }
  await platform.collections.generationLogs.insertMany([
    generationLog(topicId, 6, { ...job, questionsGenerated: 0 }),
    generationLog(topicId, 7, job),
  ])
  await measurePrompts(deps, work)
  const { requested, questionsGenerated } = generationLog(topicId, 7, job)
  expect(await platform.collections.promptFigures.findOne({ model: 'model-3' })).toMatchObject({
    ...{ logs: 2, requested, accepted: questionsGenerated },
    calls: { n: 2 },
  })
})
