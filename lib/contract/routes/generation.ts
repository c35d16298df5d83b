/** Questions made by a model on an admin's request. */
import * as z from 'zod'
import { generatedQuestionsSchema, generationProgressSchema, questionsRequestSchema } from '../generation-requests.ts'
import { idSchema } from '../primitives.ts'
import { defineRoute } from '../route.ts'

export const requestQuestionsRoute = defineRoute({
  name: 'request-questions',
  method: 'POST',
  path: '/api/admin/generateQuestions',
  handler: 'functions/api/generation/request-questions.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Have questions generated for a topic, for review',
  body: questionsRequestSchema,
  responses: {
    200: { description: 'What the model made, checked, and why there is no more.', schema: generatedQuestionsSchema },
    202: {
      description: 'Not all is done: ask the Location again after Retry-After seconds.',
      schema: generationProgressSchema,
      headers: ['Location', 'Retry-After'],
    },
  },
  problems: ['unknown-topic', 'generation-unavailable'],
})

export const getRequestedQuestionsRoute = defineRoute({
  name: 'get-requested-questions',
  method: 'GET',
  path: '/api/admin/generateQuestions/{jobId}',
  handler: 'functions/api/generation/get-requested-questions.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'How far a request for questions has come',
  params: z.strictObject({ jobId: idSchema }),
  responses: { 200: { description: 'Its questions so far.', schema: generationProgressSchema } },
  problems: ['unknown-job'],
})
