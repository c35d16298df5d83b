/** Who is signed in: the ID token, in memory and for this tab's session, never longer. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api, Schemas } from '../api/client.ts'

const key = 'id-token'

export type Session = {
  api: Api
  user: Schemas['User']
  signOut(): void
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}

export const isAdmin = ({ roles }: Schemas['User']) => roles.includes('admin')

/** null also for a token that has run out. */
export function storedToken(): string | null {
  const token = sessionStorage.getItem(key)
  return token && expiryOf(token) > Date.now() ? token : null
}

export const storeToken = (token: string) => sessionStorage.setItem(key, token)
export const dropToken = () => sessionStorage.removeItem(key)

/** Milliseconds since the epoch; 0 for what is no token. The server checks it, this only spares a call. */
function expiryOf(token: string): number {
  try {
    const payload = token.split('.')[1] ?? ''
    const { exp }: { exp?: number } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return (exp ?? 0) * 1_000
  } catch {
    return 0
  }
}
