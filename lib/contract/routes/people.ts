/** Users: who one is, how far one has come, and what admins may change. */
import * as z from 'zod'
import { progressSchema, userListSchema, userPatchSchema, userViewSchema } from '../people.ts'
import { emailSchema, idSchema } from '../primitives.ts'
import { defineRoute } from '../route.ts'

const userParams = z.strictObject({ userId: idSchema })
const gone = { description: 'The person and what is personal about their data is gone.', schema: z.null() }

export const getMeRoute = defineRoute({
  name: 'get-me',
  method: 'GET',
  path: '/api/user/me',
  handler: 'functions/api/people/get-me.ts',
  access: 'user',
  tag: 'People',
  summary: 'Who one is, and may do',
  responses: { 200: { description: 'The caller.', schema: userViewSchema } },
})

export const deleteMeRoute = defineRoute({
  name: 'delete-me',
  method: 'DELETE',
  path: '/api/user/me',
  handler: 'functions/api/people/delete-me.ts',
  access: 'user',
  tag: 'People',
  summary: 'Erase oneself',
  responses: { 204: gone },
})

export const getMyProgressRoute = defineRoute({
  name: 'get-my-progress',
  method: 'GET',
  path: '/api/user/progress',
  handler: 'functions/api/people/get-my-progress.ts',
  access: 'user',
  tag: 'People',
  summary: "One's progress, topic by topic",
  responses: { 200: { description: 'A row for each topic engaged with.', schema: progressSchema } },
})

export const getUserProgressRoute = defineRoute({
  name: 'get-user-progress',
  method: 'GET',
  path: '/api/user/{userId}/progress',
  handler: 'functions/api/people/get-user-progress.ts',
  access: 'admin',
  tag: 'Administration',
  summary: "Somebody's progress",
  params: userParams,
  responses: { 200: { description: 'A row for each topic engaged with.', schema: progressSchema } },
  problems: ['unknown-user'],
})

export const findUsersRoute = defineRoute({
  name: 'find-users',
  method: 'GET',
  path: '/api/admin/users',
  handler: 'functions/api/people/find-users.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Find users by e-mail address',
  query: z.strictObject({ email: emailSchema }),
  responses: { 200: { description: 'The users with this address; none is an empty list.', schema: userListSchema } },
})

export const changeUserRoute = defineRoute({
  name: 'change-user',
  method: 'PATCH',
  path: '/api/admin/users/{userId}',
  handler: 'functions/api/people/change-user.ts',
  access: 'admin',
  tag: 'Administration',
  summary: "Change somebody's roles or courses",
  params: userParams,
  body: userPatchSchema,
  responses: { 200: { description: 'The user as they are now.', schema: userViewSchema } },
  problems: ['unknown-user'],
})

export const deleteUserRoute = defineRoute({
  name: 'delete-user',
  method: 'DELETE',
  path: '/api/admin/users/{userId}',
  handler: 'functions/api/people/delete-user.ts',
  access: 'admin',
  tag: 'Administration',
  summary: 'Erase somebody',
  params: userParams,
  responses: { 204: gone },
  problems: ['unknown-user'],
})
