/** What Google says of a person in an ID token: https://developers.google.com/identity/openid-connect/openid-connect */
import { createHash } from 'node:crypto'

export type Person = { email: string; name?: string | undefined; hostedDomain?: string | undefined }

/** Google's ids of people are decimal numbers of 21 digits; here each address always has the same. */
export function subjectOf(email: string): string {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('hex')
  return `1${(BigInt(`0x${digest}`) % 10n ** 20n).toString().padStart(20, '0')}`
}

export const nameOf = ({ email, name }: Person): string => name ?? email.replace(/@.*/, '')

export const googleClaims = (person: Person, clientId: string) => ({
  aud: clientId,
  azp: clientId,
  sub: subjectOf(person.email),
  email: person.email,
  email_verified: true,
  name: nameOf(person),
  ...(person.hostedDomain !== undefined && { hd: person.hostedDomain }),
})
