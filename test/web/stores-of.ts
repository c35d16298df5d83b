/** What a running local platform has stored. */
import { MongoClient } from 'mongodb'
import * as z from 'zod'
import { type Collections, collections } from '../../lib/platform/collections.ts'

export async function withStoresOf<T>(baseUrl: string, use: (stores: Collections) => Promise<T>): Promise<T> {
  const where = z.object({ mongodbUri: z.string() }).parse(await (await fetch(`${baseUrl}/local`)).json())
  const client = await MongoClient.connect(where.mongodbUri)
  try {
    return await use(collections(client.db()))
  } finally {
    await client.close()
  }
}
