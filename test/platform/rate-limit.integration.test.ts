import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Refusal } from '../../lib/contract/problem.ts'
import { countCall } from '../../lib/platform/rate-limit.ts'
import { redis } from '../../lib/platform/redis.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, 0) + seconds * 1_000)
const who = () => `sub-${randomUUID()}`

async function outcome(call: Promise<void>): Promise<string> {
  try {
    await call
    return 'taken'
  } catch (error) {
    if (error instanceof Refusal) return `${error.problem} ${error.extras.headers?.['retry-after']}`
    throw error
  }
}

test('so many calls a minute, and the rest in the next one', async () => {
  const sub = who()
  for (let i = 0; i < 3; i += 1) expect(await outcome(countCall('starts', sub, 3, at(10)))).toBe('taken')
  expect(await outcome(countCall('starts', sub, 3, at(10.2)))).toBe('too-many-requests 50')
  expect(await outcome(countCall('starts', sub, 3, at(59.999)))).toBe('too-many-requests 1')
  expect(await outcome(countCall('starts', sub, 3, at(60)))).toBe('taken')
})

test('people and kinds of call are counted apart', async () => {
  const sub = who()
  expect(await outcome(countCall('starts', sub, 1, at(0)))).toBe('taken')
  expect(await outcome(countCall('reports', sub, 1, at(0)))).toBe('taken')
  expect(await outcome(countCall('starts', who(), 1, at(0)))).toBe('taken')
  expect(await outcome(countCall('starts', sub, 1, at(0)))).toBe('too-many-requests 60')
})

test('of many at once, exactly as many as allowed are taken', async () => {
  const sub = who()
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcome(countCall('starts', sub, 10, at(0)))))
  expect(outcomes.filter((each) => each === 'taken')).toHaveLength(10)
})

test('the counter goes by itself', async () => {
  const sub = who()
  await countCall('starts', sub, 1, at(0))
  const seconds = Number(await (await redis()).ttl(`rate:{${sub}}:starts:${at(0).getTime() / 60_000}`))
  expect(seconds).toBeGreaterThan(60)
  expect(seconds).toBeLessThanOrEqual(120)
})
