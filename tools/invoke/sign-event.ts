/** Signs a sample event: where it has `Bearer ID-TOKEN`, it gets the token of an administrator of the local sign-in. */
import * as z from 'zod'

const unsignedSchema = z.looseObject({ headers: z.looseObject({ authorization: z.literal('Bearer ID-TOKEN') }) })
const mintedSchema = z.object({ idToken: z.string() })

/**
 * @param url of the front door, which has `/local/token`
 * @returns the event as it is, where it asks for no token or people sign in with Google itself
 */
export async function signEvent(event: unknown, url: string): Promise<unknown> {
  const unsigned = unsignedSchema.safeParse(event)
  if (!unsigned.success) return event
  const reply = await fetch(`${url}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'invoke@school.example', admin: true }),
  })
  // With Google's own sign-in the event has to bring its token.
  if (!reply.ok) return event
  const { idToken } = mintedSchema.parse(await reply.json())
  return { ...unsigned.data, headers: { ...unsigned.data.headers, authorization: `Bearer ${idToken}` } }
}
