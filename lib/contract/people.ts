/** Users, their progress, and the topics they see. */
import * as z from 'zod'
import { courseSchema, idSchema, instantSchema, roleSchema } from './primitives.ts'
import { abilityViewSchema } from './quiz.ts'
import { difficultyRangeSchema, policyNameSchema, topicFieldsSchema } from './topic.ts'

export const userViewSchema = z
  .strictObject({
    userId: idSchema,
    email: z.string(),
    name: z.string(),
    roles: z.array(roleSchema),
    enrolledCourses: z.array(courseSchema),
    topicsCompleted: z.array(idSchema),
  })
  .meta({ id: 'User' })
export type UserView = z.infer<typeof userViewSchema>

export const userListSchema = z.strictObject({ users: z.array(userViewSchema) }).meta({ id: 'Users' })

export const userPatchSchema = z
  .strictObject({
    roles: z.array(roleSchema).min(1).max(2).optional(),
    enrolledCourses: z.array(courseSchema).max(200).optional(),
  })
  .refine((patch) => patch.roles !== undefined || patch.enrolledCourses !== undefined, {
    error: 'names nothing to change',
  })
  .meta({ id: 'UserPatch', minProperties: 1 })
export type UserPatch = z.infer<typeof userPatchSchema>

const standing = {
  topicId: idSchema,
  topicTitle: z.string(),
  lastAttempt: instantSchema,
  best: z.strictObject({ score: z.int().min(0), total: z.int().min(0) }).nullable(),
  /** Quizzes started on this topic. */
  attempts: z.int().min(1),
  /** From finished quizzes only. */
  ability: abilityViewSchema.nullable(),
}

export const progressRowSchema = z.discriminatedUnion('completed', [
  z.strictObject({ ...standing, completed: z.literal(true), score: z.int().min(0), total: z.int().min(0) }),
  z.strictObject({
    ...standing,
    completed: z.literal(false),
    currentScore: z.int().min(0),
    answered: z.int().min(0),
    totalQuestions: z.int().min(1),
    status: z.enum(['in-progress', 'abandoned']),
  }),
])
export type ProgressRow = z.infer<typeof progressRowSchema>

export const progressSchema = z
  .strictObject({ userId: idSchema, topics: z.array(progressRowSchema) })
  .meta({ id: 'Progress' })
export type Progress = z.infer<typeof progressSchema>

export const topicViewSchema = z
  .strictObject({
    topicId: idSchema,
    title: z.string(),
    description: z.string(),
    difficultyRange: difficultyRangeSchema,
    course: courseSchema.nullable(),
    instructor: z.string().nullable(),
    policy: policyNameSchema,
  })
  .meta({ id: 'Topic' })
export type TopicView = z.infer<typeof topicViewSchema>

export const topicListSchema = z.strictObject({ topics: z.array(topicViewSchema) }).meta({ id: 'Topics' })

export const topicCreateSchema = topicFieldsSchema.meta({ id: 'TopicCreate' })
/** All that an admin has said of a topic: what replacing it takes. */
export const topicToEditSchema = topicFieldsSchema.safeExtend({ topicId: idSchema }).meta({ id: 'TopicToEdit' })
export type TopicToEdit = z.infer<typeof topicToEditSchema>

export const topicReplaceSchema = topicFieldsSchema
  .safeExtend({ topicId: idSchema.optional() })
  .meta({ id: 'TopicReplace' })
