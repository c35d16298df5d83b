/** Experiments with prompt versions and models: what is measured of each arm, and what every night makes of it. */
import * as z from 'zod'

const count = z.int().min(0)

/** One figure a student: a mean and its sample variance. */
const sampleSchema = z.strictObject({ n: count, mean: z.number(), variance: z.number().min(0) })
/** How many of n. */
const countSchema = z.strictObject({ n: count, count })

/** lib/analytics/guardrails.ts says what each figure is. */
const armFiguresSchema = z.strictObject({
  acceptedYield: sampleSchema,
  latency: z.strictObject({ calls: count, p95Ms: z.number().min(0) }),
  cost: sampleSchema,
  reports: countSchema,
  quarantine: countSchema,
  levelError: sampleSchema,
})

/** lib/analytics/promotion.ts says what each phase is. */
export const experimentStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.enum(['canary', 'comparison']), nights: count }),
  z.strictObject({ phase: z.literal('watch'), nights: count, control: armFiguresSchema }),
  z.strictObject({ phase: z.enum(['candidate-won', 'control-won']) }),
])

/** Of students who have the treatment while an experiment is new. */
export const canaryShare = 0.1

/** One night of an experiment. */
export const experimentEvidenceSchema = z.strictObject({
  date: z.iso.date(),
  decision: z.enum(['continue', 'widen', 'promote', 'settle', 'stop', 'roll-back']),
  reason: z.string(),
  /** Of students with the treatment, before the decision and after it. */
  share: z.number(),
  nextShare: z.number(),
  /** Both arms, since the share last changed; `test` compares their yields. */
  figures: z.strictObject({ candidate: armFiguresSchema, control: armFiguresSchema }),
  test: z.strictObject({ difference: z.number(), standardError: z.number(), evidence: z.number() }).nullable(),
  /** Guardrails that stand in the way of promotion. */
  unmet: z.array(z.string()),
})
export type ExperimentEvidence = z.infer<typeof experimentEvidenceSchema>

export const experimentStatusSchema = z.enum(['running', 'promoted', 'rolled-back', 'stopped'])

/** What became of all that a prompt version, or an arm of an experiment, was asked for in a period. */
export const promptOutcomesFields = {
  /** `text@3` */
  promptVersion: z.string(),
  /** `control` or `treatment`, of an experiment's arm. */
  arm: z.string().nullable(),
  jobs: count,
  requested: count,
  accepted: count,
  figures: armFiguresSchema,
  /** Problems of dropped candidates, by rule, most frequent first. */
  rejections: z.array(z.strictObject({ rule: z.string(), n: count })),
  /** Answers to its questions so far. */
  answers: z.strictObject({ n: count, correct: count, unknown: count }),
}

export const modelStatusSchema = z.enum(['preparing', 'running', 'succeeded', 'failed', 'unsupported'])
