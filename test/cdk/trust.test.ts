/** Whose tokens a stage takes: Google's alone, unless the context of the very deployment says otherwise. */
import { afterEach, expect, it, vi } from 'vitest'
import { configSchema } from '../../lib/platform/config.ts'
import { functionsOf, resolved, synthesise } from './support.ts'

afterEach(() => vi.unstubAllEnvs())

const elsewhere = { tokenIssuer: 'http://localhost:18099', tokenJwksUri: 'http://127.0.0.1:18099/jwks' }

it('a plain prod synth trusts Google alone, in every function', () => {
  const functions = functionsOf(synthesise('prod'))
  expect(functions.length).toBeGreaterThan(40)
  for (const { Environment } of functions) {
    expect(configSchema.parse(resolved(Environment.Variables))).toMatchObject({
      TOKEN_ISSUER: 'https://accounts.google.com',
      TOKEN_JWKS_URI: 'https://www.googleapis.com/oauth2/v3/certs',
    })
  }
})

it('a plain prod synth names nothing on this machine', () => {
  expect(JSON.stringify(synthesise('prod'))).not.toMatch(/localhost|127\.0\.0\.1|\[::1\]/)
})

it('what the shell of whoever deploys has set reaches no template', () => {
  const plain = synthesise('prod')
  vi.stubEnv('TOKEN_ISSUER', elsewhere.tokenIssuer)
  vi.stubEnv('TOKEN_JWKS_URI', elsewhere.tokenJwksUri)
  vi.stubEnv('ADMIN_EMAILS', 'mallory@elsewhere.example')
  vi.stubEnv('ALLOWED_HOSTED_DOMAINS', 'elsewhere.example')
  expect(synthesise('prod')).toEqual(plain)
})

it('another issuer comes by context, and changes nothing but issuer and key set', () => {
  const [plain, overridden] = [synthesise('prod'), synthesise('prod', elsewhere)]
  const functions = functionsOf(overridden)
  for (const { Environment } of functions) {
    expect(Environment.Variables).toMatchObject({
      TOKEN_ISSUER: elsewhere.tokenIssuer,
      TOKEN_JWKS_URI: elsewhere.tokenJwksUri,
    })
    delete Environment.Variables.TOKEN_ISSUER
    delete Environment.Variables.TOKEN_JWKS_URI
  }
  expect(overridden).toEqual(plain)
})
