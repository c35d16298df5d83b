/** Only a Google ID token for this service is taken; every forgery and every other token is refused, each for its reason. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProblemName, Refusal } from '../../lib/contract/problem.ts'
import { bearerToken } from '../../lib/people/identity.ts'
import { createTokenVerifier, type VerifyToken } from '../../lib/people/verify-token.ts'
import { type Claims, macToken, newSigningKey, signToken, startIssuer, type TestIssuer } from '../support/tokens.ts'

let issuer: TestIssuer
let verify: VerifyToken
let now: number

const stranger = newSigningKey('key-1')

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

const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const rs256 = (input: string) =>
  `${input}.${sign('sha256', Buffer.from(input), issuer.key.privateKey).toString('base64url')}`
const header = (changes: Claims = {}) => ({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...changes })
const parts = (token: string) => token.split('.') as [string, string, string]

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
  })

  test('costs one request for the keys, however many there are', async () => {
    const fresh = verifierFor()
    const before = issuer.requests
    await Promise.all(Array.from({ length: 30 }, () => fresh(issuer.mint())))
    await fresh(issuer.mint())
    expect(issuer.requests - before).toBe(1)
  })
})

/** Each signed by the right key, unless it says otherwise. */
const badClaims: Record<string, Claims> = {
  'that has expired': { exp: 1_700_000_000, iat: 1_699_996_400 },
  'of the epoch': { exp: 0, iat: -3_600 },
  'without exp': { exp: undefined },
  'with exp as text': { exp: '9999999999' },
  'with exp null': { exp: null },
  'without iat': { iat: undefined },
  'with iat as text': { iat: '1' },
  'from the future': { iat: 4_000_000_000, exp: 4_000_003_600 },
  'from the future, though valid before': { iat: 4_000_000_000, exp: 4_000_003_600, nbf: 1 },
  'not valid before a time to come': { nbf: 4_000_000_000 },
  'that lives for ever': { exp: 99_999_999_999 },
  'whose exp is in milliseconds': { exp: Date.now() + 3_600_000 },
  'of another audience': { aud: 'another-client' },
  'without audience': { aud: undefined, azp: undefined },
  'with a list of audiences that has ours': { aud: ['client-of-the-tests', 'another-client'] },
  'with a list of only our audience': { aud: ['client-of-the-tests'] },
  'with a list of only our audience, and no azp': { aud: ['client-of-the-tests'], azp: undefined },
  'with an empty audience': { aud: '', azp: undefined },
  'with our audience as a prefix': { aud: 'client-of-the-tests.evil', azp: undefined },
  'of another issuer': { iss: 'https://accounts.google.com' },
  'of an issuer that looks like ours': { iss: 'http://127.0.0.1' },
  'without issuer': { iss: undefined },
  'with a list of issuers': { iss: ['https://accounts.google.com'] },
  'issued to another client': { azp: 'another-client' },
  'with azp as a number': { azp: 1 },
  'with an unverified address': { email_verified: false },
  'with a word for verified': { email_verified: 'true' },
  'with 1 for verified': { email_verified: 1 },
  'without email_verified': { email_verified: undefined },
  'without an address': { email: undefined },
  'with something that is no address': { email: 'student' },
  'with a list of addresses': { email: ['student@school.example'] },
  'with an operator for an address': { email: { $ne: null } },
  'without sub': { sub: undefined },
  'with an empty sub': { sub: '' },
  'with a numeric sub': { sub: 42 },
  'with an operator for a sub': { sub: { $ne: null } },
  'with an overlong sub': { sub: '1'.repeat(256) },
  'with hd as a list': { hd: ['school.example'] },
  'with a name that is an object': { name: { $ne: null } },
}

const badHeaders: Record<string, Claims> = {
  'with crit': { crit: ['exp'] },
  'with an empty crit': { crit: [] },
  'with b64 false and crit': { crit: ['b64'], b64: false },
  'with alg RS512 named': { alg: 'RS512' },
  'with alg PS256 named': { alg: 'PS256' },
  'with alg in lower case': { alg: 'rs256' },
  'without alg': { alg: undefined },
  'with alg as a list': { alg: ['RS256'] },
  'with alg null': { alg: null },
  'without kid': { kid: undefined },
  'with an empty kid': { kid: '' },
  'with kid as a number': { kid: 1 },
  'with kid as an object': { kid: { $ne: null } },
  'with a kid that is a path': { kid: '../../../../dev/null' },
  'with a kid that is a query': { kid: "key-1' OR '1'='1" },
  'with an overlong kid': { kid: 'k'.repeat(201) },
  'with kid __proto__': { kid: '__proto__' },
  'of another type': { typ: 'JWE' },
  'that is a logout token': { typ: 'logout+jwt' },
  'with typ as a list': { typ: ['JWT'] },
}

describe('a token', () => {
  test.each(Object.entries(badClaims))('%s is invalid', async (_, changes) => {
    expect(await refusalOf(() => verify(issuer.mint(changes)))).toMatchObject({ problem: 'invalid-token' })
  })

  test.each(Object.entries(badHeaders))('%s is invalid', async (_, changes) => {
    expect(await refusalOf(() => verify(issuer.mint({}, changes)))).toMatchObject({ problem: 'invalid-token' })
  })
})

const forgeries: Record<string, () => string> = {
  'with alg none and no signature': () => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(issuer.claims())}.`,
  'with alg none, a kid and a signature': () => issuer.mint({}, { alg: 'none' }),
  'with alg nOnE': () => `${base64url(header({ alg: 'nOnE' }))}.${base64url(issuer.claims())}.AA`,
  'with HS256 over the public key in PEM': () =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'pem' }), header({ alg: 'HS256' }), issuer.claims()),
  'with HS256 over the public key in DER': () =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'der' }), header({ alg: 'HS256' }), issuer.claims()),
  'with HS256 over the modulus': () =>
    macToken(`${issuer.key.publicKey.export({ format: 'jwk' }).n}`, header({ alg: 'HS256' }), issuer.claims()),
  'with HMAC under the name of RS256': () =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'pem' }), header(), issuer.claims()),
  "by a stranger's key under our kid": () => issuer.mint({}, {}, stranger),
  "by a stranger's key that comes along as jwk": () =>
    signToken(stranger, header({ jwk: stranger.publicKey.export({ format: 'jwk' }) }), issuer.claims()),
  "by a stranger's key that jku leads to": () =>
    signToken(stranger, header({ jku: `${issuer.issuer}/strangers-keys` }), issuer.claims()),
  "by a stranger's key that x5u leads to": () =>
    signToken(stranger, header({ x5u: `${issuer.issuer}/strangers-keys` }), issuer.claims()),
  "by a stranger's key that comes along as x5c": () =>
    signToken(
      stranger,
      header({ x5c: [stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }),
      issuer.claims(),
    ),
  'with an elliptic curve': () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const input = `${base64url(header({ alg: 'ES256' }))}.${base64url(issuer.claims())}`
    return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  },
  'whose payload was changed': () => {
    const [head, , signature] = parts(issuer.mint())
    return `${head}.${base64url(issuer.claims({ email: 'admin@school.example' }))}.${signature}`
  },
  'whose header was changed': () => {
    const [, payload, signature] = parts(issuer.mint())
    return `${base64url(header({ extra: 1 }))}.${payload}.${signature}`
  },
  'with one bit of the signature changed': () => {
    const [head, payload, signature] = parts(issuer.mint())
    const bytes = Buffer.from(signature, 'base64url')
    bytes[17] = (bytes[17] ?? 0) ^ 1
    return `${head}.${payload}.${bytes.toString('base64url')}`
  },
  'with the signature of another token': () => {
    const [head, payload] = parts(issuer.mint())
    return `${head}.${payload}.${parts(issuer.mint({ sub: 'other' }))[2]}`
  },
  'with half a signature': () => issuer.mint().slice(0, -100),
  'without signature': () => `${parts(issuer.mint()).slice(0, 2).join('.')}.`,
  'with stray bits at the end of the signature': () => {
    const token = issuer.mint()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1]
  },
  'with padding': () => `${issuer.mint()}==`,
  'in the alphabet of plain base64': () =>
    rs256(`${base64url(header())}.${base64url(issuer.claims()).slice(0, -4)}++//`),
  'with four parts': () => `${issuer.mint()}.AAAA`,
  'with five parts': () => `${issuer.mint()}.AAAA.AAAA`,
  'with two dots in a row': () => issuer.mint().replace('.', '..'),
  'with a dot in front': () => `.${issuer.mint()}`,
  'with a blank inside': () => issuer.mint().replace('.', '. '),
  'twice, as two headers arrive': () => `${issuer.mint()},${issuer.mint()}`,
  'with a header that is no JSON': () => rs256(`${base64url('{"alg":')}.${base64url(issuer.claims())}`),
  'with a header that is a list': () => rs256(`${base64url([header()])}.${base64url(issuer.claims())}`),
  'with a payload that is null': () => rs256(`${base64url(header())}.${base64url('null')}`),
  'with a payload that is text': () => rs256(`${base64url(header())}.${base64url('"student"')}`),
  'with claims in __proto__': () =>
    rs256(`${base64url(header())}.${base64url(`{"__proto__":${JSON.stringify(issuer.claims())}}`)}`),
  'with deep nesting': () =>
    rs256(`${base64url(header())}.${base64url(`{"x":${'['.repeat(2_000)}${']'.repeat(2_000)}}`)}`),
  'of nine kilobytes': () => issuer.mint({ padding: 'x'.repeat(9_000) }),
  'of a megabyte of dots': () => '.'.repeat(1_000_000),
  'that is a word': () => 'undefined',
  'that is an API key': () => 'AIzaSyA-1234567890abcdefghijklmnopqrstu',
  'that is a session cookie': () => createHmac('sha256', 'x').update('y').digest('hex'),
}

describe('a forgery', () => {
  test.each(Object.entries(forgeries))('%s is invalid', async (_, forge) => {
    expect(await refusalOf(() => verify(forge()))).toMatchObject({ problem: 'invalid-token' })
  })

  test('never makes us ask anybody but the issuer', async () => {
    const before = issuer.requests
    await refusalOf(() => verify(forgeries["by a stranger's key that jku leads to"]?.() ?? ''))
    await refusalOf(() => verify(forgeries["by a stranger's key that x5u leads to"]?.() ?? ''))
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
  const accessTokens: Record<string, () => string> = {
    "of Google's": () => 'ya29.a0AfH6SMBx-made-up',
    'by its type': () => issuer.mint({}, { typ: 'at+jwt' }),
    'by its type in full': () => issuer.mint({}, { typ: 'application/at+jwt' }),
    'by its scope': () => issuer.mint({ scope: 'openid email' }),
    'by its use': () => issuer.mint({ token_use: 'access' }),
  }
  test.each(Object.entries(accessTokens))('%s has a problem of its own', async (_, mint) => {
    expect(await refusalOf(() => verify(mint()))).toMatchObject({ problem: 'access-token' })
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
