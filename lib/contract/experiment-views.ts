/** Experiments as administrators see them, with what the last night found of prompts and models. */
import * as z from 'zod'
import { daySchema } from './analytics.ts'
import {
  experimentEvidenceSchema,
  experimentStatusSchema,
  modelStatusSchema,
  promptOutcomesFields,
} from './experiments.ts'
import { promptNameSchema } from './generation.ts'
import { idSchema, instantSchema } from './primitives.ts'

export const experimentListSchema = z
  .strictObject({
    /** Running ones first, then the latest. */
    experiments: z.array(
      z.strictObject({
        experimentId: idSchema,
        promptName: promptNameSchema,
        status: experimentStatusSchema,
        phase: z.string(),
        /** Of students who have the treatment. */
        share: z.number(),
        /** As `text@3`. */
        control: z.string(),
        treatment: z.string(),
        startedAt: instantSchema,
        endedAt: instantSchema.nullable(),
        /** One entry a night. */
        evidence: z.array(experimentEvidenceSchema),
      }),
    ),
    /** Of the outcomes; null before the first night. */
    date: daySchema.nullable(),
    /** Each prompt version over a week, and each arm of a running experiment since its share last changed. */
    outcomes: z.array(
      z.strictObject({
        promptName: promptNameSchema,
        experimentId: idSchema.nullable(),
        from: instantSchema,
        ...promptOutcomesFields,
      }),
    ),
    /** Those that are being taught, or were. */
    models: z.array(
      z.strictObject({
        date: daySchema,
        baseModel: z.string(),
        status: modelStatusSchema,
        job: z.string().nullable(),
        model: z.string().nullable(),
        promptVersions: z.array(z.string()),
        error: z.string().nullable(),
        createdAt: instantSchema,
        updatedAt: instantSchema,
      }),
    ),
  })
  .meta({ id: 'Experiments' })
export type ExperimentList = z.infer<typeof experimentListSchema>
