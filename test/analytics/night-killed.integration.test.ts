/** A night that is killed and started again leaves what one leaves that nobody disturbs, byte for byte. */
import { describe, expect, it } from 'vitest'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { testAws } from '../support/aws.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { expectSameAfterKills } from './kills.ts'
import { date, everything, fillSmallDay, nightDepsOf } from './small-night.ts'

const platform = testPlatform()
testAws()
const bucket = testBucket()

describe('a night', () => {
  it('is the same when it is killed at any store call and started again', async () => {
    await expectSameAfterKills(platform, bucket, 71)
  }, 120_000)

  it('done twice on unchanged data leaves the same files, and the same documents but for its own run', async () => {
    await fillSmallDay(platform)
    const deps = nightDepsOf(platform, bucket)
    await drainNight(deps, stages, date)
    const first = await everything(platform, bucket)
    await drainNight(deps, stages, date)
    const second = await everything(platform, bucket)
    expect(second.files).toEqual(first.files)
    expect({ ...second.documents, nightRuns: [] }).toEqual({ ...first.documents, nightRuns: [] })
    expect(JSON.parse(second.documents.nightRuns![0]!).report).toEqual(
      JSON.parse(first.documents.nightRuns![0]!).report,
    )
  })

  it('is the same by one worker as by three', async () => {
    await fillSmallDay(platform)
    const deps = nightDepsOf(platform, bucket)
    await drainNight(deps, stages, date, { concurrency: 1 })
    const one = await everything(platform, bucket)
    await fillSmallDay(platform)
    await Promise.all([drainNight(deps, stages, date), drainNight(deps, stages, date)])
    const several = await everything(platform, bucket)
    expect(several.files).toEqual(one.files)
    expect({ ...several.documents, nightRuns: [] }).toEqual({ ...one.documents, nightRuns: [] })
  })
})
