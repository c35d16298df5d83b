/** The system of record: one client per execution environment, connected at first use. */
import {
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
  MongoClient,
  MongoError,
  type OptionalUnlessRequiredId,
} from 'mongodb'
import { config } from './config.ts'
import { countMetric, measureMetric } from './metrics.ts'
import { secrets } from './secrets.ts'
import { isTransient } from './transient.ts'

const options = {
  maxPoolSize: 5,
  minPoolSize: 0,
  maxIdleTimeMS: 60_000,
  serverSelectionTimeoutMS: 3_000,
  retryWrites: true,
  w: 'majority',
  ignoreUndefined: true,
  // For the metrics.
  monitorCommands: true,
} as const

let client: Promise<MongoClient> | undefined

export async function database(): Promise<Db> {
  client ??= connect().catch((error: unknown) => {
    // A client whose first connection failed never connects again ("Topology is closed"): the next request makes another.
    client = undefined
    throw error
  })
  return (await client).db(config().MONGODB_NAME)
}

async function connect(): Promise<MongoClient> {
  const { mongodbUri } = await secrets()
  const connecting = new MongoClient(mongodbUri, options)
  connecting.on('commandSucceeded', ({ duration }) => measureMetric('MongoDbLatency', duration))
  connecting.on('commandFailed', ({ duration }) => {
    measureMetric('MongoDbLatency', duration)
    countMetric('MongoDbFailures', 1)
  })
  return connecting.connect()
}

/** Closes the client; for tools and tests, never for a handler. */
export async function closeDatabase(): Promise<void> {
  const closing = client
  client = undefined
  await (await closing)?.close()
}

/** E11000: a unique index has the document already. */
export const isDuplicateKey = (error: unknown) => error instanceof MongoError && error.code === 11000

/** An unordered bulk write whose faults are duplicates alone: what it was to write is there. */
function foundOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false
  const faults = [error.writeErrors].flat()
  // One without any is the driver's word for a lost connection.
  return faults.length > 0 && faults.every(({ code }) => code === 11000)
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Tries an idempotent operation up to three times while its fault is transient; the driver's own retry is beneath. */
export async function persistently<T>(operation: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation()
    } catch (error) {
      if (attempt === 3 || !isTransient(error)) throw error
      await pause(50 * attempt * (0.5 + Math.random()))
    }
  }
}

/** Inserts documents whose ids say what they are: those that are there already, from an earlier try, are done. */
export async function insertEach<T extends Document>(
  collection: Collection<T>,
  documents: readonly OptionalUnlessRequiredId<T>[],
): Promise<void> {
  if (documents.length === 0) return
  try {
    await persistently(() => collection.insertMany(documents, { ordered: false }))
  } catch (error) {
    if (!foundOnlyDuplicates(error)) throw error
  }
}
