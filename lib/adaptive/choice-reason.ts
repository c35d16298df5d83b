/** Why a question was chosen: a small record, stored with the attempt it follows. */
import * as z from 'zod'
import { levelSchema } from '../contract/level-and-type.ts'

const rollingCauseSchema = z.enum(['start', 'accuracy-high', 'accuracy-low', 'streak', 'steady', 'no-verdict'])
export type RollingCause = z.infer<typeof rollingCauseSchema>

const levels = {
  /** The level that the rule asked for, had every level a question left. */
  wanted: levelSchema,
  /** The level of the question chosen. */
  taken: levelSchema,
}
const ability = { theta: z.number(), standardError: z.number().min(0) }

export const choiceReasonSchema = z.discriminatedUnion('rule', [
  /** Most information at theta. */
  z.strictObject({ rule: z.literal('irt'), ...ability, information: z.number().min(0), ...levels }),
  /** Expected success nearest to 70 %. */
  z.strictObject({ rule: z.literal('practice'), ...ability, expectedSuccess: z.number().min(0).max(1), ...levels }),
  /** Accuracy over the window and the streak, both as they were at the choice. */
  z.strictObject({
    rule: z.literal('rolling'),
    cause: rollingCauseSchema,
    window: z.array(z.boolean()).max(5),
    streak: z.int().min(0).max(2),
    ...levels,
  }),
])
export type ChoiceReason = z.infer<typeof choiceReasonSchema>
