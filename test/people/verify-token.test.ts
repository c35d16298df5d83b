/** Only a Google ID token for this service is taken; every forgery and every other token is refused, each for its reason. */
import { sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProblemName, Refusal } from '../../lib/contract/problem.ts'
import { bearerToken } from '../../lib/people/identity.ts'
import { createTokenVerifier, type VerifyToken } from '../../lib/people/verify-token.ts'
import { accessTokens, badClaims, badHeaders, base64url, forgeries, header, stranger } from '../support/bad-tokens.ts'
import { type Claims, startIssuer, type TestIssuer } from '../support/tokens.ts'

let issuer: TestIssuer
let verify: VerifyToken
let now: number

const verifierFor = (changes: { allowedDomains?: string[] } = {}) =>
  createTokenVerifier({
    issuer: issuer.issuer,
    jwksUri: issuer.jwksUri,
    audience: issuer.audience,
    allowedDomains: [],
    clock: () => new Date(now * 1_000),
    ...changes,
  })

beforeAll(async () => {
  issuer = await startIssuer()
  now = Math.floor(Date.now() / 1_000)
  verify = verifierFor()
})
afterAll(() => issuer.close())

async function refusalOf(work: () => unknown): Promise<Refusal> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('was taken')
}

describe('a good token', () => {
  test('is somebody', async () => {
    const token = issuer.mint({ email: 'Ada@School.Example', name: ' Ada ', hd: 'School.Example', sub: '42' })
    expect(await verify(token)).toEqual({
      sub: '42',
      email: 'ada@school.example',
      name: 'Ada',
      hostedDomain: 'school.example',
    })
  })

  const taken: Record<string, Claims> = {
    'without azp': { azp: undefined },
    'without a name': { name: undefined },
    'with a name of blanks': { name: '  ' },
    'with an nbf in the past': { nbf: 1 },
    'with claims that we do not know': { picture: 'https://lh3.example/p.png', locale: 'de', at_hash: 'x', nonce: 'y' },
    'issued a little ahead of our clock': { iat: Math.floor(Date.now() / 1_000) + 20 },
    'that expires in some seconds': { exp: Math.floor(Date.now() / 1_000) + 60 },
  }
  test.each(Object.entries(taken))('%s is taken', async (_, changes) => {
    expect((await verify(issuer.mint(changes))).email).toBe('student@school.example')
  })

  test('without typ is taken', async () => {
    expect(await verify(issuer.mint({}, { typ: undefined }))).toMatchObject({ email: 'student@school.example' })
  })

  test('has its address for a name when there is none, and a name that fits', async () => {
    expect((await verify(issuer.mint({ name: undefined }))).name).toBe('student@school.example')
    expect((await verify(issuer.mint({ name: 'x'.repeat(5_000) }))).name).toHaveLength(200)
    expect((await verify(issuer.mint({ name: `x${'😀'.repeat(200)}` }))).name.isWellFormed()).toBe(true)
  })

  test('costs one request for the keys, however many there are', async () => {
    const fresh = verifierFor()
    const before = issuer.requests
    await Promise.all(Array.from({ length: 30 }, () => fresh(issuer.mint())))
    await fresh(issuer.mint())
    expect(issuer.requests - before).toBe(1)
  })
})

describe('a token', () => {
  test.each(Object.entries(badClaims))('%s is invalid', async (_, changes) => {
    expect(await refusalOf(() => verify(issuer.mint(changes)))).toMatchObject({ problem: 'invalid-token' })
  })

  test.each(Object.entries(badHeaders))('%s is invalid', async (_, changes) => {
    // A verifier of its own: one asks the issuer only so often for keys that nobody knows.
    const check = verifierFor()
    expect(await refusalOf(() => check(issuer.mint({}, changes)))).toMatchObject({ problem: 'invalid-token' })
  })
})

describe('a forgery', () => {
  test.each(Object.entries(forgeries))('%s is invalid', async (_, forge) => {
    expect(await refusalOf(() => verify(forge(issuer)))).toMatchObject({ problem: 'invalid-token' })
  })

  test('never makes us ask anybody but the issuer', async () => {
    const before = issuer.requests
    await refusalOf(() => verify(forgeries["by a stranger's key that jku leads to"]?.(issuer) ?? ''))
    await refusalOf(() => verify(forgeries["by a stranger's key that x5u leads to"]?.(issuer) ?? ''))
    expect(issuer.requests).toBe(before)
  })

  test('with another algorithm is invalid even where the key set leaves the algorithm open', async () => {
    const { alg: _, ...jwk } = { ...issuer.key.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256' }
    issuer.fault = { status: 200, body: JSON.stringify({ keys: [jwk] }) }
    const check = verifierFor()
    expect(await check(issuer.mint())).toMatchObject({ email: 'student@school.example' })
    const input = `${base64url(header({ alg: 'RS512' }))}.${base64url(issuer.claims())}`
    const token = `${input}.${sign('sha512', Buffer.from(input), issuer.key.privateKey).toString('base64url')}`
    expect(await refusalOf(() => check(token))).toMatchObject({ problem: 'invalid-token' })
    issuer.fault = null
  })

  test('does not shut out what comes after it', async () => {
    await refusalOf(() => verify(issuer.mint({}, {}, stranger)))
    expect(await verify(issuer.mint())).toMatchObject({ email: 'student@school.example' })
  })
})

describe('an access token instead of an ID token', () => {
  test.each(Object.entries(accessTokens))('%s has a problem of its own', async (_, mint) => {
    expect(await refusalOf(() => verify(mint(issuer)))).toMatchObject({ problem: 'access-token' })
  })
})

describe('with domains configured', () => {
  const inSchool = (changes: Claims, problem?: ProblemName) => [changes, problem] as const

  test.each([
    inSchool({ hd: 'school.example' }),
    inSchool({ hd: 'SCHOOL.example' }),
    inSchool({ hd: 'other.example' }, 'wrong-domain'),
    inSchool({ hd: undefined }, 'wrong-domain'),
    inSchool({ hd: undefined, email: 'a@school.example' }, 'wrong-domain'),
    inSchool({ hd: 'school.example.evil.example' }, 'wrong-domain'),
    inSchool({ hd: '' }, 'wrong-domain'),
    inSchool({ hd: 'other.example', exp: 1 }, 'invalid-token'),
    inSchool({ hd: 'other.example', aud: 'another-client' }, 'invalid-token'),
  ])('%j: %s', async (changes, problem) => {
    const check = verifierFor({ allowedDomains: ['school.example'] })
    if (problem) expect(await refusalOf(() => check(issuer.mint(changes)))).toMatchObject({ problem })
    else expect(await check(issuer.mint(changes))).toMatchObject({ hostedDomain: 'school.example' })
  })
})

test('Google signs with two names', async () => {
  const settings = { audience: issuer.audience, allowedDomains: [], clock: () => new Date(now * 1_000) }
  const google = createTokenVerifier({
    ...settings,
    issuer: 'https://accounts.google.com',
    jwksUri: issuer.jwksUri,
  })
  for (const iss of ['https://accounts.google.com', 'accounts.google.com']) {
    expect(await google(issuer.mint({ iss }))).toMatchObject({ email: 'student@school.example' })
  }
  expect(await refusalOf(() => google(issuer.mint()))).toMatchObject({ problem: 'invalid-token' })
})

test('the clock is the one passed in', async () => {
  let time = now
  const check = createTokenVerifier({
    issuer: issuer.issuer,
    jwksUri: issuer.jwksUri,
    audience: issuer.audience,
    allowedDomains: [],
    clock: () => new Date(time * 1_000),
  })
  const token = issuer.mint({ iat: now, exp: now + 3_600 })
  await check(token)
  time = now + 3_599
  await check(token)
  time = now + 3_600
  expect(await refusalOf(() => check(token))).toMatchObject({ problem: 'invalid-token' })
  time = now - 31
  expect(await refusalOf(() => check(token))).toMatchObject({ problem: 'invalid-token' })
})

test('a refusal says which claim, and never what was in it', async () => {
  const secret = 'canary-3f1c'
  for (const changes of [
    { aud: secret },
    { email: secret },
    { azp: secret },
    { sub: '', name: secret },
    { iss: secret },
  ]) {
    const { extras } = await refusalOf(() => verify(issuer.mint(changes)))
    expect(extras.detail).toBeTypeOf('string')
    expect(JSON.stringify({ ...extras, cause: undefined })).not.toContain(secret)
  }
  const { extras } = await refusalOf(() => verify(issuer.mint({ email_verified: false })))
  expect(extras.detail).toContain('email_verified')
})

describe('the Authorization header', () => {
  test.each(['Bearer abc', 'bearer abc', 'BEARER abc', 'Bearer   abc', 'Bearer abc  '])(
    '%j has the token',
    (authorization) => {
      expect(bearerToken({ authorization })).toBe('abc')
    },
  )

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'abc', 'Bearerabc', 'Token abc'])(
    '%j has none',
    async (authorization) => {
      expect(await refusalOf(() => bearerToken({ authorization }))).toMatchObject({ problem: 'missing-token' })
    },
  )
})
