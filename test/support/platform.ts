/** The platform under an integration test: a database of the test file's own, and tokens that its handlers take. */
import { isDeepStrictEqual } from 'node:util'
import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, vi } from 'vitest'
import { applyCollections, type Collections, collections } from '../../lib/platform/collections.ts'
import { config, configSchema } from '../../lib/platform/config.ts'
import { call, callUnrouted, refused } from './call.ts'
import { adminEmail, issuer } from './environment.ts'
import type { Claims, TestIssuer } from './tokens.ts'

export type TestPlatform = {
  call: typeof call
  refused: typeof refused
  callUnrouted: typeof callUnrouted
  issuer: TestIssuer
  /** A client of the test's own, for looking behind the handlers. Usable from `beforeAll` on. */
  readonly client: MongoClient
  readonly db: Db
  readonly collections: Collections
  /** A good token of whoever has this address, or these claims. */
  tokenFor(person: string | Claims): string
  /** A good token of somebody whose address is among ADMIN_EMAILS. */
  adminToken(): string
  /** Documents in each collection: equal before and after whatever must write nothing. */
  counts(): Promise<Record<string, number>>
}

/**
 * Call it at the top of a test file.
 * @param env variables of lib/platform/config.ts that this file wants otherwise
 */
export function testPlatform(env: Record<string, string> = {}): TestPlatform {
  Object.assign(process.env, env)
  const wanted: Record<string, unknown> = configSchema.parse(process.env)
  const settings: Record<string, unknown> = config()
  for (const name of Object.keys(env)) {
    if (!isDeepStrictEqual(settings[name], wanted[name])) {
      throw new Error(`an import of this test file has read the configuration before ${name} was set`)
    }
  }
  if (!issuer) throw new Error('testPlatform() is for integration tests')
  const ownIssuer = issuer
  const client = new MongoClient(process.env.MONGODB_URI ?? '', { ignoreUndefined: true })
  const db = client.db(process.env.MONGODB_NAME)
  const own = collections(db)

  beforeAll(() => applyCollections(db))
  afterAll(async () => {
    const { closeDatabase } = await import('../../lib/platform/mongo.ts')
    await closeDatabase()
    await db.dropDatabase()
    await client.close()
    await ownIssuer.close()
  })

  const tokenFor = (person: string | Claims) => ownIssuer.mint(typeof person === 'string' ? { email: person } : person)
  return {
    call,
    refused,
    callUnrouted,
    issuer: ownIssuer,
    client,
    db,
    collections: own,
    tokenFor,
    adminToken: () => tokenFor(adminEmail),
    async counts() {
      const names = Object.keys(own) as (keyof Collections)[]
      const counted = names.map(async (name) => [name, await db.collection(name).countDocuments()] as const)
      return Object.fromEntries(await Promise.all(counted))
    },
  }
}

/** Everything that is logged while `work` runs, as text. */
export async function logsOf(work: () => Promise<unknown>): Promise<string> {
  const { log } = await import('../../lib/platform/log.ts')
  const level = log.getLevelName()
  const written: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk))
      return true
    }),
  )
  log.setLogLevel('DEBUG')
  try {
    await work()
  } finally {
    log.setLogLevel(level)
    for (const spy of spies) spy.mockRestore()
  }
  return written.join('')
}
