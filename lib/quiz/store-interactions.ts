/** Interactions from the queue into MongoDB, a batch at a time; those that are there already are done. */
import type { InteractionDocument } from '../contract/documents.ts'
import type { Interaction } from '../contract/events.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'
import { insertEach } from '../platform/mongo.ts'

type StoreDeps = { collections: Pick<Collections, 'interactions'> }

export const storeInteractions = ({ collections }: StoreDeps, interactions: readonly Interaction[]): Promise<void> =>
  insertEach(collections.interactions, interactions.map(toDocument))

const toDocument = ({ id, at, userId, sessionId, topicId, questionId, ...rest }: Interaction): InteractionDocument => ({
  _id: id,
  ...rest,
  userId: toId(userId),
  sessionId: toId(sessionId),
  topicId: toId(topicId),
  ...(questionId !== undefined && { questionId: toId(questionId) }),
  at: new Date(at),
})
