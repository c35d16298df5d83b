import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JwtVerifier } from 'aws-jwt-verify'
import { expect, onTestFinished, test } from 'vitest'
import { subjectOf } from '../../../local/sign-in/google-claims.ts'
import { startSignIn } from '../../../local/sign-in/start-sign-in.ts'

const clientId = 'adaptive-quiz.localhost'

test('a token passes as one of Google: signed with RS256 by a published key, for this audience, for an hour', async () => {
  const { signIn, verifier } = await startTestSignIn(temporaryFolder())
  const person = { email: 'Ada@school.example', name: 'Ada', hostedDomain: 'school.example' }
  const claims = await verifier.verify(await signIn.mintToken(person))
  expect(claims).toMatchObject({
    iss: signIn.issuer,
    aud: clientId,
    azp: clientId,
    sub: subjectOf('ada@school.example'),
    email: 'Ada@school.example',
    email_verified: true,
    name: 'Ada',
    hd: 'school.example',
  })
  expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
  expect(signIn.issuer).toMatch(/^http:\/\/localhost:\d+$/)
})

test('somebody without a domain has no hd, and without a name the one before the @', async () => {
  const { signIn, verifier } = await startTestSignIn(temporaryFolder())
  const claims = await verifier.verify(await signIn.mintToken({ email: 'bob@mail.example' }))
  expect(claims).toMatchObject({ name: 'bob' })
  expect(claims).not.toHaveProperty('hd')
})

test('people keep their id, which is 21 digits, whatever the case of their address', () => {
  expect(subjectOf('ada@school.example')).toMatch(/^1\d{20}$/)
  expect(subjectOf('ADA@school.example')).toBe(subjectOf('ada@school.example'))
  expect(subjectOf('bob@school.example')).not.toBe(subjectOf('ada@school.example'))
})

test('a token outlives a restart, since the key is kept where only its owner can read it', async () => {
  const folder = temporaryFolder()
  const first = await startSignIn({ port: 0, clientId, keyFile: join(folder, 'key.json') })
  const token = await first.mintToken({ email: 'ada@school.example' })
  await first.stop()
  const { verifier } = await startTestSignIn(folder, first.port)
  await expect(verifier.verify(token)).resolves.toMatchObject({ email: 'ada@school.example' })
  expect(statSync(join(folder, 'key.json')).mode & 0o077).toBe(0)
})

async function startTestSignIn(folder: string, port = 0) {
  const signIn = await startSignIn({ port, clientId, keyFile: join(folder, 'key.json') })
  onTestFinished(() => signIn.stop())
  const { issuer, jwksUri } = signIn
  const verifier = JwtVerifier.create({ issuer, audience: clientId, jwksUri: 'https://unused.example' })
  verifier.cacheJwks((await (await fetch(jwksUri)).json()) as Parameters<typeof verifier.cacheJwks>[0])
  return { signIn, verifier }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sign-in-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
