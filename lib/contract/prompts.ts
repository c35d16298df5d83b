/** Prompt versions, as admins see, add and release them. */
import * as z from 'zod'
import { chatMessageSchema, promptNameSchema, promptStatusSchema } from './generation.ts'
import { instantSchema } from './primitives.ts'

const text = z.string().trim().min(1).max(20_000)

const paramsSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  maxOutputTokens: z.int().min(1).max(100_000).optional(),
})

export const promptCreateSchema = z
  .strictObject({
    name: promptNameSchema,
    /** Templates; names in double braces are filled in. */
    messages: z
      .array(chatMessageSchema.safeExtend({ content: text }))
      .min(1)
      .max(10),
    /** Examples of what is asked and replied. */
    fewShot: z
      .array(z.strictObject({ ask: text, reply: text }))
      .max(10)
      .default([]),
    /** null: the configured model. */
    model: z.string().trim().min(1).max(200).nullable().default(null),
    params: paramsSchema.default({}),
    note: z.string().trim().min(1).max(1_000).optional(),
  })
  .meta({ id: 'PromptCreate' })
export type PromptCreate = z.output<typeof promptCreateSchema>

export const promptPatchSchema = z
  .strictObject({ name: promptNameSchema, version: z.int().min(1).max(1_000_000), status: promptStatusSchema })
  .meta({ id: 'PromptPatch' })

export const promptViewSchema = z
  .strictObject({
    name: promptNameSchema,
    version: z.int().min(1),
    /** Of all that reaches the model. */
    sha256: z.string(),
    messages: z.array(chatMessageSchema),
    fewShot: z.array(z.strictObject({ ask: z.string(), reply: z.string() })),
    model: z.string().nullable(),
    params: z.strictObject({ temperature: z.number().optional(), maxOutputTokens: z.int().optional() }),
    schemaVersion: z.int(),
    status: promptStatusSchema,
    origin: z.enum(['seed', 'admin', 'night']),
    note: z.string().nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Prompt' })
export type PromptView = z.infer<typeof promptViewSchema>

export const promptListSchema = z.strictObject({ prompts: z.array(promptViewSchema) }).meta({ id: 'Prompts' })
