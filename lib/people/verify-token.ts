/**
 * Whether a token is a Google ID token for this service, and whose. aws-jwt-verify checks signature, issuer and
 * audience; what it leaves to its callers is checked here, every claim by one clock.
 * What Google promises of its tokens: https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 */
import { JwtBaseError } from 'aws-jwt-verify/error'
import type { DecomposedJwt } from 'aws-jwt-verify/jwt'
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt'
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier'
import * as z from 'zod'
import { Refusal } from '../contract/problem.ts'
import type { Clock } from '../platform/clock.ts'
import type { Identity } from './identity.ts'
import { assertTrustworthy, createSigningKeys } from './signing-keys.ts'

export type TokenSettings = {
  issuer: string
  jwksUri: string
  /** Our client id: the one `aud` that is taken. */
  audience: string
  /** In lower case; none takes every domain, and accounts without one. */
  allowedDomains: readonly string[]
  clock: Clock
}

/** Google signs with either (its own page on ID tokens). */
const issuersOf = (issuer: string) =>
  issuer === 'https://accounts.google.com' ? [issuer, 'accounts.google.com'] : [issuer]

const largestToken = 8 * 1024
const clockSkewSeconds = 30
/** Google's live for an hour. */
const longestLifetimeSeconds = 24 * 60 * 60

const headerSchema = z.looseObject({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(200),
  typ: z.string().regex(/^jwt$/i).optional(),
  /** Whatever it lists must be understood (RFC 7515, section 4.1.11), and we understand nothing beyond the standard. */
  crit: z.never().optional(),
})

const claimsSchema = z
  .looseObject({
    /** ASCII, case and all (OpenID Connect Core, section 2); Google's are digits. */
    sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
    aud: z.string(),
    azp: z.string().optional(),
    iat: z.number(),
    exp: z.number(),
    nbf: z.number().optional(),
    email: z.email().max(320).toLowerCase(),
    email_verified: z.literal(true),
    name: z.string().optional(),
    hd: z.string().toLowerCase().optional(),
  })
  .refine(({ aud, azp }) => azp === undefined || azp === aud, { error: 'was issued to another client', path: ['azp'] })
type Claims = z.infer<typeof claimsSchema>

export type VerifyToken = (token: string) => Promise<Identity>

/** @returns a function that throws Refusal 401, 403 wrong-domain, or 503 while the issuer's keys cannot be had */
export function createTokenVerifier({ issuer, jwksUri, audience, allowedDomains, clock }: TokenSettings): VerifyToken {
  assertTrustworthy(jwksUri)
  const verifier = JwtVerifier.create(
    // Its own check of `exp` and `nbf` knows only the system's clock, and lets their absence pass.
    issuersOf(issuer).map((issuer) => ({ issuer, audience, jwksUri, graceSeconds: Number.POSITIVE_INFINITY })),
    { jwksCache: createSigningKeys(clock) },
  )
  return async (token) => {
    const { header, payload } = decompose(token)
    if (isAccessToken(header, payload)) throw new Refusal('access-token')
    if (!headerSchema.safeParse(header).success) throw invalidToken('its header is not that of a Google ID token')
    const claims = checkClaims(await verifySignature(() => verifier.verify(token)), clock().getTime() / 1_000)
    if (allowedDomains.length > 0 && !allowedDomains.includes(claims.hd ?? '')) throw new Refusal('wrong-domain')
    return { sub: claims.sub, email: claims.email, name: nameOf(claims), hostedDomain: claims.hd ?? null }
  }
}

const invalidToken = (detail: string, cause?: unknown) => new Refusal('invalid-token', { detail, cause })

/** An opaque access token of Google's. */
const opaqueAccessToken = /^ya29\./

function decompose(token: string): Pick<DecomposedJwt, 'header' | 'payload'> {
  if (opaqueAccessToken.test(token)) throw new Refusal('access-token')
  if (token.length > largestToken) throw invalidToken('it is too long')
  if (!token.split('.').every(isCanonical)) throw invalidToken('it is not a JSON Web Token')
  try {
    return decomposeUnverifiedJwt(token)
  } catch (cause) {
    throw invalidToken('it is not a JSON Web Token', cause)
  }
}

/** Unpadded base64url with no stray bits: a token has one spelling (RFC 7515, section 2). */
const isCanonical = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part

/** RFC 9068 marks them by type; other issuers by the claims that only they have. */
const isAccessToken = ({ typ }: DecomposedJwt['header'], payload: DecomposedJwt['payload']) =>
  (typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)) ||
  payload.scope !== undefined ||
  payload.token_use === 'access'

async function verifySignature(verify: () => Promise<unknown>): Promise<unknown> {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof JwtBaseError) throw invalidToken('its signature, issuer or audience is not acceptable', error)
    throw error
  }
}

/** @param now seconds since the epoch */
function checkClaims(payload: unknown, now: number): Claims {
  const parsed = claimsSchema.safeParse(payload)
  if (!parsed.success) {
    const claims = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
    throw invalidToken(`claims that are absent or not acceptable: ${claims.join(', ')}`)
  }
  const { iat, exp, nbf } = parsed.data
  if (exp <= now) throw invalidToken('it has expired')
  if (iat > now + clockSkewSeconds || (nbf ?? iat) > now + clockSkewSeconds) throw invalidToken('it is not valid yet')
  if (exp <= iat || exp - iat > longestLifetimeSeconds) throw invalidToken('its lifetime is not acceptable')
  return parsed.data
}

const longestName = 200

/** Well-formed, since BSON keeps no half of a surrogate pair, and a name that changes is written at every sign-in. */
const nameOf = ({ name, email }: Claims) => name?.trim().slice(0, longestName).toWellFormed() || email
