/** Users as admins find and change them. */
import type { Collection } from 'mongodb'
import type { UserDocument } from '../contract/documents.ts'
import type { UserPatch, UserView } from '../contract/people.ts'
import { Refusal } from '../contract/problem.ts'
import { toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import { forgetUser } from './current-user.ts'
import { isConfiguredAdmin, type UserDeps } from './sign-in.ts'

type Users = { users: Collection<UserDocument> }

/** @throws Refusal unknown-user */
export async function findUser({ users }: Users, userId: string): Promise<UserDocument> {
  const user = await persistently(() => users.findOne({ _id: toId(userId) }))
  if (!user) throw new Refusal('unknown-user')
  return user
}

export const findUserBySub = ({ users }: Users, sub: string): Promise<UserDocument | null> =>
  persistently(() => users.findOne({ googleId: sub }))

/** Addresses are not unique: an account that was closed and opened anew is another user. */
export const findUsersByEmail = ({ users }: Users, email: string): Promise<UserDocument[]> =>
  persistently(() => users.find({ email }).sort({ _id: 1 }).toArray())

/**
 * Sets the roles or the courses, or both, to what the patch says.
 * @throws Refusal unknown-user; invalid-request when it would take from an admin by configuration what their next
 * request gives back
 */
export async function changeUser(deps: UserDeps, userId: string, patch: UserPatch): Promise<UserDocument> {
  const user = await findUser(deps, userId)
  const { roles, enrolledCourses } = patch
  if (roles && !roles.includes('admin') && isConfiguredAdmin(deps, user.email)) {
    const message = 'the configuration (ADMIN_EMAILS) makes this address an admin'
    throw new Refusal('invalid-request', { issues: [{ path: '/roles', message }] })
  }
  const changes = {
    ...(roles && { roles: [...new Set(roles)] }),
    ...(enrolledCourses && { enrolledCourses: [...new Set(enrolledCourses)] }),
  }
  const { matchedCount } = await persistently(() => deps.users.updateOne({ _id: user._id }, { $set: changes }))
  if (matchedCount === 0) throw new Refusal('unknown-user')
  forgetUser(user.googleId)
  return { ...user, ...changes }
}

export const toUserView = ({ _id, email, name, roles, enrolledCourses, progress }: UserDocument): UserView => ({
  userId: _id.toHexString(),
  email,
  name,
  roles,
  enrolledCourses: enrolledCourses ?? [],
  topicsCompleted: progress.topicsCompleted.map((id) => id.toHexString()),
})
