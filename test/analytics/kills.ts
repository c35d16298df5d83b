/** Nights that are killed at one store call after another, each against one that nobody disturbs. */
import { expect } from 'vitest'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import type { TestBucket } from '../support/exports.ts'
import type { TestPlatform } from '../support/platform.ts'
import { Killed, killAt } from './kill-at.ts'
import { date, everything, fillSmallDay, nightDepsOf } from './small-night.ts'

/** @param every at each so-many-th call; of every other, the call arrives and its answer does not */
export async function expectSameAfterKills(platform: TestPlatform, bucket: TestBucket, every: number): Promise<void> {
  await fillSmallDay(platform)
  const deps = nightDepsOf(platform, bucket)
  const undisturbed = killAt(deps, 0)
  await drainNight(undisturbed.deps, stages, date, { concurrency: 1 })
  const expected = await everything(platform, bucket)
  expect(JSON.parse(expected.documents.nightRuns![0]!).report.complete).toBe(true)
  expect(Object.keys(expected.files)).toHaveLength(7)

  const calls = undisturbed.calls()
  expect(calls).toBeGreaterThan(100)
  for (let at = 1; at <= calls; at += every) {
    await fillSmallDay(platform)
    const mortal = killAt(deps, at, at % 2 === 0)
    await expect(drainNight(mortal.deps, stages, date, { concurrency: 1 }), `call ${at}`).rejects.toThrow(Killed)
    await drainNight(deps, stages, date, { concurrency: 1 })
    expect(await everything(platform, bucket), `killed at call ${at} of ${calls}`).toEqual(expected)
  }
}
