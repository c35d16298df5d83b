/** The stock of questions, as admins see it. */
import * as z from 'zod'
import { idSchema } from '../primitives.ts'
import {
  importReplySchema,
  importRequestSchema,
  questionListSchema,
  questionPatchSchema,
  questionQuerySchema,
  questionStorySchema,
} from '../questions.ts'
import { defineRoute } from '../route.ts'

/** Of a question of the stock, or of the copy that a student was served. */
const questionParams = z.strictObject({ questionId: idSchema })

export const importQuestionsRoute = defineRoute({
  name: 'import-questions',
  method: 'POST',
  path: '/api/admin/questions',
  handler: 'functions/api/questions/import-questions.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Import questions into the bank: JSON, Moodle GIFT or Aiken; all of them, or none',
  query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
  body: importRequestSchema,
  responses: {
    200: { description: 'What was updated; or, of a dry run, what an import would do.', schema: importReplySchema },
    201: { description: 'What was imported.', schema: importReplySchema },
  },
  problems: ['unknown-topic'],
})

export const listQuestionsRoute = defineRoute({
  name: 'list-questions',
  method: 'GET',
  path: '/api/admin/questions',
  handler: 'functions/api/questions/list-questions.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Questions of the bank, or generated ones',
  query: questionQuerySchema,
  responses: { 200: { description: 'Up to 50 questions, by id.', schema: questionListSchema } },
})

export const getQuestionRoute = defineRoute({
  name: 'get-question',
  method: 'GET',
  path: '/api/admin/questions/{questionId}',
  handler: 'functions/api/questions/get-question.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'The whole story of a question',
  params: questionParams,
  responses: { 200: { description: 'All that is known of it.', schema: questionStorySchema } },
  problems: ['unknown-question'],
})

export const reviewQuestionRoute = defineRoute({
  name: 'review-question',
  method: 'PATCH',
  path: '/api/admin/questions/{questionId}',
  handler: 'functions/api/questions/review-question.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Promote, quarantine or reject a question, or take that back',
  params: questionParams,
  body: questionPatchSchema,
  responses: { 200: { description: 'The question as it is now.', schema: questionStorySchema } },
  problems: ['unknown-question', 'question-status'],
})
