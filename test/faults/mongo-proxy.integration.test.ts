/** The proxy breaks what it is told to, and nothing else; and what the platform makes of a connection that breaks. */
import { MongoBulkWriteError, MongoClient, MongoNetworkError } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { insertEach } from '../../lib/platform/mongo.ts'
import { isTransient } from '../../lib/platform/transient.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'
import { type MongoProxy, startMongoProxy } from './mongo-proxy.ts'
import type { Fault, Wire } from './wire.ts'

const db = temporaryDatabase()
let proxy: MongoProxy
let names: string[] = []
/** What the next requests of this name meet. */
let faults: Record<string, Fault[]> = {}

const unused = () => Promise.reject(new Error('not in these tests'))
const wire: Wire = {
  faultFor(_store, name) {
    names.push(name)
    return faults[name]?.shift()
  },
  sentToRedis: () => undefined,
  killProcess: unused,
  flushRedis: unused,
  failCommand: unused,
  killServer: unused,
}

beforeAll(async () => {
  proxy = await startMongoProxy(Number(new URL(inject('mongodbUri')).port || 27017), () => wire)
})
afterAll(() => proxy.stop())
beforeEach(() => {
  names = []
  faults = {}
})

async function through<T>(use: (client: MongoClient) => Promise<T>, retryWrites = true): Promise<T> {
  const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`
  const client = await new MongoClient(uri, { retryWrites }).connect()
  try {
    return await use(client)
  } finally {
    await client.close()
  }
}
const rows = (client: MongoClient, name: string) => client.db(db.databaseName).collection<{ _id: number }>(name)

it('tells commands by what they do, and to which collection', async () => {
  await through(async (client) => {
    await rows(client, 'named').insertOne({ _id: 1 })
    await rows(client, 'named').findOne({ _id: 1 })
    const namespace = `${db.databaseName}.named`
    await client.bulkWrite([{ name: 'deleteOne', namespace, filter: {} }])
  })
  expect(names).toEqual(['insert named', 'find named', 'bulkWrite'])
})

it('a lost reply is that of a write that was applied; a refused one was not', async () => {
  faults = { 'insert lost': [{ kind: 'lose-reply' }, { kind: 'refuse' }] }
  await through(async (client) => {
    await expect(rows(client, 'lost').insertOne({ _id: 1 })).rejects.toThrow(MongoNetworkError)
    await expect(rows(client, 'lost').insertOne({ _id: 2 })).rejects.toThrow(MongoNetworkError)
  }, false)
  expect(await db.collection('lost').find().toArray()).toEqual([{ _id: 1 }])
})

it('a held command is overtaken', async () => {
  faults = { 'insert held': [{ kind: 'hold', ms: 300 }] }
  await through(async (client) => {
    const held = rows(client, 'held').insertOne({ _id: 1 })
    await expect.poll(() => names).toContain('insert held')
    await rows(client, 'overtaking').insertOne({ _id: 1 })
    expect(await db.collection('held').countDocuments()).toBe(0)
    await held
  })
  expect(await db.collection('held').countDocuments()).toBe(1)
})

describe('a bulk write that never arrives', () => {
  it('is tried again, not taken for one that found duplicates (faults seed 24)', async () => {
    faults = { 'insert many': [{ kind: 'refuse' }, { kind: 'refuse' }] }
    const documents = [{ _id: 1 }, { _id: 2 }]
    await through((client) => insertEach(rows(client, 'many'), documents))
    expect(await db.collection('many').find().toArray()).toEqual(documents)
  })

  it('fails when it never arrives at all', async () => {
    faults = { 'insert none': Array.from({ length: 6 }, () => ({ kind: 'refuse' as const })) }
    const inserting = through((client) => insertEach(rows(client, 'none'), [{ _id: 1 }]))
    await expect(inserting).rejects.toSatisfy((error) => error instanceof MongoBulkWriteError && isTransient(error))
  })

  it('unlike one that found duplicates among what is new', async () => {
    await db.collection<{ _id: number }>('some').insertOne({ _id: 1 })
    await through((client) => insertEach(rows(client, 'some'), [{ _id: 1 }, { _id: 2 }]))
    expect(await db.collection('some').countDocuments()).toBe(2)
  })
})
