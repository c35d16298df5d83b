/** What a grader has to say about an answer, the same shape for every type of question. */
import * as z from 'zod'

const severitySchema = z.enum(['essential', 'actionable', 'informative', 'celebratory'])

export const feedbackItemSchema = z
  .strictObject({
    severity: severitySchema,
    message: z.string(),
    ruleId: z.string().optional(),
    line: z.int().min(1).optional(),
    column: z.int().min(0).optional(),
    test: z.strictObject({ input: z.string() }).optional(),
    expected: z.string().optional(),
    actual: z.string().optional(),
  })
  .meta({ id: 'FeedbackItem' })
export type FeedbackItem = z.infer<typeof feedbackItemSchema>

/** `checking`: a code answer whose verdict is under way. `unknown`: no verdict was possible; counts nowhere. */
export const verdictSchema = z.enum(['correct', 'incorrect', 'checking', 'unknown'])
