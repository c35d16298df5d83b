/** Documents as the platform stores them, for tests that need a past. */
import { ObjectId } from 'mongodb'
import type * as documents from '../../lib/contract/documents.ts'
import type { GeneratedQuestionDocument, GenerationLogDocument } from '../../lib/contract/generation-documents.ts'

export function aTopic(changes: Partial<documents.TopicDocument> = {}): documents.TopicDocument {
  const now = new Date('2026-01-01')
  return {
    _id: new ObjectId(),
    title: 'Sets',
    description: 'Unions, intersections and the like',
    difficultyRange: { min: 1, max: 5 },
    createdAt: now,
    updatedAt: now,
    ...changes,
  }
}

/** Active items, evenly over the levels. */
export const bankItems = (topicId: ObjectId, count: number): documents.BankItemDocument[] =>
  Array.from({ length: count }, (_, index) => ({
    _id: new ObjectId(),
    topicId,
    key: `item-${index}`,
    level: (index % 5) + 1,
    a: 1,
    b: 0,
    c: 0,
    served: 0,
    status: 'active',
    type: 'text',
    text: 'How many?',
    options: null,
    correctAnswer: '1',
    explanation: 'One.',
  }))

/** Unique for each user and topic. */
let nextOrdinal = 1

type SessionChanges = Partial<documents.SessionDocument> & Pick<documents.SessionDocument, 'userId' | 'topicId'>

export function aSession(changes: SessionChanges): documents.SessionDocument {
  const now = new Date('2026-01-02')
  const _id = new ObjectId()
  return {
    _id,
    sub: 'sub-of-nobody',
    ordinal: nextOrdinal++,
    length: 10,
    policy: 'irt',
    range: { min: 1, max: 5 },
    seed: 'seed',
    prior: { mean: 0, sd: 1 },
    arm: null,
    pool: [],
    questions: [],
    currentIndex: 0,
    totalAnswered: 0,
    correctCount: 0,
    startTime: now,
    lastActivity: now,
    endTime: null,
    status: 'active',
    idempotencyKey: _id.toHexString(),
    idempotencyHash: 'of the request',
    ...changes,
  }
}

export function finished(score: number, total: number, endTime: Date, theta = 0.5) {
  return {
    status: 'completed' as const,
    score,
    total,
    totalAnswered: total,
    correctCount: score,
    endTime,
    lastActivity: endTime,
    stopReason: 'length' as const,
    result: {
      ability: { theta, standardError: 0.4, level: 3 },
      policy: 'irt' as const,
      stopReason: 'length' as const,
      path: [],
    },
  }
}

type Owned = Pick<documents.SessionDocument, '_id' | 'userId' | 'topicId'>

export function aQuestion(
  { _id: sessionId, userId, topicId }: Owned,
  type: documents.QuestionDocument['type'],
): documents.QuestionDocument {
  const now = new Date('2026-01-02')
  return {
    _id: new ObjectId(),
    topicId,
    sessionId,
    userId,
    itemId: new ObjectId(),
    difficulty: 3,
    parameters: { a: 1, b: 0, c: 0 },
    preference: 0,
    source: 'bank',
    type,
    text: 'How many?',
    options: type === 'multiple-choice' ? ['One', 'Two', 'Three'] : null,
    correctAnswer: 'One',
    explanation: 'One.',
    optionOrder: type === 'multiple-choice' ? [2, 0, 1] : null,
    generatedAt: now,
    servedAt: now,
  }
}

/** Made for somebody, and the log of how. */
export function generatedFor(
  userId: ObjectId,
  topicId: ObjectId,
): { question: GeneratedQuestionDocument; log: GenerationLogDocument } {
  const at = new Date('2026-01-02')
  const jobId = `${new ObjectId().toHexString()}:3`
  const made = { jobId, topicId, sessionId: null, level: 3, type: 'text', promptVersion: 'text@1' } as const
  const log: GenerationLogDocument = {
    ...made,
    _id: new ObjectId(),
    userId,
    requested: 5,
    promptSha256: 'sha',
    experimentId: null,
    arm: null,
    messages: [],
    model: 'a-model',
    params: {},
    calls: [],
    candidates: [],
    questionsGenerated: 1,
    outcome: 'partial',
    timestamp: at,
    latencyMs: 10,
    expiresAt: new Date('2036-01-02'),
  }
  const question: GeneratedQuestionDocument = {
    ...made,
    _id: new ObjectId(),
    forUser: userId,
    a: 1,
    b: 0,
    c: 0,
    text: 'How many?',
    options: null,
    correctAnswer: 'One',
    explanation: 'One.',
    audience: 'student',
    status: 'ready',
    fingerprint: `fingerprint of ${jobId}`,
    signature: [],
    logId: log._id,
    generatedAt: at,
  }
  return { question, log }
}

export function anAttempt(
  question: documents.QuestionDocument,
  seq: number,
  answer: string,
): documents.AttemptDocument {
  const estimate = { theta: 0, standardError: 1 }
  const feedback = [{ severity: 'essential' as const, message: 'Not quite.', actual: answer }]
  return {
    _id: new ObjectId(),
    userId: question.userId,
    sessionId: question.sessionId,
    questionId: question._id,
    topicId: question.topicId,
    itemId: question.itemId,
    seq,
    answer,
    isCorrect: false,
    verdict: 'incorrect',
    feedback,
    timestamp: new Date('2026-01-02'),
    latencyMs: 1_000,
    difficulty: 3,
    parameters: { a: 1, b: 0, c: 0 },
    ability: { before: estimate, after: estimate },
    next: { kind: 'waiting' },
    reply: { correct: false, feedback, explanation: 'One.', nextQuestion: null, status: 'preparing' },
  }
}
