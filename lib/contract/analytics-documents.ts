/** The MongoDB documents of the night: its runs, and what each of its stages leaves behind. */
import * as z from 'zod'
import { dayFiguresSchema, daySchema, nightReportSchema } from './analytics.ts'
import { objectIdSchema } from './documents.ts'
import { modelStatusSchema, promptOutcomesFields } from './experiments.ts'
import { promptNameSchema } from './generation.ts'
import { itemStatisticsFields } from './item-statistics.ts'
import { levelSchema } from './level-and-type.ts'
import { solutionPatternSchema } from './solution-pattern.ts'

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
  /** Since when. */
  stageAt: z.date(),
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

const numbers = z.array(z.number())

/** Sufficient statistics of an item (lib/analytics/personal-item-statistics.ts) over a day, a month or a year. */
export const itemAnswersDocumentSchema = z.strictObject({
  /** `<itemId>:<period>` */
  _id: z.string(),
  itemId: objectIdSchema,
  topicId: objectIdSchema,
  kind: z.enum(['day', 'month', 'year']),
  /** YYYY-MM-DD, YYYY-MM or YYYY: when the quizzes ended. */
  period: z.string(),
  n: count,
  correct: count,
  restSum: z.number(),
  restSquares: z.number(),
  restSumWhenCorrect: z.number(),
  restCounts: numbers,
  restSums: numbers,
  choices: z.array(numbers),
})
export type ItemAnswersDocument = z.infer<typeof itemAnswersDocumentSchema>

/** What is known of an item that many students get, from all answers so far (docs/adr/0012). */
export const itemStatisticsDocumentSchema = z.strictObject({
  /** The item's. */
  _id: objectIdSchema,
  topicId: objectIdSchema,
  ...itemStatisticsFields,
})
export type ItemStatisticsDocument = z.infer<typeof itemStatisticsDocumentSchema>

const estimate = { n: count, b: z.number(), standardError: z.number() }

/** A topic's difficulties as they were known after a day: a version that quizzes may have been served with. */
export const calibrationDocumentSchema = z.strictObject({
  /** `<topicId>:<date>` */
  _id: z.string(),
  topicId: objectIdSchema,
  date: daySchema,
  quizzes: count,
  levels: z.array(z.strictObject({ level: levelSchema, promptVersion: z.string().nullable(), ...estimate })),
  items: z.array(z.strictObject({ item: z.string(), published: z.boolean(), ...estimate })),
  tau: z.number(),
  iterations: count,
  converged: z.boolean(),
})
export type CalibrationDocument = z.infer<typeof calibrationDocumentSchema>

/**
 * Why an item was taken out of circulation. One that is in circulation again has been reverted: from then on only what
 * came after `date` counts against it.
 */
export const quarantineDocumentSchema = z.strictObject({
  /** The item's. */
  _id: objectIdSchema,
  topicId: objectIdSchema,
  /** Of the night that found it. */
  date: daySchema,
  evidence: z.array(z.looseObject({ rule: z.string() })),
  /** false only until the item itself says so too. */
  applied: z.boolean(),
})
export type QuarantineDocument = z.infer<typeof quarantineDocumentSchema>

/** What became of what a prompt version, or an arm of an experiment, was asked for, as a night found it. */
export const promptOutcomesDocumentSchema = z.strictObject({
  /** `<date>:<promptVersion>`, or `<date>:<experimentId>:<arm>` */
  _id: z.string(),
  date: daySchema,
  promptName: promptNameSchema,
  experimentId: objectIdSchema.nullable(),
  /** Up to the end of the date. */
  from: z.date(),
  ...promptOutcomesFields,
})
export type PromptOutcomesDocument = z.infer<typeof promptOutcomesDocumentSchema>

/** What a topic's answers tell whoever writes further questions on it. Of five students or more, or not at all. */
export const topicFindingsDocumentSchema = z.strictObject({
  /** The topic's. */
  _id: objectIdSchema,
  date: daySchema,
  levels: z.array(z.strictObject({ level: levelSchema, n: count, successRate: z.number().min(0).max(1) })),
  misconceptions: z.array(z.string()),
})
export type TopicFindingsDocument = z.infer<typeof topicFindingsDocumentSchema>

/** How a coding question's pattern has judged, and a better one where there is one. */
export const patternFindingsDocumentSchema = z.strictObject({
  /** The item's. */
  _id: objectIdSchema,
  topicId: objectIdSchema,
  date: daySchema,
  /** Programs with a verdict, those without one, and those that pass all tests. */
  answers: count,
  unknown: count,
  passing: count,
  /** Students who reported the question. */
  reporters: count,
  /** Rules that failed programs which pass all tests, and how many students wrote such. */
  rules: z.array(z.strictObject({ ruleId: z.string(), students: count })),
  /** Has passed the admission gate; an admin applies it or does not. */
  proposal: z
    .strictObject({ replaces: solutionPatternSchema, pattern: solutionPatternSchema, toAdvice: z.array(z.string()) })
    .nullable(),
})
export type PatternFindingsDocument = z.infer<typeof patternFindingsDocumentSchema>

/** A model that is being taught with a night's examples, or has been. */
export const modelDocumentSchema = z.strictObject({
  /** SHA-256 of the examples: the same are not taught twice. */
  _id: z.string(),
  date: daySchema,
  baseModel: z.string(),
  status: modelStatusSchema,
  trainingFile: z.string().nullable(),
  validationFile: z.string().nullable(),
  job: z.string().nullable(),
  /** As prompt versions name it. */
  model: z.string().nullable(),
  /** Prompt versions that it is compared as. */
  promptVersions: z.array(z.string()),
  error: z.string().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
})
export type ModelDocument = z.infer<typeof modelDocumentSchema>

/** How a prompt version did on a model in a day. */
export const promptFiguresDocumentSchema = z.strictObject({
  /** `<date>:<promptVersion>:<model>` */
  _id: z.string(),
  date: daySchema,
  promptVersion: z.string(),
  model: z.string(),
  logs: count,
  /** Questions asked for, and those that passed every check. */
  requested: count,
  accepted: count,
  calls: z.strictObject({
    n: count,
    failed: count,
    /** US dollars; null where a price is not known. */
    cost: z.number().min(0).nullable(),
    latencyMs: z.strictObject({ p50: z.number().nullable(), p95: z.number().nullable() }),
  }),
  /** Candidates by the first rule that they broke, most frequent first. */
  refusals: z.array(z.strictObject({ rule: z.string(), candidates: count })),
})
export type PromptFiguresDocument = z.infer<typeof promptFiguresDocumentSchema>
