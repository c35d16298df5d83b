/** What somebody did, told to the bus. Ids name the deed, so that telling it twice is telling it once. */
import type { Interaction, InteractionType } from '../contract/events.ts'
import { putEvents } from '../platform/event-bus.ts'
import type { QuizSettings } from './live-quiz.ts'

export type Deed = {
  type: InteractionType
  at: Date
  questionId?: string | undefined
  data?: Interaction['data']
}

type Actor = Pick<QuizSettings, 'sessionId' | 'userId' | 'topicId'>

/** Never throws: the deeds themselves are on record, these are their echo. */
export async function tell(actor: Actor, deeds: readonly Deed[]): Promise<void> {
  await putEvents(deeds.map((deed) => ({ type: deed.type, detail: toInteraction(actor, deed) })))
}

function toInteraction({ sessionId, userId, topicId }: Actor, { type, at, questionId, data = {} }: Deed): Interaction {
  return {
    id: [sessionId, type, questionId].filter(Boolean).join(':'),
    type,
    userId,
    sessionId,
    topicId,
    ...(questionId !== undefined && { questionId }),
    at: at.toISOString(),
    data,
  }
}
