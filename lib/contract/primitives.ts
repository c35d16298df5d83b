/** Small shapes that requests, responses, events and documents share. */
import * as z from 'zod'

/** The text form of an ObjectId; upper-case hexadecimal is taken and folded. */
export const idSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{24}$/, { error: 'must be 24 hexadecimal digits' })
  .toLowerCase()
  .meta({ id: 'Id', description: 'An ObjectId as 24 hexadecimal digits.', examples: ['65f0c0ffee65f0c0ffee65f0'] })

/** An instant in UTC, ISO 8601 with milliseconds. */
export const instantSchema = z.iso.datetime().meta({ id: 'Instant' })

export const roleSchema = z.enum(['student', 'admin'])

export const courseSchema = z.string().trim().min(1).max(60)
