/** What happened, night by night: figures, runs, exports, reports. */
import * as z from 'zod'
import {
  analyticsQuerySchema,
  analyticsSchema,
  exportListSchema,
  nightRunsSchema,
  pageQuerySchema,
  reportListSchema,
  runAcceptedSchema,
  runRequestSchema,
} from '../analytics.ts'
import { experimentListSchema } from '../experiment-views.ts'
import { defineRoute } from '../route.ts'

const forAdmins = { access: 'admin', tag: 'Administration' } as const

export const getAnalyticsRoute = defineRoute({
  ...forAdmins,
  name: 'get-analytics',
  method: 'GET',
  path: '/api/admin/analytics',
  handler: 'functions/api/analytics/get-analytics.ts',
  summary: 'Figures of today so far, of a day, or of several; or the raw answers behind them',
  query: analyticsQuerySchema,
  headers: z.object({ accept: z.string().optional() }),
  responses: {
    200: { description: 'Figures or, with type=attempts, a page of answers.', schema: analyticsSchema, csv: true },
  },
})

export const requestNightRoute = defineRoute({
  ...forAdmins,
  name: 'request-night',
  method: 'POST',
  path: '/api/admin/analytics/run',
  handler: 'functions/api/analytics/request-night.ts',
  summary: 'Have the night of a date worked (again)',
  body: runRequestSchema,
  responses: {
    202: { description: 'Asked for; its run is in the list.', schema: runAcceptedSchema, headers: ['Location'] },
  },
})

export const listNightsRoute = defineRoute({
  ...forAdmins,
  name: 'list-nights',
  method: 'GET',
  path: '/api/admin/analytics/runs',
  handler: 'functions/api/analytics/list-nights.ts',
  summary: 'The latest nights and what they came to',
  responses: { 200: { description: 'Runs, latest date first.', schema: nightRunsSchema } },
})

export const listExportsRoute = defineRoute({
  ...forAdmins,
  name: 'list-exports',
  method: 'GET',
  path: '/api/admin/exports',
  handler: 'functions/api/analytics/list-exports.ts',
  summary: 'Files that nights have exported',
  responses: {
    200: { description: 'By date, latest first, with links that work for a while.', schema: exportListSchema },
  },
})

export const listExperimentsRoute = defineRoute({
  ...forAdmins,
  name: 'list-experiments',
  method: 'GET',
  path: '/api/admin/experiments',
  handler: 'functions/api/analytics/list-experiments.ts',
  summary: 'Experiments with prompt versions and models, running and past, with their evidence',
  responses: {
    200: { description: 'Running ones first; with the latest outcomes of prompts.', schema: experimentListSchema },
  },
})

export const listReportsRoute = defineRoute({
  ...forAdmins,
  name: 'list-reports',
  method: 'GET',
  path: '/api/admin/reports',
  handler: 'functions/api/analytics/list-reports.ts',
  summary: 'What students have reported about questions',
  query: pageQuerySchema,
  responses: { 200: { description: 'A page of reports, latest first.', schema: reportListSchema } },
})
