/** The user behind an identity. The first request with a good token makes one. */
import type { Collection } from 'mongodb'
import type { UserDocument } from '../contract/documents.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import type { Identity } from './identity.ts'

export type UserDeps = {
  users: Collection<UserDocument>
  /** In lower case. Who signs in with one of these is an admin; every other role is kept in MongoDB alone. */
  adminEmails: readonly string[]
  clock: Clock
}

/** Finds or makes the user, and brings name, address and the configured admin role up to date. */
export function signIn(deps: UserDeps, identity: Identity): Promise<UserDocument> {
  return persistently(async () => {
    const user = await deps.users.findOne({ googleId: identity.sub })
    return user ? await bringUpToDate(deps, user, identity) : await createUser(deps, identity)
  })
}

async function createUser(deps: UserDeps, identity: Identity): Promise<UserDocument> {
  const { sub, name, email } = identity
  const user: UserDocument = {
    _id: newId(),
    googleId: sub,
    name,
    email,
    roles: isConfiguredAdmin(deps, email) ? ['student', 'admin'] : ['student'],
    progress: { topicsCompleted: [] },
    createdAt: deps.clock(),
  }
  try {
    await deps.users.insertOne(user)
    return user
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    // Another request of the same person was first.
    return signIn(deps, identity)
  }
}

async function bringUpToDate(deps: UserDeps, user: UserDocument, { name, email }: Identity): Promise<UserDocument> {
  const seedsAdmin = isConfiguredAdmin(deps, email) && !user.roles.includes('admin')
  if (user.name === name && user.email === email && !seedsAdmin && !user.erasedAs) return user
  await deps.users.updateOne(
    { _id: user._id },
    {
      $set: { name, email },
      ...(seedsAdmin && { $addToSet: { roles: 'admin' } }),
      // They came back before their erasure was done: what they do from now on belongs to another one.
      $unset: { erasedAs: '' },
    },
  )
  return { ...user, name, email, roles: seedsAdmin ? [...user.roles, 'admin'] : user.roles }
}

export const isConfiguredAdmin = ({ adminEmails }: Pick<UserDeps, 'adminEmails'>, email: string) =>
  adminEmails.includes(email)
