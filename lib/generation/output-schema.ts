/**
 * The form a model fills in, by type of question, as zod schemas and as the strict JSON Schemas made from them. Flat and
 * without optional fields, as strict schemas ask; what stands before the key is thought out before the key is.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
import * as z from 'zod'
import { levelSchema, type QuestionType } from '../contract/level-and-type.ts'
import { kindSchema } from '../contract/solution-pattern.ts'

/** Counts up with each change of the forms; prompt versions say which one they were written for. */
export const schemaVersion = 1

const stem = z.string().min(1).max(4_000)
const short = z.string().min(1).max(500)
const program = z.string().min(1).max(16_384)
const rule = z.object({ kind: kindSchema, feedback: short })

export const multipleChoiceFormSchema = z.object({
  level: levelSchema,
  text: stem,
  options: z
    .array(z.object({ id: z.string().min(1).max(20), text: short, misconception: z.string().max(500).nullable() }))
    .min(3)
    .max(5),
  explanation: stem,
  correctOptionId: z.string().min(1).max(20),
})

export const textFormSchema = z.object({
  level: levelSchema,
  text: stem,
  explanation: stem,
  correctAnswer: short,
  acceptedAnswers: z.array(short).max(20),
  tolerance: z.number().min(0).nullable(),
})

export const codingFormSchema = z.object({
  level: levelSchema,
  text: stem,
  starterCode: z.string().max(4_000).nullable(),
  entry: short,
  /** Arguments and result as JSON texts: a schema that takes any value is not strict. */
  tests: z
    .array(z.object({ args: z.string().max(4_000), expect: z.string().max(4_000), hidden: z.boolean() }))
    .min(3)
    .max(20),
  require: z.array(rule).max(5),
  forbid: z.array(rule).max(5),
  forbidCalls: z.array(z.object({ call: short, feedback: short })).max(5),
  reference: program,
  alternatives: z.array(program).min(1).max(10),
  wrongPrograms: z.array(program).min(3).max(10),
  explanation: stem,
})

export type MultipleChoiceForm = z.infer<typeof multipleChoiceFormSchema>
export type TextForm = z.infer<typeof textFormSchema>
export type CodingForm = z.infer<typeof codingFormSchema>

/** A JSON Schema under the name that the provider wants for it. */
export type OutputSchema = { name: string; schema: { [key: string]: unknown } }

const forms = {
  'multiple-choice': multipleChoiceFormSchema,
  text: textFormSchema,
  coding: codingFormSchema,
} as const satisfies Record<QuestionType, z.ZodType>

/** What a whole reply must look like: `{"questions": [form, ...]}`. */
export const outputSchema = (type: QuestionType): OutputSchema =>
  strictSchema(`${type}-questions`, z.object({ questions: z.array(forms[type]) }))

/** Keywords that strict schemas do not take; the zod schemas still check what they say. */
const unsupported = ['minLength', 'maxLength', '$schema']

/** @param schema of plain objects, all of whose fields must be there */
function strictSchema(name: string, schema: z.ZodType): OutputSchema {
  const json = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      for (const keyword of unsupported) Reflect.deleteProperty(jsonSchema, keyword)
    },
  })
  const { $schema: _, ...rest } = json
  return { name, schema: rest }
}
