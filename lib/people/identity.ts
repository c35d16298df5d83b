/** Who a request comes from, as a checked Google ID token says. */
import { Refusal } from '../contract/problem.ts'

export type Identity = {
  /** Google's id of the account: never reused, never changed. */
  sub: string
  /** Verified by Google, in lower case. */
  email: string
  name: string
  /** The Google Workspace domain that the account belongs to. */
  hostedDomain: string | null
}

/** RFC 6750, section 2.1: the scheme's case does not matter, the token's alphabet does. */
const bearer = /^bearer +(\S.*)$/i

/** @throws Refusal missing-token */
export function bearerToken(headers: Record<string, string | undefined>): string {
  const token = bearer.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) throw new Refusal('missing-token')
  return token.trimEnd()
}
