/** What administrators are told of days, nights and exports. */
import * as z from 'zod'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { idSchema, instantSchema } from './primitives.ts'

/** A UTC day, [00:00, 24:00). */
export const daySchema = z.iso.date().meta({ id: 'Day', examples: ['2026-01-31'] })

const count = z.int().min(0)
const share = z.number().min(0).max(1)

/** Answers with a verdict, and Wilson's 95 % interval around the share that is right. */
const levelSuccessSchema = z.strictObject({
  level: levelSchema,
  answered: count,
  correct: count,
  successRate: share,
  low: share,
  high: share,
})
export type LevelSuccess = z.infer<typeof levelSuccessSchema>

/** Questions asked, and which share was made for the quiz, generated earlier, or vetted (the fallback). */
const servedSchema = z.strictObject({
  questions: count,
  llm: share.nullable(),
  pool: share.nullable(),
  bank: share.nullable(),
})

/** From being asked to answering, milliseconds. */
const latencySchema = z.strictObject({ p50: z.number().min(0).nullable(), p95: z.number().min(0).nullable() })
export type LatencyFigures = z.infer<typeof latencySchema>

export const topicFiguresSchema = z.strictObject({
  topicId: idSchema,
  topicTitle: z.string(),
  /** Mean of score / total over finished quizzes; null when there is none. */
  averageScore: share.nullable(),
  /** Finished ones. */
  quizzesTaken: count,
  /** Accepted questions of the model. */
  questionsGenerated: count,
  /** The item that was answered rightly least often, of those with five answers or more. */
  mostChallengingQuestion: idSchema.nullable(),
  mostChallengingDetail: z.strictObject({ text: z.string(), n: count, successRate: share }).nullable(),
  levels: z.array(levelSuccessSchema),
  served: servedSchema,
  latencyMs: latencySchema,
})
export type TopicFigures = z.infer<typeof topicFiguresSchema>

export const dayFiguresSchema = z
  .strictObject({
    date: daySchema,
    totalQuizzesTaken: count,
    averageScore: share.nullable(),
    /** Topics on which something happened, by title. */
    topics: z.array(topicFiguresSchema),
    adaptivePerformance: z.strictObject({
      /** Answers after which a harder question came, and an easier one. */
      easyToHardPromotions: count,
      hardToEasyDemotions: count,
      /** Quizzes in which no answer of the day changed the level. */
      stagnant: count,
    }),
    levels: z.array(levelSuccessSchema),
    served: servedSchema,
    latencyMs: latencySchema,
  })
  .meta({ id: 'DayFigures' })
export type DayFigures = z.infer<typeof dayFiguresSchema>

/** File name -> a link that works for a quarter of an hour without a token. */
const downloadsSchema = z.record(z.string(), z.url()).meta({ id: 'Downloads' })

export const analyticsSchema = z
  .union([
    dayFiguresSchema.safeExtend({ downloads: downloadsSchema }),
    z.strictObject({ days: z.array(dayFiguresSchema.safeExtend({ downloads: downloadsSchema })) }),
    z.strictObject({
      attempts: z.array(
        z.strictObject({
          attemptId: idSchema,
          topicId: idSchema,
          sessionId: idSchema,
          userId: idSchema,
          questionId: idSchema,
          itemId: idSchema,
          seq: count,
          difficulty: levelSchema,
          /** null without a verdict. */
          correct: z.boolean().nullable(),
          latencyMs: z.number().min(0),
          timestamp: instantSchema,
        }),
      ),
      /** For the next page; null on the last. */
      cursor: z.string().nullable(),
    }),
  ])
  .meta({ id: 'Analytics' })

const mostDays = 366

const cursorSchema = z.string().regex(/^[0-9a-z]{1,9}-[0-9a-f]{24}$/, { error: 'must be a cursor of an earlier page' })

export const analyticsQuerySchema = z
  .strictObject({
    date: daySchema.optional(),
    from: daySchema.optional(),
    to: daySchema.optional(),
    type: z.enum(['summary', 'attempts']).default('summary'),
    format: z.enum(['json', 'csv']).optional(),
    cursor: cursorSchema.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(500),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { error: 'comes with from', path: ['to'] })
  .refine(({ date, from }) => date === undefined || from === undefined, {
    error: 'is a day of its own',
    path: ['date'],
  })
  .refine(({ from = '', to = '' }) => from <= to, { error: 'must not be before from', path: ['to'] })
  .refine(({ from, to }) => from === undefined || daysBetween(from, to ?? from) < mostDays, {
    error: `at most ${mostDays} days`,
    path: ['to'],
  })

const dayMs = 24 * 60 * 60 * 1_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs

export const runRequestSchema = z.strictObject({ date: daySchema }).meta({ id: 'NightRequest' })
export const runAcceptedSchema = z.strictObject({ date: daySchema }).meta({ id: 'NightRequested' })

export const nightReportSchema = z
  .strictObject({
    date: daySchema,
    /** In the order of the night. Counts say what a stage has come to, summed over its partitions. */
    stages: z.array(
      z.strictObject({
        stage: z.string(),
        partitions: count,
        failed: z.array(z.strictObject({ partition: z.string(), error: z.string() })),
        counts: z.record(z.string(), z.number()).meta({ id: 'StageCounts' }),
      }),
    ),
    /** Whether every partition of every stage was done. */
    complete: z.boolean(),
  })
  .meta({ id: 'NightReport' })
export type NightReport = z.infer<typeof nightReportSchema>

export const nightRunsSchema = z
  .strictObject({
    runs: z.array(
      z.strictObject({
        date: daySchema,
        /** 1 for a date's first. */
        run: z.int().min(1),
        status: z.enum(['running', 'completed']),
        stage: z.string(),
        /** Partitions of the stage that are still to be done. */
        open: count,
        requestedAt: instantSchema,
        finishedAt: instantSchema.nullable(),
        report: nightReportSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'NightRuns' })

export const exportListSchema = z
  .strictObject({
    exports: z.array(
      z.strictObject({
        date: daySchema,
        files: z.array(
          z.strictObject({
            name: z.string(),
            rows: count,
            bytes: count,
            sha256: z.string(),
            /** Why a file is not fit for its purpose; empty when it is. */
            problems: z.array(z.string()),
            url: z.url(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Exports' })

export const reportListSchema = z
  .strictObject({
    reports: z.array(
      z.strictObject({
        reportId: idSchema,
        itemId: idSchema,
        questionId: idSchema,
        topicId: idSchema,
        reason: z.string(),
        comment: z.string().nullable(),
        at: instantSchema,
        /** As it was asked; null when the item is gone. */
        question: z.strictObject({ text: z.string(), type: questionTypeSchema, status: z.string() }).nullable(),
      }),
    ),
    /** For the next page; null on the last. */
    cursor: z.string().nullable(),
  })
  .meta({ id: 'Reports' })

export const pageQuerySchema = z.strictObject({
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
