/** The issuer's keys: rotated, withdrawn, out of reach, and asked for by whoever makes up key ids. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../lib/contract/problem.ts'
import { assertTrustworthy } from '../../lib/people/signing-keys.ts'
import { createTokenVerifier, type VerifyToken } from '../../lib/people/verify-token.ts'
import { newSigningKey, startIssuer, type TestIssuer } from '../support/tokens.ts'

const [rotated, stranger] = [newSigningKey('key-2'), newSigningKey('key-of-nobody')]

let issuer: TestIssuer
let verify: VerifyToken
let now: number

const pass = (seconds: number) => {
  now += seconds * 1_000
}

beforeEach(async () => {
  issuer = await startIssuer()
  now = Date.now()
  verify = createTokenVerifier({
    issuer: issuer.issuer,
    jwksUri: issuer.jwksUri,
    audience: issuer.audience,
    allowedDomains: [],
    clock: () => new Date(now),
  })
})
afterEach(() => issuer.close())

/** Tokens minted now, by the clock of the test. */
const good = (key = issuer.key) => {
  const seconds = Math.floor(now / 1_000)
  return issuer.mint({ iat: seconds, exp: seconds + 3_600 }, {}, key)
}
const bogus = (kid: string) => issuer.mint({}, { kid }, stranger)

async function refusalOf(token: string): Promise<Refusal> {
  const error = await verify(token).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof Refusal) return error
  throw new Error('was not refused', { cause: error })
}

describe('rotation', () => {
  test('a key that is published later is found when a token names it', async () => {
    await verify(good())
    issuer.published.push(rotated)
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
    expect(issuer.requests).toBe(2)
  })

  test('one bogus key id does not block a key that is published right after it', async () => {
    await verify(good())
    expect(await refusalOf(bogus('made-up'))).toMatchObject({ problem: 'invalid-token' })
    issuer.published.push(rotated)
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
  })

  test('a key id that was bogus is asked for again after a minute', async () => {
    await refusalOf(good(rotated))
    issuer.published.push(rotated)
    expect(await refusalOf(good(rotated))).toMatchObject({ problem: 'invalid-token' })
    pass(61)
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
  })

  test('a key id that was bogus is good at once when another fetch brings its key', async () => {
    await refusalOf(good(rotated))
    issuer.published.push(rotated)
    await refusalOf(bogus('made-up'))
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
  })

  test('a withdrawn key goes within hours', async () => {
    await verify(good())
    issuer.published = [rotated]
    pass(6 * 3_600 + 1)
    expect(await refusalOf(good())).toMatchObject({ problem: 'invalid-token' })
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
  })
})

describe('a flood of bogus key ids', () => {
  test('asks for the same one once a minute', async () => {
    await verify(good())
    for (let i = 0; i < 20; i += 1)
      expect(await refusalOf(bogus('made-up'))).toMatchObject({ problem: 'invalid-token' })
    expect(issuer.requests).toBe(2)
  })

  test('asks the issuer no more than 15 times in a minute, and serves everybody with a known key', async () => {
    await verify(good())
    for (let second = 0; second < 60; second += 1) {
      for (let i = 0; i < 20; i += 1) await refusalOf(bogus(`made-up-${second}-${i}`))
      expect(await verify(good())).toMatchObject({ email: 'student@school.example' })
      pass(1)
    }
    expect(issuer.requests).toBeLessThanOrEqual(15)
    expect(issuer.requests).toBeGreaterThan(5)
  })

  test('keeps a rotated key waiting for seconds, as unavailable rather than wrong, and says for how long', async () => {
    await verify(good())
    for (let i = 0; i < 20; i += 1) await refusalOf(bogus(`made-up-${i}`))
    issuer.published.push(rotated)
    const { problem, extras } = await refusalOf(good(rotated))
    expect(problem).toBe('store-unavailable')
    const seconds = Number(extras.headers?.['retry-after'])
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(6)
    pass(seconds)
    expect(await verify(good(rotated))).toMatchObject({ email: 'student@school.example' })
  })
})

describe('an issuer out of reach', () => {
  const faults = {
    'that answers 500': { status: 500, body: '' },
    'that sends no JSON': { status: 200, body: '<html>' },
    'that sends no key set': { status: 200, body: '{"keys":{}}' },
    'that sends keys without a type': { status: 200, body: '{"keys":[{"kid":"key-1"}]}' },
    'that redirects': { status: 302, body: '' },
  }
  test.each(Object.entries(faults))('%s is our trouble, not that of the token', async (_, fault) => {
    issuer.fault = fault
    const { problem, extras } = await refusalOf(good())
    expect(problem).toBe('store-unavailable')
    expect(Number(extras.headers?.['retry-after'])).toBeGreaterThanOrEqual(1)
    issuer.fault = null
    expect(await verify(good())).toMatchObject({ email: 'student@school.example' })
  })

  test('that fails once is asked once more, and the first student of all gets in', async () => {
    const moments = [faults['that answers 500'], null]
    Object.defineProperty(issuer, 'fault', { get: () => moments.shift() ?? null })
    expect(await verify(good())).toMatchObject({ email: 'student@school.example' })
    expect(issuer.requests).toBe(2)
  })

  test('is asked once, not twice, while there are keys', async () => {
    await verify(good())
    issuer.fault = faults['that answers 500']
    expect(await refusalOf(good(rotated))).toMatchObject({ problem: 'store-unavailable' })
    expect(issuer.requests).toBe(2)
  })

  test('that refuses connections', async () => {
    const token = good()
    await issuer.close()
    expect(await refusalOf(token)).toMatchObject({ problem: 'store-unavailable' })
  })

  test('leaves the keys that we have, however old', async () => {
    await verify(good())
    issuer.fault = faults['that answers 500']
    pass(24 * 3_600)
    expect(await verify(good())).toMatchObject({ email: 'student@school.example' })
  })
})

describe('the address of the keys', () => {
  test.each([
    'https://www.googleapis.com/oauth2/v3/certs',
    'http://127.0.0.1:1/jwks',
    'http://localhost:1/jwks',
    'http://[::1]:1/jwks',
  ])('%s is taken', (address) => {
    expect(() => assertTrustworthy(address)).not.toThrow()
  })

  test.each([
    'http://www.googleapis.com/oauth2/v3/certs',
    'http://localhost.evil.example/jwks',
    'http://10.0.0.1/jwks',
    'file:///etc/keys',
    'data:application/json,{}',
  ])('%s is refused when the verifier is made', (jwksUri) => {
    const settings = { issuer: 'https://i.example', audience: 'a', allowedDomains: [], clock: () => new Date() }
    expect(() => createTokenVerifier({ ...settings, jwksUri })).toThrow(/https/)
  })
})
