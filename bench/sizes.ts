/** How much is measured, where the environment may say so: `BENCH_QUIZZES=30 npm run bench -- quizzes`. */
import * as z from 'zod'

const schema = z.coerce.number().int().min(1)

/** @throws when the variable is set to anything but a whole number from 1 */
export function sizeOf(variable: string, usual: number): number {
  const given = process.env[variable]
  if (given === undefined) return usual
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new Error(`${variable} must be a whole number from 1, not ${given}`)
  return parsed.data
}
