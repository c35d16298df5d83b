/**
 * Arguments and results of a sample test as JSON, with marks for what JSON lacks: `{"$date": ISO 8601}`,
 * `{"$number": "NaN"|"Infinity"|"-Infinity"|"-0"}`, `{"$undefined": true}`, `{"$bigint": "12"}`, `{"$map": [[k, v]]}`,
 * `{"$set": [v]}`; as an expectation also `{"$error": true}` or `{"$error": "part of the message"}`.
 */
import * as z from 'zod'

const specialNumbers = ['NaN', 'Infinity', '-Infinity', '-0'] as const

/** Limits within one value: a result such as the primes below 100 is longer than the lists of the pattern itself. */
const longestValueList = 100
const longestValueString = 500

const marks = new Map<string, (inner: unknown) => boolean>([
  ['$date', (inner) => typeof inner === 'string' && !Number.isNaN(Date.parse(inner))],
  ['$number', (inner) => specialNumbers.some((name) => name === inner)],
  ['$undefined', (inner) => inner === true],
  ['$bigint', (inner) => typeof inner === 'string' && /^-?\d{1,300}$/.test(inner)],
  ['$map', (inner) => Array.isArray(inner) && inner.every((pair) => Array.isArray(pair) && pair.length === 2)],
  ['$set', Array.isArray],
])

/** What is wrong with one value, its parts aside. */
function problemOf(value: unknown): string | null {
  if (typeof value === 'string') return value.length > longestValueString ? 'a string is too long' : null
  if (typeof value !== 'object' || value === null) return null
  const keys = Object.keys(value)
  if (Math.max(keys.length, ...keys.map((key) => key.length)) > longestValueList)
    return 'a list or an object is too long'
  if (keys.includes('__proto__')) return '__proto__ cannot be a key'
  const mark = Array.isArray(value) ? undefined : keys.find((key) => key.startsWith('$'))
  if (mark === undefined) return null
  const [inner] = Object.values(value)
  return keys.length === 1 && marks.get(mark)?.(inner) ? null : `${mark} is no mark, or does not hold what it should`
}

/** Values are shallow: the pattern's own depth limit has been checked before. */
function checkValue(value: unknown, context: z.RefinementCtx): void {
  const pending = [value]
  while (pending.length > 0) {
    const part = pending.pop()
    const problem = problemOf(part)
    if (problem) context.addIssue({ code: 'custom', message: problem })
    else if (typeof part === 'object' && part !== null) pending.push(...Object.values(part))
  }
}

export const testValueSchema = z.unknown().superRefine(checkValue).pipe(z.json())
export type TestValue = z.infer<typeof testValueSchema>

const errorExpectationSchema = z.strictObject({
  $error: z.union([z.literal(true), z.string().min(1).max(longestValueString)]),
})

const expectsError = (value: unknown) => typeof value === 'object' && value !== null && '$error' in value

/** The value that a test expects, or the error. */
export const testExpectationSchema = z
  .unknown()
  .superRefine((value, context) => {
    if (expectsError(value)) {
      const parsed = errorExpectationSchema.safeParse(value)
      if (!parsed.success) context.addIssue({ code: 'custom', message: '$error must be true or a part of the message' })
    } else checkValue(value, context)
  })
  .pipe(z.json())
