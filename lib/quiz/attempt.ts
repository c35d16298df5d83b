/** One answer as a document: judged at once, or handed in to be judged. */
import { abilityOf } from '../adaptive/ability.ts'
import type { AttemptDocument } from '../contract/documents.ts'
import { derivedId, toId } from '../platform/ids.ts'
import type { Decision } from './decide.ts'
import { toAnswerRecord } from './engine-input.ts'
import type { LiveQuiz } from './live-quiz.ts'

/** @param answer as recorded: for multiple choice the option's text */
export function submissionOf({ settings, current, servedAt, answers }: LiveQuiz, answer: string, now: Date) {
  const { sessionId, userId, topicId, prior } = settings
  const estimate = abilityOf(prior, answers.map(toAnswerRecord))
  return {
    // From what it answers, so that the same insert sent twice is one document.
    _id: derivedId('attempt', sessionId, current.questionId),
    userId: toId(userId),
    sessionId: toId(sessionId),
    questionId: toId(current.questionId),
    topicId: toId(topicId),
    itemId: toId(current.itemId),
    seq: answers.length,
    answer,
    isCorrect: null,
    verdict: 'checking',
    feedback: [],
    timestamp: now,
    latencyMs: Math.max(0, now.getTime() - servedAt),
    difficulty: current.level,
    parameters: current.parameters,
    ability: { before: estimate, after: estimate },
    next: { kind: 'waiting' },
    reply: null,
  } satisfies AttemptDocument
}

/** What a verdict brings; all else of an attempt stands from the beginning. */
export const verdictFields = ({ correct, verdict, feedback, unsupported, ability, next, reply }: Decision) =>
  ({ isCorrect: correct, verdict, feedback, unsupported, ability, next, reply }) satisfies Partial<AttemptDocument>
