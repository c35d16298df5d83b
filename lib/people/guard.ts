/** Who may call: the guards of the HTTP functions, put together from the configuration at first use. */
import type { UserDocument } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import type { Guard } from '../platform/http/api-handler.ts'
import { log } from '../platform/log.ts'
import { countCall } from '../platform/rate-limit.ts'
import { currentUser } from './current-user.ts'
import { bearerToken, type Identity } from './identity.ts'
import { createTokenVerifier, type VerifyToken } from './verify-token.ts'

let cachedVerifier: VerifyToken | undefined

function verifyToken(token: string): Promise<Identity> {
  const { TOKEN_ISSUER, TOKEN_JWKS_URI, GOOGLE_CLIENT_ID, ALLOWED_HOSTED_DOMAINS } = config()
  cachedVerifier ??= createTokenVerifier({
    issuer: TOKEN_ISSUER,
    jwksUri: TOKEN_JWKS_URI,
    audience: GOOGLE_CLIENT_ID,
    allowedDomains: ALLOWED_HOSTED_DOMAINS,
    clock: systemClock,
  })
  return cachedVerifier(token)
}

/** Anyone with a good token. Asks no store. */
export const signedIn: Guard<Identity> = async (headers) => {
  const identity = await verifyToken(bearerToken(headers))
  log.appendKeys({ sub: identity.sub })
  return identity
}

export type Admin = { identity: Identity; user: UserDocument }

/** Admins, so many times a minute. A role that is taken away works on for as long as users are cached. */
export const admin: Guard<Admin> = async (headers) => {
  const identity = await signedIn(headers)
  const user = await currentUser(identity)
  if (!user.roles.includes('admin')) throw new Refusal('forbidden')
  await countCall('admin', identity.sub, config().LIMIT_ADMIN_CALLS_PER_MINUTE, systemClock())
  return { identity, user }
}
