/** Topics, for students and for those who edit them. */
import * as z from 'zod'
import {
  topicCreateSchema,
  topicListSchema,
  topicReplaceSchema,
  topicToEditSchema,
  topicViewSchema,
} from '../people.ts'
import { idSchema } from '../primitives.ts'
import { defineRoute } from '../route.ts'

const topicParams = z.strictObject({ topicId: idSchema })

export const listTopicsRoute = defineRoute({
  name: 'list-topics',
  method: 'GET',
  path: '/api/topics',
  handler: 'functions/api/topics/list-topics.ts',
  access: 'user',
  tag: 'Topics',
  summary: 'Topics that one can take a quiz on',
  responses: { 200: { description: 'The topics, by title.', schema: topicListSchema } },
})

export const getTopicRoute = defineRoute({
  name: 'get-topic',
  method: 'GET',
  path: '/api/topics/{topicId}',
  handler: 'functions/api/topics/get-topic.ts',
  access: 'user',
  tag: 'Topics',
  summary: 'One topic',
  params: topicParams,
  responses: { 200: { description: 'The topic.', schema: topicViewSchema } },
  problems: ['unknown-topic'],
})

export const getTopicToEditRoute = defineRoute({
  name: 'get-topic-to-edit',
  method: 'GET',
  path: '/api/admin/topics/{topicId}',
  handler: 'functions/api/topics/get-topic-to-edit.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'All fields of a topic, as replacing it takes them',
  params: topicParams,
  responses: { 200: { description: 'The topic.', schema: topicToEditSchema } },
  problems: ['unknown-topic'],
})

export const createTopicRoute = defineRoute({
  name: 'create-topic',
  method: 'POST',
  path: '/api/admin/topics',
  handler: 'functions/api/topics/create-topic.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Add a topic',
  body: topicCreateSchema,
  responses: { 201: { description: 'The new topic.', schema: topicViewSchema, headers: ['Location'] } },
})

const replaceTopic = {
  name: 'replace-topic',
  method: 'PUT',
  handler: 'functions/api/topics/replace-topic.ts',
  access: 'admin',
  tag: 'Administration',
  responses: { 200: { description: 'The topic as it is now.', schema: topicViewSchema } },
  problems: ['unknown-topic'],
} as const

export const replaceTopicRoute = defineRoute({
  ...replaceTopic,
  path: '/api/admin/topics',
  summary: 'Replace the topic that the body names',
  body: topicReplaceSchema.safeExtend({ topicId: idSchema }).meta({ id: 'TopicReplaceById' }),
})

export const replaceTopicByPathRoute = defineRoute({
  ...replaceTopic,
  path: '/api/admin/topics/{topicId}',
  summary: 'Replace the topic in the path',
  params: topicParams,
  body: topicReplaceSchema,
})
