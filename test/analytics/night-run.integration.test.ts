/** The night's runner, on stages that only count how they are called. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { NightDeps } from '../../lib/analytics/night/deps.ts'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { openNight } from '../../lib/analytics/night/open-night.ts'
import { resumeNights } from '../../lib/analytics/night/resume-nights.ts'
import type { Stage } from '../../lib/analytics/night/stage.ts'
import { workPartition } from '../../lib/analytics/night/work-partition.ts'
import type { NightMessage } from '../../lib/contract/events.ts'
import { testPlatform } from '../support/platform.ts'

const platform = testPlatform()
const date = '2026-01-05'
const minute = 60_000
let now = Date.parse('2026-01-06T03:15:00Z')
let sent: NightMessage[] = []
let calls: string[] = []

const deps = {
  get collections() {
    return platform.collections
  },
  clock: () => new Date(now),
  wake: async (messages: readonly NightMessage[]) => {
    sent.push(...messages)
  },
} as NightDeps

const stage = (
  name: string,
  partitions: string[],
  run: (partition: string) => Promise<void> = async () => {},
): Stage => ({
  name,
  partitions: async () => partitions,
  run: async (_, { partition }) => {
    calls.push(`${name}:${partition}`)
    await run(partition)
    return { done: 1 }
  },
})

const stages = [stage('first', ['a', 'b']), stage('none', []), stage('second', ['c'])] as const
const read = () => platform.collections.nightRuns.findOne({ _id: date })
const take = () => sent.splice(0)

beforeEach(async () => {
  await platform.collections.nightRuns.deleteMany({})
  sent = []
  calls = []
})

it('opens a stage when the last partition of the one before is closed, and passes over empty ones', async () => {
  await openNight(deps, stages, date)
  const [a, b] = take()
  expect([a?.partition, b?.partition]).toEqual(['a', 'b'])
  await workPartition(deps, stages, a!)
  expect(take()).toEqual([])
  await workPartition(deps, stages, b!)
  const [c] = take()
  expect(c).toMatchObject({ stage: 'second', partition: 'c' })
  await workPartition(deps, stages, c!)
  expect(calls).toEqual(['first:a', 'first:b', 'second:c'])
  expect(await read()).toMatchObject({ status: 'completed', finishedAt: new Date(now) })
})

it('does nothing for a message that comes twice, late, or of another run', async () => {
  await openNight(deps, stages, date)
  const messages = take()
  await Promise.all(messages.flatMap((each) => [each, each, each]).map((each) => workPartition(deps, stages, each)))
  await Promise.all(take().map((each) => workPartition(deps, stages, each)))
  for (const message of messages) await workPartition(deps, stages, message)
  await workPartition(deps, stages, { ...messages[0]!, run: 7 })
  expect(calls.toSorted()).toEqual(['first:a', 'first:b', 'second:c'])
  expect((await read())?.closed).toHaveLength(3)
})

it('works a date again once it is done, and only resumes it before', async () => {
  await openNight(deps, stages, date)
  await openNight(deps, stages, date)
  expect((await read())?.run).toBe(1)
  await drainNight(deps, stages, date)
  await drainNight(deps, stages, date)
  expect(await read()).toMatchObject({ run: 2, status: 'completed' })
  expect(calls).toHaveLength(6)
})

it('refuses a day that has not begun', async () => {
  await expect(openNight(deps, stages, '2026-01-07')).rejects.toThrow(RangeError)
})

describe('a partition that fails', () => {
  const failing = [
    stage('first', ['a', 'b'], async (partition) => {
      if (partition === 'a') throw new TypeError('no way')
    }),
    stage('second', ['c']),
  ] as const

  it('is tried three times, then recorded, and the night goes on', async () => {
    const night = await drainNight(deps, failing, date, { concurrency: 1 })
    expect(calls.filter((call) => call === 'first:a')).toHaveLength(3)
    expect(calls.at(-1)).toBe('second:c')
    expect(night.closed.find(({ partition }) => partition === 'a')).toMatchObject({ error: 'TypeError: no way' })
    expect(night.status).toBe('completed')
  })

  it('is begun again by the sweeper, since its message is gone', async () => {
    await openNight(deps, failing, date)
    for (const message of take()) await workPartition(deps, failing, message)
    now += 3 * minute
    expect(await resumeNights(deps, failing)).toBe(1)
    expect(take()).toMatchObject([{ partition: 'a' }])
  })
})

describe('a worker that dies', () => {
  it('loses its partition after a quarter of an hour', async () => {
    let dead = true
    const deadly = [stage('first', ['a'], () => (dead ? new Promise(() => {}) : Promise.resolve()))] as const
    await openNight(deps, deadly, date)
    const [message] = take()
    void workPartition(deps, deadly, message!)
    await expect.poll(async () => (await read())?.open[0]?.startedAt).not.toBeNull()
    now += 10 * minute
    expect(await resumeNights(deps, deadly)).toBe(0)
    now += 10 * minute
    dead = false
    expect(await resumeNights(deps, deadly)).toBe(1)
    for (const each of take()) await workPartition(deps, deadly, each)
    expect(await read()).toMatchObject({ status: 'completed' })
    expect(calls).toEqual(['first:a', 'first:a'])
  })

  it('three times over makes the night go on without it', async () => {
    const deadly = [stage('first', ['a'], () => new Promise(() => {}))] as const
    await openNight(deps, deadly, date)
    for (let death = 0; death < 3; death += 1) {
      void workPartition(deps, deadly, take()[0]!)
      await expect.poll(async () => (await read())?.open[0]?.tries).toBe(death + 1)
      now += 20 * minute
      await resumeNights(deps, deadly)
    }
    expect(await read()).toMatchObject({ status: 'completed', closed: [{ error: 'its workers never came back' }] })
  })
})

it('resumes a run that died between two stages', async () => {
  await openNight(deps, stages, date)
  await platform.collections.nightRuns.updateOne({ _id: date }, { $set: { open: [] } })
  take()
  now += 3 * minute
  await resumeNights(deps, stages)
  expect(take()[0]).toMatchObject({ stage: 'second' })
})
