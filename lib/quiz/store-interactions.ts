/** Interactions from the queue into MongoDB, a batch at a time; those that are there already are done. */
import { MongoBulkWriteError } from 'mongodb'
import type { InteractionDocument } from '../contract/documents.ts'
import type { Interaction } from '../contract/events.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { isDuplicateKey } from '../platform/mongo.ts'

type StoreDeps = { collections: Pick<Collections, 'interactions'> }

/** @throws whatever MongoDB throws but duplicate keys */
export async function storeInteractions(
  { collections }: StoreDeps,
  interactions: readonly Interaction[],
): Promise<void> {
  try {
    await collections.interactions.insertMany(interactions.map(toDocument), { ordered: false })
  } catch (error) {
    const faults = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : []
    if (!isDuplicateKey(error) || faults.some(({ code }) => code !== 11000)) throw error
  }
}

const toDocument = ({ id, at, userId, sessionId, topicId, questionId, ...rest }: Interaction): InteractionDocument => ({
  _id: id,
  ...rest,
  userId: toId(userId),
  sessionId: toId(sessionId),
  topicId: toId(topicId),
  ...(questionId !== undefined && { questionId: toId(questionId) }),
  at: new Date(at),
})
