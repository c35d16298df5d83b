/** What the use cases of a quiz work with; assembled once per execution environment. */
import type { MongoClient } from 'mongodb'
import { type Clock, type Sleep, systemClock, systemSleep } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { type Config, config } from '../platform/config.ts'
import { database } from '../platform/mongo.ts'
import { type NewSeed, systemSeed } from '../platform/random.ts'

export type QuizDeps = {
  collections: Collections
  /** For writes that span collections in one round trip. */
  client: MongoClient
  clock: Clock
  sleep: Sleep
  newSeed: NewSeed
  config: Config
}

export async function quizDeps(): Promise<QuizDeps> {
  const db = await database()
  return {
    collections: collections(db),
    client: db.client,
    clock: systemClock,
    sleep: systemSleep,
    newSeed: systemSeed,
    config: config(),
  }
}
