/** A log of two candidates: one accepted, one that a rule dropped. */
import type { ObjectId } from 'mongodb'
import type { GenerationLogDocument } from '../../lib/contract/generation-documents.ts'
import { derivedId } from '../../lib/platform/ids.ts'

const form = (text: string) => ({
  level: 2,
  text,
  explanation: 'So.',
  correctAnswer: '4',
  acceptedAnswers: [],
  tolerance: null,
})

export function generationLog(
  topicId: ObjectId,
  index: number,
  change: Partial<GenerationLogDocument> = {},
): GenerationLogDocument {
  const texts = [`What is ${index} + 2?`, `What is ${index}?`]
  const candidate = (text: string) => ({
    question: { type: 'text' as const, level: 2, text, correctAnswer: '4', acceptedAnswers: [], explanation: 'So.' },
    problems: [],
    verification: { agrees: true, answer: '4' },
    itemId: null,
  })
  return {
    _id: derivedId('log', String(index)),
    jobId: `job-${index}`,
    topicId,
    sessionId: null,
    userId: null,
    level: 2,
    type: 'text',
    requested: 2,
    promptVersion: 'text@1',
    promptSha256: 'abc',
    experimentId: null,
    arm: null,
    messages: [
      { role: 'system', content: 'You write questions.' },
      { role: 'user', content: `Write two, number ${index}.` },
    ],
    model: 'model-1',
    params: {},
    calls: [
      {
        ...{ purpose: 'generate', outcome: 'completed', model: 'model-1', finishReason: 'stop', detail: null },
        rawOutput: JSON.stringify({ questions: texts.map(form) }),
        ...{ usage: { inputTokens: 10, outputTokens: 20 }, cost: 0.001, latencyMs: 500 },
      },
    ],
    candidates: [
      { ...candidate(texts[0]!), itemId: derivedId('generated', String(index)) },
      {
        ...candidate(texts[1]!),
        problems: [{ rule: 'key-in-text', message: 'the text gives the answer away' }],
        verification: null,
      },
    ],
    questionsGenerated: 1,
    outcome: 'partial',
    timestamp: new Date(`2026-01-05T${String(10 + (index % 12)).padStart(2, '0')}:00:00Z`),
    latencyMs: 600,
    expiresAt: new Date('2027-01-01T00:00:00Z'),
    ...change,
  }
}
