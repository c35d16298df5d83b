/** Makes somebody an admin before, or after, their first sign-in. */
import type { Db } from 'mongodb'
import { collections } from '../../lib/platform/collections.ts'
import { nameOf, type Person, subjectOf } from './google-claims.ts'

/** Running functions notice within a minute, for as long as they remember a user. */
export async function grantAdmin(db: Db, person: Person): Promise<void> {
  await collections(db).users.updateOne(
    { googleId: subjectOf(person.email) },
    {
      $addToSet: { roles: { $each: ['student', 'admin'] } },
      $setOnInsert: {
        name: nameOf(person),
        email: person.email,
        progress: { topicsCompleted: [] },
        createdAt: new Date(),
      },
    },
    { upsert: true },
  )
}
