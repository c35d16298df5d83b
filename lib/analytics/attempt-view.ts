/** An answer as administrators get it: who, what, when and how; the text of the answer stays in the database. */
import type { AttemptDocument } from '../contract/documents.ts'

export const toAttemptView = (attempt: AttemptDocument) => ({
  attemptId: attempt._id.toHexString(),
  topicId: attempt.topicId.toHexString(),
  sessionId: attempt.sessionId.toHexString(),
  userId: attempt.userId.toHexString(),
  questionId: attempt.questionId.toHexString(),
  itemId: attempt.itemId.toHexString(),
  seq: attempt.seq,
  difficulty: attempt.difficulty,
  correct: attempt.isCorrect,
  latencyMs: attempt.latencyMs,
  timestamp: attempt.timestamp.toISOString(),
})

export const attemptColumns = [
  ...(['attemptId', 'topicId', 'sessionId', 'userId', 'questionId', 'itemId'] as const),
  ...(['seq', 'difficulty', 'correct', 'latencyMs', 'timestamp'] as const),
]
