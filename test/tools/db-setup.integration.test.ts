import { spawnSync } from 'node:child_process'
import { describe, expect, inject, it } from 'vitest'
import { collectionDefinitions, shardCommands } from '../../lib/platform/collections.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'

const db = temporaryDatabase()
const setUp = (words: readonly string[], env: Record<string, string>) =>
  spawnSync(process.execPath, ['tools/db-setup.ts', ...words], { env: { ...env }, encoding: 'utf8' })

describe('db:setup', () => {
  it('puts every index in place, and changes nothing the second time', async () => {
    for (let run = 0; run < 2; run += 1) {
      const { status, stdout } = setUp(['--database', db.databaseName], { MONGODB_URI: inject('mongodbUri') })
      expect([status, stdout]).toEqual([
        0,
        `${db.databaseName}: collections and indexes are in place\n${db.databaseName}: prompts are in place\n`,
      ])
    }
    const held = await db.listCollections().toArray()
    expect(held.map(({ name }) => name).toSorted()).toEqual(Object.keys(collectionDefinitions).toSorted())
  })

  it('brings the bank when asked to, and keeps what has been decided about it', async () => {
    const words = ['--database', db.databaseName, '--bank']
    const { status, stdout } = setUp(words, { MONGODB_URI: inject('mongodbUri') })
    expect([status, stdout]).toEqual([0, expect.stringMatching(/11 topics with \d+ vetted questions are in place/)])
    const items = db.collection('bankItems')
    const [count, one] = [await items.countDocuments(), await items.findOne()]
    await items.updateOne({ _id: one!._id }, { $set: { status: 'quarantined' } })
    expect(setUp(words, { MONGODB_URI: inject('mongodbUri') })).toMatchObject({ status: 0 })
    expect(await items.countDocuments()).toBe(count)
    expect(await items.findOne({ _id: one!._id })).toMatchObject({ status: 'quarantined' })
  })

  it('says what is missing, and does nothing', () => {
    expect(setUp([], {})).toMatchObject({ status: 2, stderr: 'MONGODB_URI is not set\n' })
    expect(setUp(['--surprise'], { MONGODB_URI: 'mongodb://127.0.0.1:9' })).toMatchObject({ status: 2 })
  })

  it('would shard what grows with answers, on the session’s hash', () => {
    expect(shardCommands('quiz')).toEqual([
      { shardCollection: 'quiz.questions', key: { sessionId: 'hashed' } },
      { shardCollection: 'quiz.attempts', key: { sessionId: 'hashed' } },
    ])
  })

  it('keeps every unique index of a sharded collection on its shard key, as sharding demands', () => {
    for (const { indexes, shardKey } of Object.values(collectionDefinitions)) {
      const unique = indexes.filter((index) => index.unique)
      if (shardKey) for (const { key } of unique) expect(Object.keys(key)).toContain('sessionId')
    }
  })
})
