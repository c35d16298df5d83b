/** Signing in: with Google Identity Services, or as anybody on a local platform. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Settings } from '../api/settings.ts'
import { Check, type Entered, Form } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { Failure } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
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
  const signIn = useAction(async ({ text, isChecked }: Entered) => {
    const person = { email: text('email') ?? '', name: text('name') ?? '', admin: isChecked('admin') }
    enter(await localToken(settings, person))
  })
  return (
    <Form action={signIn} submit={strings.signIn.submit}>
      <p>{strings.signIn.here}</p>
      <label>
        {strings.signIn.email}
        <input name="email" type="email" required autocomplete="email" defaultValue="student@school.example" />
      </label>
      <label>
        {strings.signIn.name}
        <input name="name" required maxLength={200} autocomplete="name" defaultValue="Student" />
      </label>
      <Check label={strings.signIn.asAdmin} name="admin" />
    </Form>
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
