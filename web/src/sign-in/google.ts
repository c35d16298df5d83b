/** Google Identity Services: https://developers.google.com/identity/gsi/web/reference/js-reference */
import { strings } from '../strings.ts'

type Identity = {
  initialize(options: {
    client_id: string
    callback: (reply: { credential: string }) => void
    auto_select?: boolean
  }): void
  renderButton(place: HTMLElement, options: { theme: 'outline'; size: 'large'; text: 'signin_with' }): void
}

declare global {
  interface Window {
    google?: { accounts: { id: Identity } }
  }
}

const source = 'https://accounts.google.com/gsi/client'

/** @throws Error when Google's script cannot be loaded */
export async function drawGoogleButton(
  place: HTMLElement,
  clientId: string,
  enter: (idToken: string) => void,
): Promise<void> {
  if (!window.google) await loadScript()
  const identity = window.google?.accounts.id
  if (!identity) throw new Error(strings.signIn.unreachable)
  identity.initialize({ client_id: clientId, callback: ({ credential }) => enter(credential) })
  identity.renderButton(place, { theme: 'outline', size: 'large', text: 'signin_with' })
}

const loadScript = () =>
  new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = source
    script.async = true
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(strings.signIn.unreachable))
    document.head.append(script)
  })
