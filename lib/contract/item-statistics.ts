/** What answers tell of an item that many students get (docs/adr/0012-item-statistics-of-personal-quizzes.md). */
import * as z from 'zod'

const count = z.int().min(0)

export const itemStatisticsFields = {
  /** Answers that it is known from. */
  n: count,
  /** Percent, but for the deviation, which is in marks. */
  facility: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  discriminationIndex: z.number().nullable(),
  discriminativeEfficiency: z.number().nullable(),
  /** Of multiple choice: which share chose each option, of all students and of thirds by their other answers. */
  distractors: z
    .strictObject({
      n: count,
      options: z.array(
        z.strictObject({
          /** Its place in the stored options. */
          option: count,
          isKey: z.boolean(),
          share: z.number(),
          top: z.number(),
          middle: z.number(),
          bottom: z.number(),
          functioning: z.boolean(),
        }),
      ),
    })
    .nullable(),
}
