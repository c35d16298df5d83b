/** The route table. CDK, the OpenAPI document and the tests read it; a route stands here only with its handler. */
import type { Route } from './route.ts'
import * as analytics from './routes/analytics.ts'
import * as generation from './routes/generation.ts'
import * as people from './routes/people.ts'
import * as prompts from './routes/prompts.ts'
import * as questions from './routes/questions.ts'
import * as quiz from './routes/quiz.ts'
import * as service from './routes/service.ts'
import * as topics from './routes/topics.ts'

export const routes: readonly Route[] = [
  quiz.startQuizRoute,
  quiz.answerQuestionRoute,
  quiz.answerSessionQuestionRoute,
  quiz.getQuizRoute,
  quiz.abandonQuizRoute,
  quiz.reportQuestionRoute,
  topics.listTopicsRoute,
  topics.getTopicRoute,
  topics.getTopicToEditRoute,
  topics.createTopicRoute,
  topics.replaceTopicRoute,
  topics.replaceTopicByPathRoute,
  generation.requestQuestionsRoute,
  generation.getRequestedQuestionsRoute,
  questions.importQuestionsRoute,
  questions.listQuestionsRoute,
  questions.getQuestionRoute,
  questions.reviewQuestionRoute,
  prompts.listPromptsRoute,
  prompts.createPromptRoute,
  prompts.changePromptRoute,
  people.getMeRoute,
  people.deleteMeRoute,
  people.getMyProgressRoute,
  people.getUserProgressRoute,
  people.findUsersRoute,
  people.changeUserRoute,
  people.deleteUserRoute,
  analytics.getAnalyticsRoute,
  analytics.requestNightRoute,
  analytics.listNightsRoute,
  analytics.listExportsRoute,
  analytics.listExperimentsRoute,
  analytics.listReportsRoute,
  service.getHealthRoute,
  service.getOpenapiRoute,
]

/** Answers whatever no route takes: 404, or 405 with `Allow`. */
export const defaultRoute = { name: 'refuse-unrouted', handler: 'functions/api/service/refuse-unrouted.ts' } as const
