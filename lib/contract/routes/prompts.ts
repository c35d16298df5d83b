/** The prompts that questions are generated with. */
import * as z from 'zod'
import { promptNameSchema } from '../generation.ts'
import { promptCreateSchema, promptListSchema, promptPatchSchema, promptViewSchema } from '../prompts.ts'
import { defineRoute } from '../route.ts'

export const listPromptsRoute = defineRoute({
  name: 'list-prompts',
  method: 'GET',
  path: '/api/admin/prompts',
  handler: 'functions/api/prompts/list-prompts.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Every version of every prompt',
  query: z.strictObject({ name: promptNameSchema.optional() }),
  responses: { 200: { description: 'By name, newest first.', schema: promptListSchema } },
})

export const createPromptRoute = defineRoute({
  name: 'create-prompt',
  method: 'POST',
  path: '/api/admin/prompts',
  handler: 'functions/api/prompts/create-prompt.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Add a prompt version, as a draft',
  body: promptCreateSchema,
  responses: { 201: { description: 'The version with this content, new or already there.', schema: promptViewSchema } },
})

export const changePromptRoute = defineRoute({
  name: 'change-prompt',
  method: 'PATCH',
  path: '/api/admin/prompts',
  handler: 'functions/api/prompts/change-prompt.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Release or retire a prompt version',
  body: promptPatchSchema,
  responses: { 200: { description: 'The version as it is now.', schema: promptViewSchema } },
  problems: ['unknown-prompt', 'prompt-in-use', 'prompt-status'],
})
