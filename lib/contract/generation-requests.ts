/** Questions that an admin asks for: how many of which difficulty, and what came of it. */
import * as z from 'zod'
import { levelSchema, questionTypeSchema } from './level-and-type.ts'
import { idSchema } from './primitives.ts'
import { solutionPatternSchema } from './solution-pattern.ts'

const share = z.int().min(0).max(50)

/** Easy is levels 1 and 2, medium 3, hard 4 and 5. */
export const difficultySpreadSchema = z.strictObject({ easy: share, medium: share, hard: share })
export type DifficultySpread = z.infer<typeof difficultySpreadSchema>

const defaultNumber = 10

export const questionsRequestSchema = z
  .strictObject({
    topicId: idSchema,
    numQuestions: z.int().min(1).max(50).default(defaultNumber),
    /** Without it, 3 : 4 : 3, as far as the topic has such levels. */
    difficultySpread: difficultySpreadSchema.optional(),
  })
  .refine(({ numQuestions, difficultySpread: spread }) => !spread || sumOf(spread) === numQuestions, {
    error: 'the spread does not add up to numQuestions',
    path: ['difficultySpread'],
  })
  .meta({ id: 'QuestionsRequest' })

const sumOf = ({ easy, medium, hard }: DifficultySpread) => easy + medium + hard

/** As an admin sees it, key and all. */
export const generatedQuestionViewSchema = z
  .strictObject({
    id: idSchema,
    text: z.string(),
    options: z.array(z.string()).nullable(),
    correctAnswer: z.string(),
    acceptedAnswers: z.array(z.string()).optional(),
    tolerance: z.number().optional(),
    solutionPattern: solutionPatternSchema.optional(),
    explanation: z.string(),
    difficulty: levelSchema,
    type: questionTypeSchema,
    promptVersion: z.string(),
  })
  .meta({ id: 'GeneratedQuestion' })
export type GeneratedQuestionView = z.infer<typeof generatedQuestionViewSchema>

const outcome = {
  questions: z.array(generatedQuestionViewSchema),
  /** Why there are fewer questions than were asked for. */
  problems: z.array(z.string()),
}

export const generatedQuestionsSchema = z.strictObject(outcome).meta({ id: 'GeneratedQuestions' })

export const generationProgressSchema = z
  .strictObject({ jobId: idSchema, status: z.enum(['running', 'done', 'failed']), ...outcome })
  .meta({ id: 'GenerationProgress' })
export type GenerationProgress = z.infer<typeof generationProgressSchema>
