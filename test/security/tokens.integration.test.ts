/** Every token that must not be taken, over a real handler: refused as the contract says, and nobody becomes a user. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { problems, problemUrn } from '../../lib/contract/problem.ts'
import { getMeRoute } from '../../lib/contract/routes/people.ts'
import { accessTokens, badClaims, badHeaders, forgeries, stranger } from '../support/bad-tokens.ts'
import type { CallOptions } from '../support/call.ts'
import { testPlatform } from '../support/platform.ts'
import { type Claims, newSigningKey } from '../support/tokens.ts'

const { call, refused, issuer, collections } = testPlatform({ ALLOWED_HOSTED_DOMAINS: 'school.example' })

/** Good but for what a case changes. */
const hd = 'school.example'
const good = () => issuer.mint({ hd })

type Refused = 'missing-token' | 'invalid-token' | 'access-token' | 'wrong-domain'
type Case = readonly [name: string, problem: Refused, options: () => CallOptions]

const bearer = (problem: Refused, cases: Readonly<Record<string, () => string>>): Case[] =>
  Object.entries(cases).map(([name, mint]) => [name, problem, () => ({ token: mint() })])

const ofIssuer = (cases: Readonly<Record<string, (to: typeof issuer) => string>>) =>
  Object.fromEntries(Object.entries(cases).map(([name, mint]) => [name, () => mint(issuer)]))

const withClaims = (cases: Record<string, Claims>) =>
  Object.fromEntries(Object.entries(cases).map(([name, changes]) => [name, () => issuer.mint({ hd, ...changes })]))

const withHeader = (cases: Record<string, Claims>) =>
  Object.fromEntries(Object.entries(cases).map(([name, changes]) => [name, () => issuer.mint({ hd }, changes)]))

const domains: Record<string, Claims> = {
  'of another domain': { hd: 'other.example' },
  'of no domain': { hd: undefined },
  'of no domain, with our address': { hd: undefined, email: 'student@school.example' },
  'of a domain that ends in ours': { hd: 'evil-school.example' },
  'of a domain below ours': { hd: 'a.school.example' },
  'of a domain that begins with ours': { hd: 'school.example.evil.example' },
  'of a domain with a dot behind': { hd: 'school.example.' },
  'of a domain with a blank': { hd: ' school.example' },
  'of an empty domain': { hd: '' },
  'of two domains in one': { hd: 'school.example,other.example' },
}

/** Where else a token may be put, and what else may stand in the header. */
const misplaced: Record<string, () => CallOptions> = {
  'that is not there': () => ({}),
  'in the query': () => ({ query: { access_token: good() } }),
  'in a cookie': () => ({ headers: { cookie: `token=${good()}; authorization=Bearer ${good()}` } }),
  'in the body': () => ({ body: { access_token: good() } }),
  'in another header': () => ({ headers: { 'x-authorization': `Bearer ${good()}` } }),
  'in the header of a proxy': () => ({ headers: { 'proxy-authorization': `Bearer ${good()}` } }),
  'without a scheme': () => ({ headers: { authorization: good() } }),
  'of the scheme Basic': () => ({ headers: { authorization: `Basic ${good()}` } }),
  'of the scheme Token': () => ({ headers: { authorization: `Token ${good()}` } }),
  'behind a tab': () => ({ headers: { authorization: `Bearer\t${good()}` } }),
  'behind a colon': () => ({ headers: { authorization: `Bearer: ${good()}` } }),
  'behind a blank and the scheme': () => ({ headers: { authorization: ` Bearer ${good()}` } }),
  'with a line break in it': () => ({ headers: { authorization: `Bearer ${good().replace('.', '\r\n.')}` } }),
  'that is blank': () => ({ headers: { authorization: 'Bearer    ' } }),
}

const cases: Case[] = [
  ...bearer('invalid-token', withClaims(badClaims)),
  ...bearer('invalid-token', withHeader(badHeaders)),
  ...bearer('invalid-token', ofIssuer(forgeries)),
  ...bearer('access-token', ofIssuer(accessTokens)),
  ...bearer('wrong-domain', withClaims(domains)),
  ...Object.entries(misplaced).map(([name, options]): Case => [name, 'missing-token', options]),
]

/** A minute of its own for each case: the issuer is asked only so often for keys that nobody knows. */
let now = Date.now()
beforeEach(() => {
  now += 60_000
  vi.useFakeTimers({ toFake: ['Date'], now })
})

beforeAll(async () => {
  expect(await collections.users.countDocuments()).toBe(0)
})
afterAll(async () => {
  vi.useRealTimers()
  expect(await collections.users.countDocuments()).toBe(1)
})

describe('a token', () => {
  test.each(cases)('%s: %s', async (_, problem, options) => {
    const sent = options()
    const { status, headers, body } = await refused(getMeRoute, sent)
    expect([status, body.type]).toEqual([problems[problem].status, problemUrn(problem)])
    expect(headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined)
    expect(headers['cache-control']).toBe('no-store')
    const token = sent.token ?? sent.headers?.authorization?.split(' ').at(-1) ?? ''
    if (token.length > 20) expect(JSON.stringify([headers, body])).not.toContain(token.slice(0, 60))
    expect(await collections.users.countDocuments()).toBe(0)
  })

  test('is refused in at least sixty ways', () => {
    expect(new Set(cases.map(([name]) => name)).size).toBeGreaterThanOrEqual(60)
  })
})

describe('a good token', () => {
  test('is taken whatever the case of its scheme, and however often', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await call(getMeRoute, { headers: { authorization: `${scheme} ${good()}` } })).toMatchObject({
        status: 200,
      })
    }
  })

  test('of a key that is published later is taken, right after one of a made-up key', async () => {
    const rotated = newSigningKey('key-2')
    expect(await refused(getMeRoute, { token: issuer.mint({ hd }, { kid: 'made-up' }, stranger) })).toMatchObject({
      status: 401,
    })
    issuer.published.push(rotated)
    expect(await call(getMeRoute, { token: issuer.mint({ hd }, {}, rotated) })).toMatchObject({ status: 200 })
  })
})
