/** How hard a question is meant to be, and how it is answered. */
import * as z from 'zod'

export const lowestLevel = 1
export const highestLevel = 5

/** Difficulty as authors state it: 1 (recall) to 5 (several steps, or an unfamiliar setting). */
export const levelSchema = z.int().min(lowestLevel).max(highestLevel)

export const questionTypeSchema = z.enum(['multiple-choice', 'text', 'coding'])
export type QuestionType = z.infer<typeof questionTypeSchema>

/** Shares of right answers between which a level's questions are as hard as they are called. */
export const successBand = Object.freeze({ low: 0.4, high: 0.85 })
