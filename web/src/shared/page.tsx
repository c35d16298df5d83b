/** Header, navigation and main area of every page. */
import type { ComponentChildren } from 'preact'
import type { Schemas } from '../api/client.ts'
import { strings } from '../strings.ts'
import { isAdmin } from './session.ts'

type PageProps = { user?: Schemas['User']; signOut?: () => void; children: ComponentChildren }

export const Page = ({ user, signOut, children }: PageProps) => (
  <>
    <a class="skip" href="#content">
      {strings.skipToContent}
    </a>
    <header>
      <a class="brand" href="/">
        {strings.title}
      </a>
      {user && (
        <nav aria-label={strings.nav.label}>
          <a href="/">{strings.nav.topics}</a>
          <a href="/progress">{strings.nav.progress}</a>
          {isAdmin({ user }) && <a href="/instructor">{strings.nav.instructor}</a>}
        </nav>
      )}
      {user && (
        <div class="account">
          <span title={user.email}>{user.name}</span>
          <button type="button" class="quiet" onClick={signOut}>
            {strings.nav.signOut}
          </button>
        </div>
      )}
    </header>
    <main id="content" tabIndex={-1}>
      {children}
    </main>
  </>
)
