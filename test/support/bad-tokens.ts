/**
 * Tokens that must not be taken: each signed by the right key unless it says otherwise. The verifier is held against them
 * (test/people), and the real handlers are (test/security).
 */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { type Claims, macToken, newSigningKey, signToken, type TestIssuer } from './tokens.ts'

type Mint = (issuer: TestIssuer) => string

export const stranger = newSigningKey('key-1')

export const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** Signs what stands between the dots, whatever it is. */
const rs256 = ({ key }: TestIssuer, input: string) =>
  `${input}.${sign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`

export const header = (changes: Claims = {}) => ({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...changes })
const parts = (token: string) => token.split('.') as [string, string, string]

/** Header and payload whose last claim stands for the one of this name before it: JSON takes the last of two. */
const withClaimTwice = (issuer: TestIssuer, claim: string) =>
  `${base64url(header())}.${base64url(`${JSON.stringify(issuer.claims()).slice(0, -1)},${claim}}`)}`

export const badClaims: Record<string, Claims> = {
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
  'with a control character in sub': { sub: '42\u0000' },
  'with a line break in sub': { sub: '42\r\nx: y' },
  'with a blank in sub': { sub: '42 43' },
  'with a sub that is not ASCII': { sub: '４２' },
  'with half a surrogate pair for a sub': { sub: '\ud800' },
  'that expires as it is issued': { iat: 1_700_000_000, exp: 1_700_000_000 },
  'with a negative exp': { exp: -1 },
  'with iat as an object': { iat: { $gt: 0 } },
  'with an issuer in capitals': { iss: 'HTTPS://ACCOUNTS.GOOGLE.COM' },
  'with an audience in capitals': { aud: 'CLIENT-OF-THE-TESTS', azp: undefined },
  'with an audience in blanks': { aud: ' client-of-the-tests ', azp: undefined },
  'with azp null': { azp: null },
  'with "false" for verified': { email_verified: 'false' },
  'with null for verified': { email_verified: null },
  'with hd as a list': { hd: ['school.example'] },
  'with a name that is an object': { name: { $ne: null } },
}

export const badHeaders: Record<string, Claims> = {
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
  'with kid constructor': { kid: 'constructor' },
  'with a kid that is an address': { kid: 'https://evil.example/jwks' },
  'with a kid that ends in NUL': { kid: 'key-1\u0000' },
  'with a kid in capitals': { kid: 'KEY-1' },
  'with crit null': { crit: null },
  'with kid __proto__': { kid: '__proto__' },
  'of another type': { typ: 'JWE' },
  'that is a logout token': { typ: 'logout+jwt' },
  'with typ as a list': { typ: ['JWT'] },
}

export const forgeries: Readonly<Record<string, Mint>> = {
  'with alg none and no signature': (issuer) =>
    `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(issuer.claims())}.`,
  'with alg none, a kid and a signature': (issuer) => issuer.mint({}, { alg: 'none' }),
  'with alg nOnE': (issuer) => `${base64url(header({ alg: 'nOnE' }))}.${base64url(issuer.claims())}.AA`,
  'with HS256 over the public key in PEM': (issuer) =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'pem' }), header({ alg: 'HS256' }), issuer.claims()),
  'with HS256 over the public key in DER': (issuer) =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'der' }), header({ alg: 'HS256' }), issuer.claims()),
  'with HS256 over the modulus': (issuer) =>
    macToken(`${issuer.key.publicKey.export({ format: 'jwk' }).n}`, header({ alg: 'HS256' }), issuer.claims()),
  'with HMAC under the name of RS256': (issuer) =>
    macToken(issuer.key.publicKey.export({ type: 'spki', format: 'pem' }), header(), issuer.claims()),
  "by a stranger's key under our kid": (issuer) => issuer.mint({}, {}, stranger),
  "by a stranger's key that comes along as jwk": (issuer) =>
    signToken(stranger, header({ jwk: stranger.publicKey.export({ format: 'jwk' }) }), issuer.claims()),
  "by a stranger's key that jku leads to": (issuer) =>
    signToken(stranger, header({ jku: `${issuer.issuer}/strangers-keys` }), issuer.claims()),
  "by a stranger's key that x5u leads to": (issuer) =>
    signToken(stranger, header({ x5u: `${issuer.issuer}/strangers-keys` }), issuer.claims()),
  "by a stranger's key that comes along as x5c": (issuer) =>
    signToken(
      stranger,
      header({ x5c: [stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }),
      issuer.claims(),
    ),
  'with an elliptic curve': (issuer) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const input = `${base64url(header({ alg: 'ES256' }))}.${base64url(issuer.claims())}`
    return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  },
  'whose payload was changed': (issuer) => {
    const [head, , signature] = parts(issuer.mint())
    return `${head}.${base64url(issuer.claims({ email: 'admin@school.example' }))}.${signature}`
  },
  'whose header was changed': (issuer) => {
    const [, payload, signature] = parts(issuer.mint())
    return `${base64url(header({ extra: 1 }))}.${payload}.${signature}`
  },
  'with one bit of the signature changed': (issuer) => {
    const [head, payload, signature] = parts(issuer.mint())
    const bytes = Buffer.from(signature, 'base64url')
    bytes[17] = (bytes[17] ?? 0) ^ 1
    return `${head}.${payload}.${bytes.toString('base64url')}`
  },
  'with the signature of another token': (issuer) => {
    const [head, payload] = parts(issuer.mint())
    return `${head}.${payload}.${parts(issuer.mint({ sub: 'other' }))[2]}`
  },
  'with half a signature': (issuer) => issuer.mint().slice(0, -100),
  'without signature': (issuer) => `${parts(issuer.mint()).slice(0, 2).join('.')}.`,
  'with stray bits at the end of the signature': (issuer) => {
    const token = issuer.mint()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1]
  },
  'with padding': (issuer) => `${issuer.mint()}==`,
  'in the alphabet of plain base64': (issuer) =>
    rs256(issuer, `${base64url(header())}.${base64url(issuer.claims()).slice(0, -4)}++//`),
  'with four parts': (issuer) => `${issuer.mint()}.AAAA`,
  'with five parts': (issuer) => `${issuer.mint()}.AAAA.AAAA`,
  'with two dots in a row': (issuer) => issuer.mint().replace('.', '..'),
  'with a dot in front': (issuer) => `.${issuer.mint()}`,
  'with a blank inside': (issuer) => issuer.mint().replace('.', '. '),
  'twice, as two headers arrive': (issuer) => `${issuer.mint()},${issuer.mint()}`,
  'with a header that is no JSON': (issuer) => rs256(issuer, `${base64url('{"alg":')}.${base64url(issuer.claims())}`),
  'with a header that is a list': (issuer) => rs256(issuer, `${base64url([header()])}.${base64url(issuer.claims())}`),
  'with a payload that is null': (issuer) => rs256(issuer, `${base64url(header())}.${base64url('null')}`),
  'with a payload that is text': (issuer) => rs256(issuer, `${base64url(header())}.${base64url('"student"')}`),
  'with claims in __proto__': (issuer) =>
    rs256(issuer, `${base64url(header())}.${base64url(`{"__proto__":${JSON.stringify(issuer.claims())}}`)}`),
  'whose last exp of two has passed': (issuer) => rs256(issuer, withClaimTwice(issuer, '"exp":1')),
  'whose last email_verified of two is false': (issuer) =>
    rs256(issuer, withClaimTwice(issuer, '"email_verified":false')),
  'whose last alg of two is none': (issuer) =>
    rs256(issuer, `${base64url('{"alg":"RS256","kid":"key-1","alg":"none"}')}.${base64url(issuer.claims())}`),
  'with an exp beyond all numbers': (issuer) => rs256(issuer, withClaimTwice(issuer, '"exp":1e999')),
  'whose payload is no UTF-8': (issuer) =>
    rs256(issuer, `${base64url(header())}.${Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('base64url')}`),
  'with more behind the payload': (issuer) =>
    rs256(issuer, `${base64url(header())}.${base64url(`${JSON.stringify(issuer.claims())}{}`)}`),
  'inside a token': (issuer) => rs256(issuer, `${base64url(header({ cty: 'JWT' }))}.${base64url(issuer.mint())}`),
  'with a letter beyond ASCII': (issuer) => issuer.mint().replace('.', '․'),
  'with NUL in it': (issuer) => issuer.mint().replace('.', '\0.'),
  'with percent-encoding': (issuer) => issuer.mint().replaceAll('.', '%2E'),
  'between quotes': (issuer) => `"${issuer.mint()}"`,
  'with deep nesting': (issuer) =>
    rs256(issuer, `${base64url(header())}.${base64url(`{"x":${'['.repeat(2_000)}${']'.repeat(2_000)}}`)}`),
  'of nine kilobytes': (issuer) => issuer.mint({ padding: 'x'.repeat(9_000) }),
  'of a megabyte of dots': () => '.'.repeat(1_000_000),
  'that is a word': () => 'undefined',
  'that is an API key': () => 'AIzaSyA-1234567890abcdefghijklmnopqrstu',
  'that is a session cookie': () => createHmac('sha256', 'x').update('y').digest('hex'),
}

/** Access tokens instead of ID tokens: these have a problem of their own. */
export const accessTokens: Readonly<Record<string, Mint>> = {
  "of Google's": () => 'ya29.a0AfH6SMBx-made-up',
  'by its type': (issuer) => issuer.mint({}, { typ: 'at+jwt' }),
  'by its type in full': (issuer) => issuer.mint({}, { typ: 'application/at+jwt' }),
  'by its scope': (issuer) => issuer.mint({ scope: 'openid email' }),
  'by its use': (issuer) => issuer.mint({ token_use: 'access' }),
}
