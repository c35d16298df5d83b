/** Arbitrary items, answers, ranges and pools for the properties of the adaptive engine. */
import * as fc from 'fast-check'
import type { AnswerRecord } from '../../lib/adaptive/ability.ts'
import type { Candidate } from '../../lib/adaptive/candidates.ts'
import { policyNameSchema } from '../../lib/contract/topic.ts'

const level = fc.integer({ min: 1, max: 5 })

const item = {
  a: fc.double({ min: 0.2, max: 3, noNaN: true }),
  b: fc.double({ min: -4, max: 4, noNaN: true }),
  c: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true })),
}

export const scoredAnswer = fc.record({ level, ...item, correct: fc.boolean() })

export const answerRecord: fc.Arbitrary<AnswerRecord> = fc.record({
  level,
  ...item,
  correct: fc.oneof({ weight: 5, arbitrary: fc.boolean() }, { weight: 1, arbitrary: fc.constant(null) }),
})

export const range = fc.tuple(level, level).map(([x, y]) => ({ min: Math.min(x, y), max: Math.max(x, y) }))

export const policy = fc.constantFrom(...policyNameSchema.options)

export const prior = fc.record({
  mean: fc.double({ min: -3, max: 3, noNaN: true }),
  sd: fc.double({ min: 0.4, max: 1, noNaN: true }),
})

export const candidates: fc.Arbitrary<Candidate[]> = fc.uniqueArray(
  fc.record({
    questionId: fc.nat({ max: 1_000_000 }).map((n) => n.toString(16).padStart(24, '0')),
    level,
    ...item,
    preference: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: 15, selector: ({ questionId }) => questionId },
)
