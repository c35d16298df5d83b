/** Item statistics, calibration and quarantine over stored quizzes. */
import type { ObjectId } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { calibrateTopic } from '../../lib/analytics/items/calibrate-stage.ts'
import { measureItems } from '../../lib/analytics/items/item-statistics-stage.ts'
import { quarantineItems } from '../../lib/analytics/items/quarantine-stage.ts'
import type { StageWork } from '../../lib/analytics/night/stage.ts'
import type { BankItemDocument } from '../../lib/contract/documents.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { date, fillSmallDay, nightDepsOf } from './small-night.ts'

const platform = testPlatform()
const deps = nightDepsOf(platform, testBucket())
const { collections } = platform

let work: StageWork
let topicId: ObjectId
let bad: BankItemDocument

beforeAll(async () => {
  await fillSmallDay(platform)
  const [topic] = await collections.topics.find().sort({ _id: 1 }).toArray()
  topicId = topic!._id
  work = { date, dates: [date], partition: topicId.toHexString() }
  bad = (await collections.bankItems.findOne({ topicId, level: 3 }))!
})

const statusOf = async ({ _id }: BankItemDocument) => (await collections.bankItems.findOne({ _id }))?.status

describe('item statistics', () => {
  it('cover every answered item, and show which one the weak answer better', async () => {
    await measureItems(deps, work)
    const statistics = await collections.itemStatistics.find({ topicId }).toArray()
    const answers = await collections.attempts.countDocuments({ topicId })
    expect(statistics.reduce((sum, { n }) => sum + n, 0)).toBe(answers)
    const negative = statistics.find(({ _id }) => _id.equals(bad._id))
    expect(negative!.discriminationIndex).toBeLessThan(0)
    expect(negative!.distractors!.options.find(({ isKey }) => isKey)!.option).toBe(0)
  })

  it('stay the same when a day is counted again, and add up over days', async () => {
    const before = await collections.itemStatistics.find({ topicId }).toArray()
    await measureItems(deps, { ...work, dates: ['2025-12-31', date, '2026-01-06'] })
    expect(await collections.itemStatistics.find({ topicId }).toArray()).toEqual(before)
    const moved = await collections.quizSessions.find({ topicId, status: 'completed' }).limit(20).toArray()
    const ids = moved.map(({ _id }) => _id)
    await collections.quizSessions.updateMany(
      { _id: { $in: ids } },
      { $set: { endTime: new Date('2025-12-31T10:00Z') } },
    )
    await measureItems(deps, { ...work, dates: [date, '2025-12-31'] })
    const after = await collections.itemStatistics.find({ topicId }).toArray()
    expect(after.map(({ _id, n, facility }) => ({ _id, n, facility }))).toEqual(
      before.map(({ _id, n, facility }) => ({ _id, n, facility })),
    )
  })
})

describe('calibration', () => {
  it('is published to the stock and the topic, and never to questions in quizzes', async () => {
    const copies = await collections.questions.find({ topicId }).sort({ _id: 1 }).toArray()
    await calibrateTopic(deps, work)
    const calibration = await collections.calibrations.findOne({ topicId, date })
    const items = await collections.bankItems.find({ topicId }).toArray()
    expect(items.some(({ b, level }) => b !== level - 3)).toBe(true)
    const published = calibration!.items.find((item) => item.published)
    expect(items.find(({ _id }) => _id.toHexString() === published!.item)!.b).toBe(published!.b)
    const topic = await collections.topics.findOne({ _id: topicId })
    expect(topic!.levelMeans!.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5])
    expect(await collections.questions.find({ topicId }).sort({ _id: 1 }).toArray()).toEqual(copies)
  })

  it('of an older date is kept, and not published over a newer one', async () => {
    const before = await collections.bankItems.find({ topicId }).toArray()
    await calibrateTopic(deps, { ...work, date: '2025-12-31' })
    expect(await collections.calibrations.countDocuments({ topicId })).toBe(2)
    expect(await collections.bankItems.find({ topicId }).toArray()).toEqual(before)
  })
})

describe('quarantine', () => {
  it('takes the item out of circulation, with its evidence', async () => {
    expect(await quarantineItems(deps, work)).toEqual({ quarantined: expect.any(Number) })
    expect(await statusOf(bad)).toBe('quarantined')
    const record = await collections.quarantines.findOne({ _id: bad._id })
    expect(record).toMatchObject({ date, applied: true })
    expect(record!.evidence.map(({ rule }) => rule)).toContain('negative-discrimination')
  })

  it('does not come again on the same evidence once it is reverted', async () => {
    await collections.bankItems.updateOne({ _id: bad._id }, { $set: { status: 'active' } })
    for (const night of [date, '2026-01-06']) await quarantineItems(deps, { ...work, date: night, dates: [night] })
    expect(await statusOf(bad)).toBe('active')
  })

  it('comes again on new evidence', async () => {
    const next = '2026-01-06'
    const reporters = await collections.questions.distinct('userId', { itemId: bad._id })
    await collections.questions.updateMany({ itemId: bad._id }, { $set: { servedAt: new Date(`${next}T10:00:00Z`) } })
    const reports = reporters.map((userId) => ({ userId, itemId: bad._id, topicId, at: new Date(`${next}T10:00:00Z`) }))
    await platform.db.collection('reports').insertMany(reports.map((report) => ({ ...report, reason: 'other' })))
    await quarantineItems(deps, { ...work, date: next, dates: [next] })
    expect(await statusOf(bad)).toBe('quarantined')
    expect((await collections.quarantines.findOne({ _id: bad._id }))!.evidence).toMatchObject([{ rule: 'reported' }])
  })
})
