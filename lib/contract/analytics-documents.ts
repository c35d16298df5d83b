/** The MongoDB documents of the night: its runs, and what each of its stages leaves behind. */
import * as z from 'zod'
import { dayFiguresSchema, daySchema, nightReportSchema } from './analytics.ts'
import { objectIdSchema } from './documents.ts'
import { levelSchema } from './level-and-type.ts'

/**
 * One UTC date's night. The truth of what is done and what is left; messages on the queue only wake workers.
 */
export const nightRunDocumentSchema = z.strictObject({
  /** The date. */
  _id: daySchema,
  /** 1 for the date's first. */
  run: z.int().min(1),
  status: z.enum(['running', 'completed']),
  stage: z.string(),
  /** Partitions of the stage that are still to be done. */
  open: z.array(
    z.strictObject({
      partition: z.string(),
      /** Workers that have begun it. */
      tries: z.int().min(0),
      /** Since when one is at it; null when none is. */
      startedAt: z.date().nullable(),
      error: z.string().nullable(),
    }),
  ),
  closed: z.array(
    z.strictObject({
      stage: z.string(),
      partition: z.string(),
      /** null: done. */
      error: z.string().nullable(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
  /** Days whose figures are made: the date itself, and earlier ones that quizzes closed this night belong to. */
  dates: z.array(daySchema).min(1),
  requestedAt: z.date(),
  /** When something last happened: a run that stands still is resumed. */
  progressAt: z.date(),
  finishedAt: z.date().nullable(),
  report: nightReportSchema.nullable(),
})
export type NightRunDocument = z.infer<typeof nightRunDocumentSchema>

/** The day's figures, as they are told: ids are text here. */
export const analyticsDocumentSchema = dayFiguresSchema.safeExtend({ _id: daySchema })
export type AnalyticsDocument = z.infer<typeof analyticsDocumentSchema>

const count = z.int().min(0)

/** One topic's counts of one day, from which the day's figures are put together. */
export const topicDayDocumentSchema = z.strictObject({
  /** `<date>:<topicId>` */
  _id: z.string(),
  date: daySchema,
  topicId: objectIdSchema,
  /** Finished ones; those with a verdict; and the sum of their score / total. */
  quizzes: z.strictObject({ taken: count, scored: count, scoreSum: z.number().min(0) }),
  levels: z.array(z.strictObject({ level: levelSchema, answered: count, correct: count })),
  hardest: z.strictObject({ itemId: objectIdSchema, n: count, correct: count }).nullable(),
  moves: z.strictObject({ up: count, down: count, stagnant: count }),
  latencyMs: z.strictObject({ p50: z.number().nullable(), p95: z.number().nullable() }),
  served: z.strictObject({ llm: count, pool: count, bank: count }),
  questionsGenerated: count,
})
export type TopicDayDocument = z.infer<typeof topicDayDocumentSchema>

/** A file of a night's export, as it lies in the bucket. */
export const exportDocumentSchema = z.strictObject({
  /** `<date>/<name>`, as in the bucket. */
  _id: z.string(),
  date: daySchema,
  name: z.string(),
  /** Without a header. */
  rows: count,
  bytes: count,
  sha256: z.string(),
  /** Why a file is not fit for its purpose; empty when it is. */
  problems: z.array(z.string()),
  /** Whatever else the manifest says of it. */
  details: z.record(z.string(), z.json()),
})
export type ExportDocument = z.infer<typeof exportDocumentSchema>
