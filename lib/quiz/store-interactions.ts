/**
 * Interactions from the queue into MongoDB, a batch at a time; those that are there already are done. What comes after
 * its person has been erased is let go.
 */
import type { InteractionDocument } from '../contract/documents.ts'
import type { Interaction } from '../contract/events.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { insertEach, persistently } from '../platform/mongo.ts'

type StoreDeps = { collections: Pick<Collections, 'interactions' | 'users'> }

export async function storeInteractions(
  { collections }: StoreDeps,
  interactions: readonly Interaction[],
): Promise<void> {
  const people = [...new Set(interactions.map(({ userId }) => userId))].map(toId)
  const here = await persistently(() =>
    collections.users
      .find({ _id: { $in: people }, erasedAs: { $exists: false } }, { projection: { _id: 1 } })
      .toArray(),
  )
  const known = new Set(here.map(({ _id }) => _id.toHexString()))
  await insertEach(collections.interactions, interactions.filter(({ userId }) => known.has(userId)).map(toDocument))
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
