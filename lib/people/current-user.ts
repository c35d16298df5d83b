/** Users as this execution environment knows them, for a minute: roles and courses are asked for with every request. */
import type { UserDocument } from '../contract/documents.ts'
import { systemClock } from '../platform/clock.ts'
import { collections } from '../platform/collections.ts'
import { config } from '../platform/config.ts'
import { database } from '../platform/mongo.ts'
import type { Identity } from './identity.ts'
import { signIn, type UserDeps } from './sign-in.ts'

const lifetimeMs = 60_000
const mostUsers = 1_000

type Entry = { user: UserDocument; until: number }

/** By the token's `sub`, oldest first. */
const known = new Map<string, Entry>()

export async function userDeps(): Promise<UserDeps> {
  const { users } = collections(await database())
  return { users, adminEmails: config().ADMIN_EMAILS, clock: systemClock }
}

/** The caller, who becomes a user by calling. @param fresh as MongoDB has them now, not as a minute ago */
export async function currentUser(identity: Identity, { fresh = false } = {}): Promise<UserDocument> {
  const entry = known.get(identity.sub)
  if (!fresh && entry && entry.until > systemClock().getTime() && entry.user.email === identity.email) return entry.user
  const user = await signIn(await userDeps(), identity)
  remember(user)
  return user
}

function remember(user: UserDocument): void {
  const oldest = known.keys().next().value
  if (known.size >= mostUsers && oldest !== undefined) known.delete(oldest)
  known.delete(user.googleId)
  known.set(user.googleId, { user, until: systemClock().getTime() + lifetimeMs })
}

/** After a change or an erasure: other execution environments follow within the minute. */
export const forgetUser = (googleId: string) => known.delete(googleId)
