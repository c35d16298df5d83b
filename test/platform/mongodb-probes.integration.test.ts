/**
 * What this project's queries and updates rely on, held against whatever server the tests run on. Each probe names the
 * page of the MongoDB manual (https://www.mongodb.com/docs/manual/) that says so.
 */
import type { Db } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyCollections, collectionDefinitions } from '../../lib/platform/collections.ts'
import { isDuplicateKey } from '../../lib/platform/mongo.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'

type Row = { _id: number; [field: string]: unknown }
const db: Db = temporaryDatabase()
const rows = (name: string) => db.collection<Row>(name)
const codeOf = (write: Promise<unknown>) =>
  write.then(
    () => null,
    (error: unknown) => isDuplicateKey(error),
  )

describe('a unique index', () => {
  beforeAll(async () => {
    await rows('unique').createIndex({ s: 1, seq: 1 }, { unique: true })
  })

  it('lets one of many simultaneous inserts in, and fails the others with code 11000 (core/index-unique)', async () => {
    const inserts = Array.from({ length: 100 }, (_, index) =>
      codeOf(rows('unique').insertOne({ _id: index, s: 1, seq: 0 })),
    )
    const outcomes = await Promise.all(inserts)
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(99)
    expect(await rows('unique').countDocuments({ s: 1 })).toBe(1)
  })

  it('lets a value be used again when its document is deleted (core/index-unique)', async () => {
    await rows('unique').insertOne({ _id: 200, s: 2, seq: 0 })
    await rows('unique').deleteOne({ _id: 200 })
    await rows('unique').insertOne({ _id: 201, s: 2, seq: 0 })
    expect(await rows('unique').findOne({ s: 2, seq: 0 })).toMatchObject({ _id: 201 })
  })
})

describe('an unordered insertMany', () => {
  it('inserts what it can and names each duplicate (reference/method/db.collection.insertMany)', async () => {
    await rows('many').insertOne({ _id: 2 })
    const insert = rows('many').insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: 3 }], { ordered: false })
    const error: unknown = await insert.catch((caught: unknown) => caught)
    expect(isDuplicateKey(error)).toBe(true)
    expect(error).toMatchObject({
      writeErrors: [
        { index: 1, code: 11000 },
        { index: 3, code: 11000 },
      ],
    })
    expect(await rows('many').countDocuments()).toBe(3)
  })
})

describe('a client-level bulkWrite', () => {
  it('updates several collections in one command, each where its filter holds (reference/command/bulkWrite)', async () => {
    await rows('sessions').insertOne({ _id: 1, n: 3, status: 'active' })
    await rows('served').insertOne({ _id: 1, at: null })
    const write = (n: number, at: number) =>
      db.client.bulkWrite<Record<string, { _id: number; [field: string]: unknown }>>(
        [
          {
            name: 'updateOne',
            namespace: `${db.databaseName}.sessions`,
            filter: { _id: 1, status: 'active', n: { $lt: n } },
            update: { $set: { n, list: [n] } },
          },
          {
            name: 'updateOne',
            namespace: `${db.databaseName}.served`,
            filter: { _id: 1, at: null },
            update: { $set: { at } },
          },
        ],
        { ordered: false },
      )
    expect(await write(4, 100)).toMatchObject({ matchedCount: 2, modifiedCount: 2 })
    expect(await write(4, 200)).toMatchObject({ matchedCount: 0, modifiedCount: 0 })
    expect(await write(3, 300)).toMatchObject({ matchedCount: 0 })
    expect(await rows('sessions').findOne({ _id: 1 })).toEqual({ _id: 1, n: 4, status: 'active', list: [4] })
    expect(await rows('served').findOne({ _id: 1 })).toEqual({ _id: 1, at: 100 })
  })
})

describe('an update', () => {
  it('guarded by a missing array element lets one of many writers in (reference/operator/query/exists)', async () => {
    await rows('guarded').insertOne({ _id: 1, questions: ['a'] })
    const writers = ['b', 'c', 'd', 'e'].map((next) =>
      rows('guarded').updateOne({ _id: 1, 'questions.1': { $exists: false } }, { $set: { questions: ['a', next] } }),
    )
    const matched = (await Promise.all(writers)).reduce((sum, { matchedCount }) => sum + matchedCount, 0)
    expect(matched).toBe(1)
    expect((await rows('guarded').findOne({ _id: 1 }))?.questions).toHaveLength(2)
  })

  it('by $addToSet adds a value once (reference/operator/update/addToSet)', async () => {
    const sets = db.collection<{ _id: number; progress: { topics: string[] } }>('sets')
    await sets.insertOne({ _id: 1, progress: { topics: [] } })
    for (const topic of ['x', 'y', 'x']) {
      await sets.updateOne({ _id: 1 }, { $addToSet: { 'progress.topics': topic } })
    }
    expect(await sets.findOne({ _id: 1 })).toMatchObject({ progress: { topics: ['x', 'y'] } })
  })

  it('with upsert sets $setOnInsert fields at the insert alone (reference/operator/update/setOnInsert)', async () => {
    const seeded = db.collection<{ _id: number; text: string; served: number }>('seeded')
    const put = (text: string) =>
      seeded.updateOne({ _id: 1 }, { $set: { text }, $setOnInsert: { served: 0 } }, { upsert: true })
    expect(await put('old')).toMatchObject({ upsertedCount: 1 })
    await seeded.updateOne({ _id: 1 }, { $inc: { served: 5 } })
    expect(await put('new')).toMatchObject({ upsertedCount: 0, matchedCount: 1 })
    expect(await seeded.findOne({ _id: 1 })).toEqual({ _id: 1, text: 'new', served: 5 })
  })
})

describe('a query', () => {
  beforeAll(async () => {
    await rows('found').createIndex({ u: 1, ordinal: 1 })
    await rows('found').insertMany(
      Array.from({ length: 20 }, (_, index) => ({
        _id: index,
        u: index % 2,
        ordinal: index,
        at: index < 10 ? null : new Date(index),
      })),
    )
  })

  it('for null takes null, and for $gt a date takes dates alone (reference/method/db.collection.find, type bracketing)', async () => {
    expect(await rows('found').countDocuments({ at: null })).toBe(10)
    expect(await rows('found').countDocuments({ at: { $gt: new Date(0) } })).toBe(10)
  })

  it('sorted against its index’s direction gives the last (core/index-compound)', async () => {
    expect(await rows('found').findOne({ u: 0 }, { sort: { ordinal: -1 }, projection: { _id: 1 } })).toEqual({
      _id: 18,
    })
  })

  it('by $in on an inner key of a compound index finds every value named (core/index-compound)', async () => {
    await rows('levels').createIndex({ topic: 1, level: 1, served: 1 })
    const levels = [1, 2, 3, 4, 5]
    await rows('levels').insertMany(levels.map((level) => ({ _id: level, topic: 1, level, served: 0 })))
    const found = await rows('levels')
      .find({ topic: 1, level: { $in: levels } })
      .sort({ _id: 1 })
      .toArray()
    expect(found.map((row) => row.level)).toEqual(levels)
  })

  it('by $in keeps to the values named, and $group counts them (reference/operator/aggregation/group)', async () => {
    const counted = await rows('found')
      .aggregate([
        { $match: { ordinal: { $in: [1, 2, 3, 99] } } },
        { $group: { _id: '$u', n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ])
      .toArray()
    expect(counted).toEqual([
      { _id: 0, n: 1 },
      { _id: 1, n: 2 },
    ])
  })
})

describe('the declared collections', () => {
  it('can be applied twice, and have their indexes then (reference/command/createIndexes)', async () => {
    await applyCollections(db)
    await applyCollections(db)
    for (const [name, { indexes }] of Object.entries(collectionDefinitions)) {
      const held = await db.collection(name).listIndexes().toArray()
      for (const index of indexes)
        expect(held, name).toContainEqual(expect.objectContaining({ name: index.name, key: index.key }))
    }
  })
})
