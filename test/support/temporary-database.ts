/** A database of its own for a test file. */
import { randomBytes } from 'node:crypto'
import { type Db, MongoClient } from 'mongodb'
import { afterAll, inject } from 'vitest'

/** Empty and under a name that nobody else has; dropped when the file, or the `describe` around the call, is done. */
export function temporaryDatabase(): Db {
  const client = new MongoClient(inject('mongodbUri'), { ignoreUndefined: true })
  const db = client.db(`test-${randomBytes(6).toString('hex')}`)
  afterAll(async () => {
    await db.dropDatabase()
    await client.close()
  })
  return db
}
