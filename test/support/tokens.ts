/** An issuer of ID tokens on loopback: signs good tokens and any kind of bad one, and counts who asks for its keys. */
import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject }

export function newSigningKey(kid: string): SigningKey {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
}

export type Claims = Record<string, unknown>

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Compact serialisation, signed with RS256 whatever the header says. */
export function signToken({ privateKey }: Pick<SigningKey, 'privateKey'>, header: Claims, payload: Claims): string {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}

/** As `signToken`, with HMAC-SHA256. */
export function macToken(secret: string | Buffer, header: Claims, payload: Claims): string {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export type TestIssuer = {
  issuer: string
  jwksUri: string
  audience: string
  key: SigningKey
  /** What the key set consists of; replace or add to rotate. */
  published: SigningKey[]
  /** Answers with this instead of the key set while it is set. */
  fault: { status: number; body: string } | null
  /** Requests for the key set so far. */
  requests: number
  /** A number like Google's: the same for the same address, and for nobody of another issuer. */
  subOf(email: string): string
  /** What a good token says. A claim of undefined is left out. */
  claims(changes?: Claims): Claims
  /** A good token, but for the changes. */
  mint(changes?: Claims, header?: Claims, key?: SigningKey): string
  close(): Promise<void>
}

export async function startIssuer(audience = 'client-of-the-tests'): Promise<TestIssuer> {
  const key = newSigningKey('key-1')
  const server = createServer((_request, response) => {
    self.requests += 1
    const { status, body } = self.fault ?? { status: 200, body: JSON.stringify({ keys: self.published.map(toJwk) }) }
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const self: TestIssuer = {
    issuer: origin,
    jwksUri: `${origin}/jwks`,
    audience,
    key,
    published: [key],
    fault: null,
    requests: 0,
    subOf: (email) =>
      BigInt(`0x${createHash('sha256').update(`${origin} ${email}`).digest('hex').slice(0, 16)}`).toString(),
    claims(changes = {}) {
      const now = Math.floor(Date.now() / 1_000)
      const email = typeof changes.email === 'string' ? changes.email : 'student@school.example'
      return {
        iss: origin,
        aud: audience,
        azp: audience,
        sub: self.subOf(email),
        email,
        email_verified: true,
        name: 'Test Student',
        iat: now,
        exp: now + 3_600,
        ...changes,
      }
    },
    mint: (changes, header, signer = key) =>
      signToken(signer, { alg: 'RS256', kid: signer.kid, typ: 'JWT', ...header }, self.claims(changes)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

const toJwk = ({ kid, publicKey }: SigningKey) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
})
