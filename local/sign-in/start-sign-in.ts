/** Plays Google on this machine: an OpenID Connect issuer whose ID tokens look like Google's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { OAuth2Server } from 'oauth2-mock-server'
import * as z from 'zod'
import { googleClaims, type Person } from './google-claims.ts'

export type SignIn = {
  issuer: string
  jwksUri: string
  /** `aud` of the tokens. */
  clientId: string
  port: number
  /** An ID token for that person, valid for an hour. */
  mintToken(person: Person): Promise<string>
  stop(): Promise<void>
}

export type SignInOptions = {
  /** 0 picks a free one. */
  port: number
  clientId: string
  /** Keeps the signing key, so that tokens outlive a restart. */
  keyFile: string
}

export async function startSignIn({ port, clientId, keyFile }: SignInOptions): Promise<SignIn> {
  const server = new OAuth2Server()
  await addKey(server, keyFile)
  await server.start(port, '127.0.0.1')
  const bound = server.address().port
  const issuer = `http://localhost:${bound}`
  server.issuer.url = issuer
  return {
    issuer,
    jwksUri: `http://127.0.0.1:${bound}/jwks`,
    clientId,
    port: bound,
    mintToken: (person) =>
      server.issuer.buildToken({
        expiresIn: 3600,
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, googleClaims(person, clientId))
        },
      }),
    stop: () => server.stop(),
  }
}

const keySchema = z.record(z.string(), z.unknown())

async function addKey({ issuer }: OAuth2Server, file: string): Promise<void> {
  if (existsSync(file)) {
    await issuer.keys.add(keySchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
    return
  }
  await issuer.keys.generate('RS256')
  writeFileSync(file, JSON.stringify(issuer.keys.toJSON(true)[0]), { mode: 0o600 })
}
