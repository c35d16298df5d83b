/** Signing in: with Google Identity Services, or as anybody on a local platform. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Settings } from '../api/settings.ts'
import { Heading } from '../shared/heading.tsx'
import { Failure } from '../shared/show.tsx'
import { strings } from '../strings.ts'
import { drawGoogleButton } from './google.ts'

type SignInProps = { settings: Settings; wasRefused: boolean; enter: (idToken: string) => void }

export const SignIn = ({ settings, wasRefused, enter }: SignInProps) => (
  <div class="card narrow">
    <Heading text={strings.signIn.heading} />
    {wasRefused && <p role="alert">{strings.signIn.refused}</p>}
    {settings.googleClientId ? (
      <GoogleSignIn clientId={settings.googleClientId} enter={enter} />
    ) : (
      <LocalSignIn settings={settings} enter={enter} />
    )}
  </div>
)

function GoogleSignIn({ clientId, enter }: { clientId: string; enter: SignInProps['enter'] }) {
  const place = useRef<HTMLDivElement>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (place.current) drawGoogleButton(place.current, clientId, enter).catch(setError)
  }, [clientId])
  return (
    <>
      <p>{strings.signIn.withGoogle}</p>
      <div ref={place} />
      {error !== null && <Failure error={error} />}
    </>
  )
}

function LocalSignIn({ settings, enter }: Pick<SignInProps, 'settings' | 'enter'>) {
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    try {
      enter(
        await localToken(settings, {
          email: String(form.get('email')),
          name: String(form.get('name')),
          admin: form.get('admin') !== null,
        }),
      )
    } catch (fault) {
      setError(fault)
    }
  }
  return (
    <form onSubmit={submit}>
      <p>{strings.signIn.here}</p>
      <label>
        {strings.signIn.email}
        <input name="email" type="email" required autocomplete="email" defaultValue="student@school.example" />
      </label>
      <label>
        {strings.signIn.name}
        <input name="name" required maxLength={200} autocomplete="name" defaultValue="Student" />
      </label>
      <label class="check">
        <input name="admin" type="checkbox" />
        {strings.signIn.asAdmin}
      </label>
      <button type="submit">{strings.signIn.submit}</button>
      {error !== null && <Failure error={error} />}
    </form>
  )
}

type Person = { email: string; name: string; admin: boolean }

async function localToken(settings: Settings, person: Person): Promise<string> {
  const response = await fetch(`${settings.apiUrl}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
  const body: { idToken?: string; detail?: string; title?: string } = await response.json()
  if (!body.idToken) throw new Error(body.detail ?? body.title ?? strings.unknownError)
  return body.idToken
}
