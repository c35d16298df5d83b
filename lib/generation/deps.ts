/** What the use cases of generation work with; assembled once per execution environment. */
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Collections, collections } from '../platform/collections.ts'
import { type Config, config } from '../platform/config.ts'
import { database } from '../platform/mongo.ts'

export type GenerationDeps = { collections: Collections; clock: Clock; config: Config }

export const generationDeps = async (): Promise<GenerationDeps> => ({
  collections: collections(await database()),
  clock: systemClock,
  config: config(),
})
