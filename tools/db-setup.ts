/**
 * Creates every collection's indexes and the first version of every prompt in the database that MONGODB_URI names; running
 * it again changes nothing.
 * MongoDB 8.0 or later.
 *
 * Usage: MONGODB_URI=mongodb+srv://... npm run db:setup -- [--database adaptive-quiz] [--bank] [--shard]
 *   --bank    brings the topics and vetted questions that come with the platform as well; what admins and nights have
 *             decided about them since stays
 *   --shard   shards attempts and questions as well, on hashed sessionId (a sharded cluster only)
 */
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import { seedBank } from '../lib/content/seed-bank.ts'
import { seedPromptVersions } from '../lib/generation/seed-prompt-versions.ts'
import { applyCollections, collections, shardCommands } from '../lib/platform/collections.ts'

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        database: { type: 'string', default: 'adaptive-quiz' },
        bank: { type: 'boolean', default: false },
        shard: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}

const { database, bank, shard } = readArguments()
const uri = process.env.MONGODB_URI
if (!uri) {
  console.error('MONGODB_URI is not set')
  process.exit(2)
}

const client = new MongoClient(uri)
try {
  await applyCollections(client.db(database))
  console.log(`${database}: collections and indexes are in place`)
  const deps = { collections: collections(client.db(database)), clock: () => new Date() }
  await seedPromptVersions(deps)
  console.log(`${database}: prompts are in place`)
  if (bank) {
    const { topics, items } = await seedBank(deps)
    console.log(`${database}: ${topics} topics with ${items} vetted questions are in place`)
  }
  if (shard) {
    for (const command of shardCommands(database)) {
      await client.db('admin').command(command)
      console.log(`sharded ${command.shardCollection}`)
    }
  }
} finally {
  await client.close()
}
